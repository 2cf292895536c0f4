"""Tokens: what a wall screen or another program signs in with, made, revoked, recognised."""

from __future__ import annotations

import secrets
from datetime import date, datetime, time, timedelta

from dashboard.domain.access import Account, Action, Role
from dashboard.domain.plan import Plan
from dashboard.services.access import must
from dashboard.services.accounts import AccountRefused, check_units, describe
from dashboard.services.auditing import record
from dashboard.services.signing_in import digest_of, remembered
from dashboard.services.site import Site
from dashboard.storage import plans, site, tokens
from dashboard.storage.database import reading, writing
from dashboard.storage.moments import now
from dashboard.storage.tokens import StoredToken, TokenKind
from dashboard.viewmodels.people_list import TokenLine, role_word, unit_words

_PREFIXES = {TokenKind.DISPLAY: "screen_", TokenKind.API: "api_"}
_KIND_WORDS = {TokenKind.DISPLAY: "大屏", TokenKind.API: "接口"}
_NOTED_EVERY = timedelta(hours=1)


def add_token(site_: Site, kind: TokenKind, account: Account, until: date | None = None) -> str:
    """Make a token with the role and units of an account; what is said here once is kept nowhere.

    It holds to the end of the day `until`, a display's also for good.
    """
    must(site_, Action.ACCOUNTS)
    token = _PREFIXES[kind] + secrets.token_urlsafe(32)
    ends = datetime.combine(until + timedelta(days=1), time.min).astimezone() if until else None
    if ends and ends <= now():
        raise AccountRefused(f"{until:%Y-%m-%d} 已经过了，没有建立令牌。")
    with writing(site_.engine) as connection:
        account = _checked(kind, account)
        if tokens.find_by_name(connection, account.name):
            raise AccountRefused(f"已经有名为“{account.name}”的令牌，没有改动它。请换一个名字。")
        tokens.add_token(connection, kind, account, digest_of(token), ends, site_.who.name)
        told = f"{kind}; {describe(account)}" + (f"; until {until}" if until else "")
        record(site_, connection, "token add", account.name, after=told)
    return token


def revoke_token(site_: Site, name: str) -> None:
    """Take a token no more."""
    must(site_, Action.ACCOUNTS)
    with writing(site_.engine) as connection:
        found = tokens.revoke_token(connection, name)
        if found.revoked_at:
            raise AccountRefused(f"令牌“{name}”已经停用了。")
        record(site_, connection, "token revoke", name)
    site_.forget_people()


def list_tokens(site_: Site) -> tuple[StoredToken, ...]:
    """Every token, revoked ones included, without what would let anybody use it."""
    must(site_, Action.ACCOUNTS)
    with reading(site_.engine) as connection:
        return tokens.list_tokens(connection)


def list_token_lines(site_: Site) -> tuple[TokenLine, ...]:
    """Every token as a list shows it, by name."""
    must(site_, Action.ACCOUNTS)
    with reading(site_.engine) as connection:
        found, number = tokens.list_tokens(connection), site.current_plan(connection)
        plan = plans.load_plan(connection, number).plan if number else None
    return tuple(_line(stored, plan) for stored in found)


def find_token(site_: Site, token: str) -> StoredToken | None:
    """The token, where it is one that is taken now; that it was used is kept, once an hour at most."""
    found = remembered(site_, ("token", digest_of(token)), lambda: _load(site_, token))
    if found is None or not found.holds(now()):
        return None
    if found.used_at is None or now() - found.used_at > _NOTED_EVERY:
        with writing(site_.engine) as connection:
            tokens.note_use(connection, found.id)
        site_.forget_people()
    return found


def _line(stored: StoredToken, plan: Plan | None) -> TokenLine:
    holds = stored.holds(now())
    return TokenLine(
        name=stored.name,
        kind_word=_KIND_WORDS[stored.kind],
        role_word=role_word(stored.account),
        units=unit_words(stored.account, plan),
        last_day=stored.last_day,
        state="正常" if holds else "已停用" if stored.revoked_at else "已到期",
        holds=holds,
        used_at=stored.used_at,
        made_at=stored.made_at,
        made_by=stored.made_by,
    )


def _load(site_: Site, token: str) -> StoredToken | None:
    with reading(site_.engine) as connection:
        return tokens.find_by_digest(connection, digest_of(token))


def _checked(kind: TokenKind, account: Account) -> Account:
    if (kind is TokenKind.DISPLAY) != (account.role is Role.DISPLAY):
        raise AccountRefused("大屏令牌没有别的角色；接口令牌的角色是 viewer、reporter、reviewer 或 administrator。")
    return check_units(account)
