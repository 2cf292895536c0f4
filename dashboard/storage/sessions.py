"""Sessions: who has signed in and not out. Only digests are kept: who reads the database cannot sign in with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from dashboard.domain.access import Account
from dashboard.storage.access_schema import account, session
from dashboard.storage.accounts import account_of
from dashboard.storage.moments import in_utc, now

_S = session.c


class SessionWay(StrEnum):
    """By which front door a session began."""

    PASSWORD = "password"
    PROVIDER = "provider"
    PROXY = "proxy"


@dataclass(frozen=True, slots=True)
class StoredSession:
    """A session that is under way, with its account as it is now."""

    account_id: int
    account: Account
    must_change: bool
    password_at: datetime
    made_at: datetime
    seen_at: datetime
    way: SessionWay


def add_session(connection: Connection, digest: str, account_id: int, address: str, way: SessionWay) -> None:
    """Begin a session."""
    moment = now()
    connection.execute(
        insert(session).values(
            digest=digest, account_id=account_id, made_at=moment, seen_at=moment, address=address, way=way.value
        )
    )


def find_session(connection: Connection, digest: str) -> StoredSession | None:
    """The session with this digest; None where there is none or its account may sign in no more."""
    columns = (account.c.name, account.c.role, account.c.departments, account.c.regions, account.c.reads_all)
    state = (account.c.must_change, account.c.password_at, _S.account_id, _S.made_at, _S.seen_at, _S.way)
    query = select(*columns, *state).join(account).where(_S.digest == digest, account.c.disabled_at.is_(None))
    row: Any = connection.execute(query).first()
    if row is None:
        return None
    return StoredSession(
        account_id=row.account_id,
        account=account_of(row, row.name),
        must_change=row.must_change,
        password_at=in_utc(row.password_at),
        made_at=in_utc(row.made_at),
        seen_at=in_utc(row.seen_at),
        way=SessionWay(row.way),
    )


def touch_session(connection: Connection, digest: str) -> None:
    """Keep that somebody is still there."""
    connection.execute(update(session).where(_S.digest == digest).values(seen_at=now()))


def end_session(connection: Connection, digest: str) -> None:
    """End one session."""
    connection.execute(delete(session).where(_S.digest == digest))


def end_sessions(connection: Connection, account_id: int) -> int:
    """End every session of an account; how many there were."""
    return connection.execute(delete(session).where(_S.account_id == account_id)).rowcount


def end_idle(connection: Connection, *, seen_before: datetime, made_before: datetime) -> None:
    """End the sessions that nobody has used for long, or that have lasted for long."""
    connection.execute(delete(session).where((_S.seen_at < seen_before) | (_S.made_at < made_before)))
