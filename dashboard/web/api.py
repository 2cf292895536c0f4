"""The addresses that other programs use: the same checks, numbers and messages as the pages and the command line."""

from __future__ import annotations

import logging
from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from flask import Blueprint, Flask, Response, jsonify, request
from werkzeug.exceptions import HTTPException
from werkzeug.routing import Map

from dashboard.domain.errors import NotAllowed, NotFound, Refusal, StoreUnavailable
from dashboard.domain.scope import Role
from dashboard.services import checking, exporting, intake, scoping
from dashboard.services.duties import load_task_list
from dashboard.services.looking import load_outlook, load_worklist
from dashboard.services.reading import load_assessment, load_reported, load_revision
from dashboard.viewmodels.review_document import build_review_document
from dashboard.viewmodels.standing_document import build_standing_document
from dashboard.viewmodels.task_list import focus_of
from dashboard.viewmodels.worklist import Worklist
from dashboard.web.asking import KINDS, BadQuery, choice, month, switch, upload, word
from dashboard.web.components.scope_words import unknown_words
from dashboard.web.components.standing_sheet import build_standing_sheet
from dashboard.web.components.task_sheet import build_task_sheet
from dashboard.web.documents import serve_documents
from dashboard.web.wording import STATUS_WORDS, month_label

if TYPE_CHECKING:
    from dashboard.services.site import Site

_log = logging.getLogger(__name__)
_METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "QUERY"]
_NOTHING = "api.nothing"


def serve_api(server: Flask, site: Site) -> None:
    """Attach the addresses to the server."""
    blueprint = Blueprint("api", __name__)
    _serve_reading(blueprint, site)
    _serve_exports(blueprint, site)
    _serve_task_exports(blueprint, site)
    _serve_writing(blueprint, site)
    serve_documents(blueprint, site)
    blueprint.register_error_handler(Refusal, _refused)
    _serve_nothing_else(server, blueprint)
    server.register_blueprint(blueprint)
    server.register_error_handler(413, lambda _: _failure(413, "too-large", _too_large(site)))
    server.register_error_handler(HTTPException, _broken)


def _serve_reading(blueprint: Blueprint, site: Site) -> None:
    @blueprint.get("/healthz")
    def healthz() -> Any:
        try:
            revision = checking.check_health(site)
        except checking.OtherVersion as refusal:
            return _failure(503, refusal.code, str(refusal), database="reached", migrations="behind")
        except Exception:  # whatever it is: nobody outside learns more of the database than that
            _log.exception("the database does not answer")
            return _failure(
                503, StoreUnavailable.code, "现在连不上数据库。", database="unreached", migrations="unknown"
            )
        return jsonify(status="ok", database="reached", migrations="current", revision=revision)

    @blueprint.get("/api/v1/revision")
    def revision() -> Any:
        answer = jsonify(day=str(date.today()), revision=load_revision(site))  # the day first, so never too new
        answer.headers["Cache-Control"] = "no-store"
        return answer

    @blueprint.get("/api/v1/standings")
    def standings() -> Any:
        assessment = load_assessment(site, month(), word("plan"))
        scope = scoping.scope_of(
            assessment.plan,
            region=word("region"),
            department=word("department"),
            pillar=word("pillar"),
            role=choice("role", Role),
        )
        scoping.must_be_within(assessment, month())
        return jsonify(build_standing_document(assessment, scope))


def _serve_exports(blueprint: Blueprint, site: Site) -> None:
    @blueprint.get("/api/v1/export/figures.<kind>")
    def export(kind: str) -> Any:
        if kind not in KINDS:
            raise NotFound("只能导出 figures.csv 或 figures.xlsx。")
        content = exporting.export_figures(site, kind, month=month(), plan=word("plan"))
        return _file(content, kind, "figures")

    @blueprint.get("/api/v1/export/standings.<kind>")
    def export_standings(kind: str) -> Any:
        if kind not in KINDS:
            raise NotFound("只能导出 standings.csv 或 standings.xlsx。")
        outlook = load_outlook(site, request.args)
        if outlook.unknown:
            raise NotFound(unknown_words(outlook.unknown, outlook.assessment))
        worklist = load_worklist(site, outlook, request.args)
        lines = load_reported(site, outlook.assessment, worklist.region.code)
        content = exporting.write_list(site, build_standing_sheet(worklist, lines), kind, STATUS_WORDS)
        return _file(content, kind, f"standings-{outlook.assessment.as_of}", _list_name(worklist))


