"""Signing in and out: a name and a password become a session, a session the account that acts."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import monotonic
from typing import TYPE_CHECKING, TypeVar

from dashboard.domain.access import Account
from dashboard.domain.audit import REFUSED
from dashboard.domain.errors import Refusal
from dashboard.domain.password import PasswordRules, password_fault
from dashboard.services.auditing import record
from dashboard.services.passwords import hash_password, is_outdated, is_password
from dashboard.services.site import Site
from dashboard.storage import accounts, audit, sessions
from dashboard.storage.database import reading, writing
from dashboard.storage.moments import now
from dashboard.storage.sessions import SessionWay

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from dashboard.storage.accounts import StoredAccount

SIGN_IN = "sign in"
_TOUCHED_EVERY = timedelta(seconds=60)

Found = TypeVar("Found")


class SignInRefused(Refusal):
    """A name and a password that nobody is let in with; the text never says which of them was wrong."""

    code = "sign-in-refused"


class TooOften(Refusal):
    """More tries than a person makes."""

    code = "too-often"


class PasswordRefused(Refusal):
    """A new password that cannot be taken."""

    code = "password-refused"


@dataclass(frozen=True, slots=True)
class Visit:
    """A session under way: whose it is, and what has to be done before anything else."""

    account: Account
    must_change: bool
    seen_at: datetime
    ends_at: datetime
    way: SessionWay


def sign_in(site_: Site, name: str, password: str, before: str | None = None) -> str:
    """A new session's token for a name and its password; a session that the browser had before ends.

    Five failures in a row (as the settings say) lock the account for a while. Who is refused learns nothing about it.
    """
    settings = site_.settings
    with reading(site_.engine) as connection:
        must_not_hurry(site_, connection)
        found = accounts.find_account(connection, name)
    is_right = is_password(password, found.password if found else None)
    with writing(site_.engine) as connection:
        found = accounts.find_account(connection, name)
        refusal = _refusal(site_, connection, found, is_right)
        if found is None or refusal:
            record(site_, connection, SIGN_IN, name if found else "（没有这个账号）", refusal or "", result=REFUSED)
        else:
            token = begin_session(site_, connection, found, before)
            if is_outdated(found.password):
                accounts.keep_hash(connection, found.id, hash_password(password))
    if refusal:
        raise SignInRefused(
            f"账号名或密码不对。连续 {settings.failures_allowed} 次不对，账号会锁定 {settings.lock_minutes} 分钟。"
        )
    site_.forget_people()
    return token


def find_visit(site_: Site, token: str) -> Visit | None:
    """The session of a token, where it is one that has neither been idle nor lasted for too long."""
    moment = now()
    found = remembered(site_, ("session", digest_of(token)), lambda: _load_visit(site_, token))
    if found is None or moment >= found.ends_at or moment - found.seen_at > _idle(site_):
        return None
    return found


def keep_alive(site_: Site, token: str, visit: Visit) -> None:
    """Keep that somebody is there, once a minute at most."""
    if now() - visit.seen_at > _TOUCHED_EVERY:
        with writing(site_.engine) as connection:
            sessions.touch_session(connection, digest_of(token))
        site_.forget_people()


def sign_out(site_: Site, token: str, *, everywhere: bool = False) -> None:
    """End a session, or every session of its account."""
    digest = digest_of(token)
    with writing(site_.engine) as connection:
        found = sessions.find_session(connection, digest)
        if found:
            if everywhere:
                sessions.end_sessions(connection, found.account_id)
            sessions.end_session(connection, digest)
            record(site_, connection, "sign out everywhere" if everywhere else "sign out", found.account.name)
    site_.forget_people()


def choose_password(site_: Site, token: str, old: str, new: str) -> str:
    """Change the password of a session's account; every session of it ends, and a new one begins: its token."""
    settings = site_.settings
    with reading(site_.engine) as connection:
        must_not_hurry(site_, connection)
        name = _present(connection, token).account.name
        found = accounts.load_account(connection, name)
    fault = password_fault(new, name, PasswordRules(settings.password_length, settings.password_kinds))
    if not is_password(old, found.password):
        fault = "现在的密码不对。"
    elif new == old:
        fault = "新密码要和现在的不同。"
    with writing(site_.engine) as connection:
        if fault:
            record(site_, connection, "password change", name, fault, result=REFUSED)
        else:
            accounts.change_password(connection, found.id, hash_password(new), must_change=False)
            sessions.end_sessions(connection, found.id)
            record(site_, connection, "password change", name)
            fresh = _add_session(site_, connection, found.id)
    site_.forget_people()
    if fault:
        raise PasswordRefused(fault)
    return fresh


