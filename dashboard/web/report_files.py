"""Files that reporters bring and take away: uploads, templates to fill in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Blueprint, Flask, Response, jsonify, request

from dashboard.domain.errors import NotAllowed, NotFound, Refusal, StoreUnavailable
from dashboard.services import intake, receipting, templating
from dashboard.viewmodels.review_document import build_review_document
from dashboard.web.asking import KINDS, BadQuery, download, month, upload, word

if TYPE_CHECKING:
    from dashboard.services.site import Site

_STATUS: dict[type[Refusal], int] = {NotFound: 404, BadQuery: 400, NotAllowed: 403, StoreUnavailable: 503}


def serve_report_files(server: Flask, site: Site) -> None:
    """Attach the addresses that the report page sends files to and takes files from."""
    blueprint = Blueprint("report_files", __name__)

    @blueprint.post("/report/files")
    def bring() -> Any:
        document = build_review_document(intake.keep_draft(site, upload("form" if word("kind") == "form" else "file")))
        number = document["submission"]
        problems = [] if number else document["problems"]
        return jsonify(submission=number, file=document["file"], counts=document["counts"], problems=problems)

    @blueprint.get("/report/template.<kind>")
    def template(kind: str) -> Any:
        made = templating.make_template(site, kind, word("department") or word("region"), month(), word("plan"))
        return download(made.content, KINDS[kind], made.name, f"template.{kind}")

    @blueprint.get("/report/receipt")
    def receipt() -> Any:
        number = word("submission") or ""
        if not (number.isascii() and number.isdigit() and len(number) < 10):
            raise BadQuery("请写明报送批次，如 ?submission=12。")
        made = receipting.make_receipt(site, int(number))
        kind = KINDS["xlsx"] if made.is_workbook else "text/csv"
        return download(made.content, kind, made.name, f"receipt-{number}")

    blueprint.register_error_handler(Refusal, _refused)
    server.register_blueprint(blueprint)


def _refused(refusal: Refusal) -> tuple[Response, int]:
    """A script gets a document, somebody who followed a link a sentence."""
    status = _STATUS.get(type(refusal), 422)
    if request.method == "GET":
        return Response(str(refusal), mimetype="text/plain"), status
    return jsonify(error={"code": refusal.code, "message": str(refusal)}), status