def _serve_task_exports(blueprint: Blueprint, site: Site) -> None:
    @blueprint.get("/api/v1/export/tasks.<kind>")
    def export_tasks(kind: str) -> Any:
        if kind not in KINDS:
            raise NotFound("只能导出 tasks.csv 或 tasks.xlsx。")
        outlook = load_outlook(site, request.args)
        if outlook.unknown:
            raise NotFound(unknown_words(outlook.unknown, outlook.assessment))
        tasks = load_task_list(site, outlook, focus_of(request.args))
        content = exporting.write_list(site, build_task_sheet(tasks), kind, STATUS_WORDS)
        month = month_label(outlook.assessment.as_of)
        name = f"督查台账_{outlook.filters.department or tasks.region.label}_{month}_{tasks.total}项"
        return _file(content, kind, f"tasks-{outlook.assessment.as_of}", name)


def _serve_writing(blueprint: Blueprint, site: Site) -> None:
    @blueprint.post("/api/v1/figures")
    def figures() -> Any:
        loaded = intake.load_upload(site, upload(), publish=switch("publish"), plan=word("plan"))
        answer = jsonify(build_review_document(loaded.review))
        if loaded.refusal:
            answer.status_code = 422
        return answer


def _list_name(worklist: Worklist) -> str:
    month = month_label(worklist.assessment.as_of)
    return f"指标清单_{worklist.region.label}_{month}_{worklist.total}项"


def _file(content: bytes, kind: str, name: str, chinese: str = "") -> Response:
    """A file to be kept, with a Chinese name for browsers that take one."""
    other = f"; filename*=UTF-8''{quote(f'{chinese}.{kind}')}" if chinese else ""
    headers = {"Content-Disposition": f'attachment; filename="{name}.{kind}"{other}'}
    return Response(content, content_type=KINDS[kind], headers=headers)


def _serve_nothing_else(server: Flask, blueprint: Blueprint) -> None:
    """Below /api every answer is JSON, also to an address or a method that is not there."""

    @blueprint.route("/api/", defaults={"rest": ""}, methods=_METHODS, provide_automatic_options=False)
    @blueprint.route("/api/<path:rest>", methods=_METHODS, provide_automatic_options=False)
    def nothing(rest: str) -> Any:
        taken = sorted(_methods_at(server, request.path))
        if not taken:
            raise NotFound(f"没有 {request.method} /api/{rest} 这个地址。")
        allowed = ", ".join(taken)
        answer, status = _failure(405, "method-not-allowed", f"这个地址只接受 {allowed}。")
        answer.headers["Allow"] = allowed
        return answer, status


def _methods_at(server: Flask, path: str) -> set[str]:
    """The methods that an address of the API takes."""
    rules = [rule.empty() for rule in server.url_map.iter_rules() if rule.endpoint.startswith("api.")]
    known = Map([rule for rule in rules if rule.endpoint != _NOTHING])
    return set(known.bind("").allowed_methods(path)) - {"OPTIONS"}


def _broken(error: HTTPException) -> Any:
    """Below /api what the framework itself refuses, or fails at, is JSON too; elsewhere as it is."""
    if not request.path.startswith("/api/"):
        return error
    status = error.code or 500
    code, message = (
        ("failed", "这一步没有做成，什么都没有改动。请告诉管理员。")
        if status >= 500
        else ("bad-request", "这个请求看不懂。")
    )
    return _failure(status, code, message)


def _refused(refusal: Refusal) -> tuple[Response, int]:
    status = {NotFound: 404, NotAllowed: 403, BadQuery: 400, StoreUnavailable: 503}.get(type(refusal), 422)
    return _failure(status, refusal.code, str(refusal))


def _failure(status: int, code: str, message: str, **more: str) -> tuple[Response, int]:
    return jsonify(error={"code": code, "message": message}, **more), status


def _too_large(site: Site) -> str:
    return f"文件超过 {site.settings.max_upload_megabytes} MB，没有接收。请分成几份再传。"