def is_trial(site_: Site) -> bool:
    """Whether nobody has been given an account yet."""
    return remembered(site_, "trial", lambda: _load_trial(site_))


def digest_of(token: str) -> str:
    """What is kept of a token: it is long and random, so that a plain SHA-256 tells nobody what it was."""
    return hashlib.sha256(token.encode()).hexdigest()


def _load_trial(site_: Site) -> bool:
    with reading(site_.engine) as connection:
        return not accounts.has_accounts(connection)


def _load_visit(site_: Site, token: str) -> Visit | None:
    with reading(site_.engine) as connection:
        found = sessions.find_session(connection, digest_of(token))
    if found is None:
        return None
    is_old = bool(site_.settings.password_days) and now() - found.password_at > timedelta(
        days=site_.settings.password_days
    )
    ends_at = found.made_at + timedelta(hours=site_.settings.session_hours)
    must_change = found.way is SessionWay.PASSWORD and (found.must_change or is_old)
    return Visit(found.account, must_change, found.seen_at, ends_at, found.way)


def remembered(site_: Site, key: object, load: Callable[[], Found]) -> Found:
    """What was loaded, for as long as nothing can have changed: until the next commit, or for a second."""
    pulse = site_.pulse.beat() or int(monotonic())
    known: tuple[tuple[int, Found], ...] = site_.people.find(key)
    if known and known[0][0] == pulse:
        return known[0][1]
    found = load()
    site_.people.keep(key, (pulse, found))
    return found


def _refusal(site_: Site, connection: Connection, found: StoredAccount | None, is_right: bool) -> str | None:
    """Why nobody is let in, for the log alone; a failure is counted, and locks where it was one too many."""
    if found is None:
        return "unknown account"
    if found.disabled_at:
        return "disabled"
    if found.locked_until and found.locked_until > now():
        return "locked"
    if found.must_change and now() - found.password_at > timedelta(days=site_.settings.one_time_days):
        return "one-time password expired"
    if is_right:
        return None
    failures = found.failures + 1
    is_one_too_many = failures >= site_.settings.failures_allowed
    until = now() + timedelta(minutes=site_.settings.lock_minutes) if is_one_too_many else None
    accounts.note_failure(connection, found.id, 0 if is_one_too_many else failures, until)
    return "wrong password, locked" if is_one_too_many else "wrong password"


def begin_session(
    site_: Site,
    connection: Connection,
    found: StoredAccount,
    before: str | None,
    way: SessionWay = SessionWay.PASSWORD,
) -> str:
    """A new session: always with a new token, whatever the browser brought along."""
    if before:
        sessions.end_session(connection, digest_of(before))
    sessions.end_idle(
        connection,
        seen_before=now() - _idle(site_),
        made_before=now() - timedelta(hours=site_.settings.session_hours),
    )
    accounts.note_success(connection, found.id)
    by = "" if way is SessionWay.PASSWORD else f"by {way}"
    record(site_, connection, SIGN_IN, found.account.name, by, actor=found.account.name)
    return _add_session(site_, connection, found.id, way)


def _add_session(site_: Site, connection: Connection, account_id: int, way: SessionWay = SessionWay.PASSWORD) -> str:
    token = secrets.token_urlsafe(32)
    sessions.add_session(connection, digest_of(token), account_id, site_.who.address, way)
    return token


def _present(connection: Connection, token: str) -> sessions.StoredSession:
    found = sessions.find_session(connection, digest_of(token))
    if found is None:
        raise SignInRefused("登录已结束，请重新登录。")
    return found


def must_not_hurry(site_: Site, connection: Connection) -> None:
    """Go on only where this address has not failed too often of late; TooOften where it has."""
    since = now() - timedelta(minutes=1)
    tried = audit.count_since(connection, SIGN_IN, REFUSED, site_.who.address, since)
    tried += audit.count_since(connection, "password change", REFUSED, site_.who.address, since)
    if tried >= site_.settings.sign_ins_per_minute:
        raise TooOften("尝试得太频繁，请过一分钟再试。")


def _idle(site_: Site) -> timedelta:
    return timedelta(minutes=site_.settings.idle_minutes)
