"""Tokens: what machines sign in with, kept as digests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, select, update

from dashboard.domain.access import Account
from dashboard.domain.errors import NotFound
from dashboard.storage.access_schema import token as table
from dashboard.storage.accounts import account_of, scope_columns
from dashboard.storage.database import insert_one
from dashboard.storage.moments import in_utc, now

_T = table.c
NAMED = "token:"
"""What a token's name begins with wherever an account's name is expected."""


class TokenKind(StrEnum):
    """What a token is for: a wall screen, or another program."""

    DISPLAY = "display"
    API = "api"


@dataclass(frozen=True, slots=True)
class StoredToken:
    """A token without what would let anybody use it."""

    id: int
    name: str
    kind: TokenKind
    account: Account
    until: datetime | None
    revoked_at: datetime | None
    used_at: datetime | None
    made_at: datetime
    made_by: str

    @property
    def last_day(self) -> date | None:
        """The last day on which the token is taken, here; None where it holds for good."""
        return (self.until - timedelta(seconds=1)).astimezone().date() if self.until else None

    def holds(self, moment: datetime) -> bool:
        """Whether the token is taken at a moment."""
        return self.revoked_at is None and (self.until is None or moment < self.until)


def add_token(
    connection: Connection, kind: TokenKind, account: Account, digest: str, until: datetime | None, made_by: str
) -> int:
    """Keep a new token; its number."""
    return insert_one(
        connection,
        table,
        name=account.name,
        kind=kind.value,
        **scope_columns(account),
        digest=digest,
        until=until,
        made_at=now(),
        made_by=made_by,
    )


def find_by_digest(connection: Connection, digest: str) -> StoredToken | None:
    """The token with this digest; None where there is none."""
    row = connection.execute(select(table).where(_T.digest == digest)).first()
    return _stored(row) if row else None


def find_by_name(connection: Connection, name: str) -> StoredToken | None:
    """The token with this name; None where there is none."""
    row = connection.execute(select(table).where(_T.name == name)).first()
    return _stored(row) if row else None


def list_tokens(connection: Connection) -> tuple[StoredToken, ...]:
    """Every token, revoked ones included, by name."""
    return tuple(_stored(row) for row in connection.execute(select(table).order_by(_T.name)))


def revoke_token(connection: Connection, name: str) -> StoredToken:
    """Take a token no more; NotFound where there is none of that name."""
    found = find_by_name(connection, name)
    if found is None:
        raise NotFound(f"没有名为“{name}”的令牌。")
    connection.execute(update(table).where(_T.id == found.id, _T.revoked_at.is_(None)).values(revoked_at=now()))
    return found


def note_use(connection: Connection, number: int) -> None:
    """Keep when a token was last used."""
    connection.execute(update(table).where(_T.id == number).values(used_at=now()))


def _stored(row: Row[Any]) -> StoredToken:
    moments = {name: in_utc(row._mapping[name]) for name in ("until", "revoked_at", "used_at")}
    made_at = in_utc(row.made_at)
    account = account_of(row, NAMED + row.name)
    return StoredToken(
        row.id, row.name, TokenKind(row.kind), account, made_at=made_at, made_by=row.made_by, **moments
    )  # fmt: skip
