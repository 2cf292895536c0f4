"""Signing on: somebody whom another front door of the site's has let in gets a session here, without a password."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from dashboard.domain.access import Account, Role
from dashboard.domain.audit import REFUSED
from dashboard.services.accounts import check_units, describe
from dashboard.services.auditing import record
from dashboard.services.passwords import hash_password
from dashboard.services.signing_in import SIGN_IN, SignInRefused, begin_session, must_not_hurry
from dashboard.services.site import Site
from dashboard.storage import accounts
from dashboard.storage.database import reading, writing
from dashboard.storage.sessions import SessionWay

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from dashboard.storage.accounts import StoredAccount

AS_VIEWER = "viewer"


def sign_on(site_: Site, name: str, way: SessionWay, before: str | None = None) -> str:
    """A new session's token for the account of this name; SignInRefused, in a sentence, where there is none.

    Where the settings say so an unknown name becomes a viewer, but never the first account: that is an administrator's,
    made by the command line.
    """
    with reading(site_.engine) as connection:
        must_not_hurry(site_, connection)
    refusal = ""
    with writing(site_.engine) as connection:
        found = accounts.find_account(connection, name) or _welcome(site_, connection, name)
        if found is None or found.disabled_at:
            refusal = "disabled" if found else "unknown account"
            record(
                site_, connection, SIGN_IN, name if found else "（没有这个账号）", f"{way}: {refusal}", result=REFUSED
            )
        else:
            token = begin_session(site_, connection, found, before, way)
    if refusal:
        raise SignInRefused(f"统一身份认证已经认出您，但本站没有可用的账号“{name}”。请联系管理员建立或启用。")
    site_.forget_people()
    return token


def note_failed_sign_on(site_: Site, reason: str) -> None:
    """Tell in the log that somebody came back from the other front door without being let in."""
    with writing(site_.engine) as connection:
        record(site_, connection, SIGN_IN, "（统一身份认证）", reason, result=REFUSED)


def _welcome(site_: Site, connection: Connection, name: str) -> StoredAccount | None:
    """A viewer's account for a name that nobody knew, where the settings make one; it has no password to guess."""
    if site_.settings.sign_on_unknown != AS_VIEWER or not accounts.has_accounts(connection):
        return None
    account = check_units(Account(name, Role.VIEWER))
    kept = hash_password(secrets.token_urlsafe(32))
    accounts.add_account(connection, account, kept, "统一身份认证")
    record(site_, connection, "account add", name, after=describe(account), actor="统一身份认证")
    return accounts.load_account(connection, name)
