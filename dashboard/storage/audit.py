"""The audit log: entries are added, never changed; the database itself refuses anything else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, func, insert, or_, select, update

from dashboard.domain.audit import START, AuditEntry, ChainedEntry, check_chain, digest_of
from dashboard.storage.access_schema import audit_entry, audit_head
from dashboard.storage.moments import in_utc, now

_A = audit_entry.c


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """Which entries are looked for; None leaves everything in, a text is looked for anywhere."""

    text: str | None = None
    actor: str | None = None
    action: str | None = None
    since: datetime | None = None
    until: datetime | None = None


def append(connection: Connection, entry: AuditEntry) -> None:
    """Add an entry with the next number and the present moment, within a writing transaction."""
    length, head = _head(connection)
    entry = replace(entry, number=length + 1, at=now())
    digest = digest_of(head, entry)
    connection.execute(
        insert(audit_entry).values(
            id=entry.number, at=entry.at, actor=entry.actor, address=entry.address, action=entry.action,
            subject=entry.subject, result=entry.result, detail=entry.detail, before=entry.before, after=entry.after,
            previous=head, digest=digest,
        )
    )  # fmt: skip
    connection.execute(update(audit_head).values(length=entry.number, digest=digest))


def check_log(connection: Connection) -> tuple[str, ...]:
    """What is wrong with the log; nothing where every entry stands as it was written."""
    return check_chain(_chain(connection, select(audit_entry).order_by(_A.id)), *_head(connection))


def load_head(connection: Connection) -> tuple[int, str]:
    """How many entries there are, and the digest of the last: worth writing down elsewhere."""
    return _head(connection)


def has_digest(connection: Connection, digest: str) -> bool:
    """Whether a digest that was written down elsewhere is one of the log's."""
    return connection.scalar(select(func.count()).where(_A.digest == digest)) == 1


def search(connection: Connection, wanted: AuditFilter, limit: int, before: int | None = None) -> list[AuditEntry]:
    """The latest entries that are looked for, newest first, below a number where one is given."""
    query = _narrowed(select(audit_entry), wanted).order_by(_A.id.desc()).limit(limit)
    if before is not None:
        query = query.where(_A.id < before)
    return [kept.entry for kept in _chain(connection, query)]


def count_since(connection: Connection, action: str, result: str, address: str, since: datetime) -> int:
    """How often an address came to this result since a moment."""
    query = select(func.count()).where(_A.action == action, _A.at >= since, _A.result == result, _A.address == address)
    return connection.scalar(query) or 0


def _head(connection: Connection) -> tuple[int, str]:
    found = connection.execute(select(audit_head.c.length, audit_head.c.digest)).first()
    return (found[0], found[1]) if found else (0, START)


def _narrowed(query: Select[Any], wanted: AuditFilter) -> Select[Any]:
    if wanted.text:
        pattern = "%" + wanted.text.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_") + "%"
        columns = (_A.actor, _A.subject, _A.detail, _A.address, _A.before, _A.after)
        query = query.where(or_(*(column.like(pattern, escape="\\") for column in columns)))
    if wanted.actor:
        query = query.where(_A.actor == wanted.actor)
    if wanted.action:
        query = query.where(_A.action == wanted.action)
    if wanted.since:
        query = query.where(_A.at >= wanted.since)
    return query.where(_A.at < wanted.until) if wanted.until else query


def _chain(connection: Connection, query: Select[Any]) -> Iterator[ChainedEntry]:
    for row in connection.execute(query.execution_options(yield_per=1000)):
        yield _chained(row)


def _chained(row: Row[Any]) -> ChainedEntry:
    at = in_utc(row.at)
    entry = AuditEntry(
        row.id, at, row.actor, row.address, row.action, row.subject, row.result, row.detail, row.before, row.after
    )
    return ChainedEntry(entry, row.previous, row.digest)
