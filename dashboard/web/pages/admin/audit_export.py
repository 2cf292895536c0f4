"""The audit log as a file: the entries that are looked for, to the last."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from flask import Flask, Response, request

from dashboard.services.auditing import export_audit
from dashboard.storage.audit import AuditFilter

if TYPE_CHECKING:
    from dashboard.services.site import Site


def serve_audit_export(server: Flask, site: Site) -> None:
    """Attach the address of the export."""

    @server.get("/admin/audit.csv")
    def audit_csv() -> Any:
        content = export_audit(site, wanted_entries(request.args))
        headers = {"Content-Disposition": 'attachment; filename="audit.csv"'}
        return Response(content, content_type="text/csv; charset=utf-8", headers=headers)


def wanted_entries(query: Mapping[str, str]) -> AuditFilter:
    """What an address looks for; a day that cannot be read leaves that end open."""
    since, until = _day(query.get("since")), _day(query.get("until"))
    return AuditFilter(
        text=query.get("text") or None,
        actor=query.get("by") or None,
        action=query.get("action") or None,
        since=since,
        until=until + timedelta(days=1) if until else None,
    )


def _day(text: str | None) -> datetime | None:
    try:
        return datetime.strptime(text, "%Y-%m-%d").astimezone() if text else None
    except ValueError:
        return None
