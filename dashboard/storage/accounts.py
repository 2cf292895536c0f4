"""Accounts: who may sign in, what for, and how it went so far."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, select, update

from dashboard.domain.access import Account, Role
from dashboard.domain.errors import NotFound
from dashboard.storage.access_schema import account as table
from dashboard.storage.database import insert_one
from dashboard.storage.moments import in_utc, now

_A = table.c


@dataclass(frozen=True, slots=True)
class StoredAccount:
    """An account with its password's hash and the state that it is in."""

    id: int
    account: Account
    password: str
    must_change: bool
    password_at: datetime
    failures: int
    locked_until: datetime | None
    disabled_at: datetime | None
    signed_in_at: datetime | None
    made_at: datetime
    made_by: str


def has_accounts(connection: Connection) -> bool:
    """Whether anybody was ever given an account."""
    return connection.scalar(select(_A.id).limit(1)) is not None


def count_administrators(connection: Connection) -> int:
    """How many accounts may administer now."""
    query = select(func.count()).where(_A.role == Role.ADMINISTRATOR.value, _A.disabled_at.is_(None))
    return connection.scalar(query) or 0


def add_account(connection: Connection, account: Account, password: str, made_by: str) -> int:
    """Keep a new account whose password is to be changed at the first log-in; its number."""
    return insert_one(
        connection,
        table,
        name=account.name,
        **scope_columns(account),
        password=password,
        must_change=True,
        password_at=now(),
        failures=0,
        made_at=now(),
        made_by=made_by,
    )


def find_account(connection: Connection, name: str) -> StoredAccount | None:
    """The account with this name; None where there is none."""
    row = connection.execute(select(table).where(_A.name == name)).first()
    return _stored(row) if row else None


def load_account(connection: Connection, name: str) -> StoredAccount:
    """The account with this name; NotFound where there is none."""
    found = find_account(connection, name)
    if found is None:
        raise NotFound(f"没有名为“{name}”的账号。")
    return found


def list_accounts(connection: Connection) -> tuple[StoredAccount, ...]:
    """Every account, by name."""
    return tuple(_stored(row) for row in connection.execute(select(table).order_by(_A.name)))


def change_scope(connection: Connection, number: int, account: Account) -> None:
    """Give an account another role, units or read scope."""
    connection.execute(update(table).where(_A.id == number).values(**scope_columns(account)))


def change_password(connection: Connection, number: int, password: str, *, must_change: bool) -> None:
    """Keep another password; failures and a lock are forgotten with the old one."""
    connection.execute(
        update(table)
        .where(_A.id == number)
        .values(password=password, must_change=must_change, password_at=now(), failures=0, locked_until=None)
    )


def keep_hash(connection: Connection, number: int, password: str) -> None:
    """Keep the same password under another hash."""
    connection.execute(update(table).where(_A.id == number).values(password=password))


def note_failure(connection: Connection, number: int, failures: int, locked_until: datetime | None) -> None:
    """Keep how often a log-in failed in a row, and until when none is tried."""
    connection.execute(update(table).where(_A.id == number).values(failures=failures, locked_until=locked_until))


def note_success(connection: Connection, number: int) -> None:
    """Keep that somebody signed in."""
    connection.execute(
        update(table).where(_A.id == number).values(failures=0, locked_until=None, signed_in_at=now())
    )  # fmt: skip


def set_disabled(connection: Connection, number: int, disabled: bool) -> None:
    """Let an account sign in no more, or again."""
    connection.execute(update(table).where(_A.id == number).values(disabled_at=now() if disabled else None))


def scope_columns(account: Account) -> dict[str, Any]:
    """What an account is there for, as columns."""
    return {
        "role": account.role.value if account.role else "",
        "departments": "|".join(sorted(account.departments)),
        "regions": "|".join(sorted(account.regions)),
        "reads_all": account.reads_all,
    }


def account_of(row: Row[Any], name: str) -> Account:
    """The account that such columns describe."""
    return Account(
        name,
        Role(row.role),
        frozenset(filter(None, row.departments.split("|"))),
        frozenset(filter(None, row.regions.split("|"))),
        row.reads_all,
    )


def _stored(row: Row[Any]) -> StoredAccount:
    moments = {name: in_utc(row._mapping[name]) for name in ("locked_until", "disabled_at", "signed_in_at")}
    return StoredAccount(
        id=row.id,
        account=account_of(row, row.name),
        password=row.password,
        must_change=row.must_change,
        password_at=in_utc(row.password_at),
        failures=row.failures,
        made_at=in_utc(row.made_at),
        made_by=row.made_by,
        **moments,
    )
