"""What is told of each request: its id on the answer, a line in the log, a count; and the address of the counts."""

from __future__ import annotations

import logging
import re
import secrets
from time import perf_counter
from typing import TYPE_CHECKING, Any

from flask import Flask, Response, g, request

from dashboard.logs import REQUEST, TOLD
from dashboard.services.checking import load_moved
from dashboard.web.access import CALLBACK, is_from_proxy
from dashboard.web.metrics import (
    CALLBACKS,
    CONTENT_TYPE,
    REQUESTS,
    TAKEN,
    UPLOADED,
    UPLOADS,
    count_errors,
    exposition,
)

if TYPE_CHECKING:
    from collections.abc import Collection

    from dashboard.services.site import Site

METRICS, REQUEST_ID = "/metrics", "X-Request-ID"
UPLOAD_ENDPOINTS = ("api.figures", "report_files.bring")

_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")
_METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
_SURFACES = (
    ("/api/", "api"),
    ("/assets/", "asset"),
    ("/_dash-component-suites/", "asset"),
    ("/_dash", "dash"),
    ("/login", "door"),
    ("/logout", "door"),
    ("/password", "door"),
    ("/sign-on", "door"),
    ("/healthz", "health"),
    (METRICS, "health"),
)
_UNTOLD = ("asset", "health")
_POLLS = ("/api/v1/revision", "/screen/heartbeat")
_RESULTS = {2: "done", 3: "done", 4: "refused", 5: "failed"}

_log = logging.getLogger(__name__)


def watch(server: Flask, site: Site, callbacks: Collection[str]) -> None:
    """Tell of every request, also of those that the guard refuses. To be attached after the guard."""

    def begin() -> None:
        given = request.headers.get(REQUEST_ID, "") if is_from_proxy() else ""
        g.began, g.request_id = perf_counter(), given if _ID.fullmatch(given) else secrets.token_hex(8)
        REQUEST.set(g.request_id)

    def tell(response: Response) -> Response:
        surface, took = surface_of(request.path), perf_counter() - g.began
        response.headers[REQUEST_ID] = g.request_id
        _count(response, surface, took, callbacks)
        if site.settings.log_requests and _is_worth_a_line(response, surface):
            _log.info("request", extra={TOLD: _line(response, surface, took)})
        return response

    def end(_error: BaseException | None) -> None:
        REQUEST.set("")

    count_errors()
    server.before_request_funcs.setdefault(None, []).insert(0, begin)
    server.after_request_funcs.setdefault(None, []).insert(0, tell)  # the last to see the answer
    server.teardown_request(end)


def serve_metrics(server: Flask, site: Site) -> None:
    """Attach the address that Prometheus asks."""

    @server.get(METRICS)
    def metrics() -> Any:
        return Response(exposition(*load_moved(site)), content_type=CONTENT_TYPE)


def surface_of(path: str) -> str:
    """What kind of address a path is; a page where it is no other."""
    if path == CALLBACK:
        return "callback"
    return next((surface for start, surface in _SURFACES if path.startswith(start)), "page")


def _count(response: Response, surface: str, took: float, callbacks: Collection[str]) -> None:
    method = request.method if request.method in _METHODS else "other"
    REQUESTS.labels(surface, method, str(response.status_code)).inc()
    TAKEN.labels(surface).observe(took)
    result = _RESULTS.get(response.status_code // 100, "failed")
    if surface == "callback":
        CALLBACKS.labels(_callback(callbacks), g.get("ended", result)).inc()
    if request.method == "POST" and request.endpoint in UPLOAD_ENDPOINTS:
        UPLOADS.labels(result).inc()
        UPLOADED.inc(request.content_length or 0)


def _callback(callbacks: Collection[str]) -> str:
    """The callback by its first output; one that nobody knows must not become a name of its own."""
    asked = request.get_json(silent=True)
    output = asked.get("output") if isinstance(asked, dict) else None
    known = isinstance(output, str) and output in callbacks
    return str(output).strip(".").split("...")[0] if known else "unknown"


def _is_worth_a_line(response: Response, surface: str) -> bool:
    """A line for everything but what goes well all day long: files, health, and screens that ask for news."""
    return response.status_code >= 400 or not (surface in _UNTOLD or request.path in _POLLS)


def _line(response: Response, surface: str, took: float) -> dict[str, Any]:
    """The address by the rule that answers it: what stands in it may be somebody's name."""
    return {
        "method": request.method,
        "surface": surface,
        "rule": request.url_rule.rule if request.url_rule else None,
        "status": response.status_code,
        "milliseconds": round(took * 1000, 1),
    }
