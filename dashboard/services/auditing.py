"""The audit log: written within the transaction of what it tells of, searched, exported, verified."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from dashboard.domain.access import Action
from dashboard.domain.audit import DONE, REFUSED, AuditEntry
from dashboard.domain.errors import StoreUnavailable
from dashboard.files.sheet_export import write_sheet
from dashboard.services.access import must
from dashboard.services.site import Site
from dashboard.storage import audit
from dashboard.storage.audit import AuditFilter
from dashboard.storage.database import reading, writing
from dashboard.viewmodels.audit_list import AuditLine, build_audit_lines, build_audit_sheet

if TYPE_CHECKING:
    from sqlalchemy import Connection

_UNKNOWN = datetime(1970, 1, 1, tzinfo=UTC)  # the moment and the number are given when it is written
_LONGEST = 2_000
_MOST_EXPORTED = 1_000_000


def record(
    site_: Site,
    connection: Connection,
    action: str,
    subject: str,
    detail: str = "",
    *,
    before: str = "",
    after: str = "",
    result: str = DONE,
    actor: str | None = None,
) -> None:
    """Tell in the log what the site's account does in this transaction; `actor` names another where it acts for one."""
    who = site_.who
    texts = (action, subject, result, detail, before, after)
    told = (text[:_LONGEST].replace("\0", "") for text in texts)
    audit.append(connection, AuditEntry(0, _UNKNOWN, actor or who.name, who.address, *told))


def note(site_: Site, action: str, subject: str, detail: str = "", *, result: str = DONE) -> None:
    """Tell in the log what was done without changing anything else: an export, a refusal."""
    with writing(site_.engine) as connection:
        record(site_, connection, action, subject, detail, result=result)


def note_refusal(site_: Site, subject: str) -> None:
    """Tell in the log that the site's account was refused something; where nothing can be written, that is all."""
    with suppress(StoreUnavailable):
        note(site_, "refused", subject, result=REFUSED)


def search_audit(
    site_: Site, wanted: AuditFilter, *, limit: int = 100, before: int | None = None
) -> tuple[AuditEntry, ...]:
    """The latest entries that are looked for, newest first."""
    must(site_, Action.AUDIT)
    with reading(site_.engine) as connection:
        return tuple(audit.search(connection, wanted, limit, before))


def load_audit_lines(
    site_: Site, wanted: AuditFilter, *, limit: int, before: int | None = None
) -> tuple[AuditLine, ...]:
    """The latest entries that are looked for as a page shows them, newest first."""
    return build_audit_lines(search_audit(site_, wanted, limit=limit, before=before))


def export_audit(site_: Site, wanted: AuditFilter) -> bytes:
    """All entries that are looked for as CSV, oldest last; the export is recorded too."""
    found = search_audit(site_, wanted, limit=_MOST_EXPORTED)
    note(site_, "export", "audit.csv", f"{len(found)} entries")
    return write_sheet(build_audit_sheet(build_audit_lines(found)), "csv", {})


def check_log(site_: Site) -> tuple[bool, str]:
    """Whether the log stands as it was written, and one sentence about it."""
    faults, length, head = verify_audit(site_)
    if faults:
        return False, f"审计日志有 {len(faults)} 处不对。{faults[0]}"
    return True, f"审计日志完好，共 {length:,} 条，最后一条的校验值是 {head}。"


def verify_audit(site_: Site, known: str | None = None) -> tuple[tuple[str, ...], int, str]:
    """What is wrong with the log, how many entries it has, and the digest of the last.

    A digest that was written down earlier must still be in it.
    """
    must(site_, Action.AUDIT)
    with reading(site_.engine) as connection:
        length, head = audit.load_head(connection)
        faults = audit.check_log(connection)
        if known and not audit.has_digest(connection, known):
            faults = (*faults, f"日志里没有以前记下的校验值 {known}：当时的日志已被换掉或改动。")
    return faults, length, head


def entry_document(entry: AuditEntry) -> dict[str, object]:
    """An entry as JSON."""
    return {**asdict(entry), "at": entry.at.isoformat()}
