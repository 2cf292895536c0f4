"""Where the wall in a browser says that it lives: its name, its page, its revision, and when it last painted."""

from __future__ import annotations

import math
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from flask import Flask, jsonify, request

from dashboard.domain.errors import Refusal, StoreUnavailable
from dashboard.domain.screen import Heartbeat
from dashboard.services.screens import record_heartbeat

if TYPE_CHECKING:
    from dashboard.services.site import Site

ADDRESS = "/screen/heartbeat"

_LONGEST_NAME, _LONGEST_FAULT, _LONGEST_BODY = 40, 400, 4_000
_LONGEST_UNPAINTED = 366 * 24 * 3600.0  # seconds
_GREATEST_REVISION = 2**53


class NoHeartbeat(Refusal):
    """A body that does not say what a heartbeat says."""

    code = "no-heartbeat"


def serve_heartbeat(server: Flask, site: Site) -> None:
    """Attach the address that walls report to."""

    @server.post(ADDRESS)
    def heartbeat() -> Any:
        try:
            record_heartbeat(site, read_heartbeat(_document()))
        except Refusal as refusal:
            status = 503 if isinstance(refusal, StoreUnavailable) else 422
            return jsonify(error={"code": refusal.code, "message": str(refusal)}), status
        return "", 204


def read_heartbeat(document: Any) -> Heartbeat:
    """The heartbeat that a JSON document describes; NoHeartbeat where it describes none."""
    if not isinstance(document, dict):
        raise NoHeartbeat("心跳要是一个 JSON 对象。")
    name = _text(document, "name", _LONGEST_NAME)
    if not name:
        raise NoHeartbeat("心跳里要有大屏的名称（name）。")
    revision = document.get("revision")
    if type(revision) is not int or not 0 <= revision <= _GREATEST_REVISION:
        raise NoHeartbeat("心跳里的 revision 要是数据版本。")
    return Heartbeat(
        name=name,
        named=document.get("named") is True,
        page=_text(document, "page", _LONGEST_NAME),
        revision=revision,
        unpainted=_unpainted(document.get("unpainted")),
        fault=_text(document, "fault", _LONGEST_FAULT),
    )


def _document() -> Any:
    if (request.content_length or 0) > _LONGEST_BODY:
        raise NoHeartbeat("心跳太长。")
    return request.get_json(silent=True)


def _text(document: dict[str, Any], key: str, longest: int) -> str:
    value = document.get(key, "")
    if not isinstance(value, str):
        raise NoHeartbeat(f"心跳里的 {key} 要是文字。")
    keepable = value.encode("utf-8", "ignore").decode().replace("\0", "")  # what a database takes as text
    return " ".join(keepable.split())[:longest]


def _unpainted(seconds: Any) -> timedelta:
    if type(seconds) not in (int, float) or not math.isfinite(seconds):
        raise NoHeartbeat("心跳里的 unpainted 要是秒数。")
    return timedelta(seconds=min(max(seconds, 0), _LONGEST_UNPAINTED))
