"""Who is behind a name that something was made by: an account, or a token for another program."""

from __future__ import annotations

from sqlalchemy import Connection

from dashboard.domain.access import Account
from dashboard.storage import accounts, tokens


def find_maker(connection: Connection, name: str) -> Account | None:
    """The account or token of that name; None where it is the command line, a trial, or a demonstration."""
    if name.startswith(tokens.NAMED):
        token = tokens.find_by_name(connection, name.removeprefix(tokens.NAMED))
        return token.account if token else None
    found = accounts.find_account(connection, name)
    return found.account if found else None
