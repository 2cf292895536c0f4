"""On whose behalf the present request is answered, and how they came in."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import Enum

from flask import g, has_request_context, request

from dashboard.domain.access import NOBODY, Account, Role

SESSION_COOKIE, DISPLAY_COOKIE, CSRF_COOKIE = "session", "display", "_csrf_token"
CSRF_HEADER = "X-CSRFToken"
CALLBACK = "/_dash-update-component"
FROM_PROXY = "dashboard.from_proxy"
LOOPBACK = ("127.0.0.1", "localhost", "::1")


class Way(Enum):
    """How a request came in: not at all, on a machine where it is being tried, signed in, or by a token."""

    NONE = "none"
    TRIAL = "trial"
    SESSION = "session"
    DISPLAY = "display"
    API = "api"


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who asks, how they came in, and the session's token where there is one."""

    account: Account = NOBODY
    way: Way = Way.NONE
    token: str = ""
    must_change: bool = False

    @property
    def csrf(self) -> str:
        """What this session's own pages send along, and nobody else can know."""
        return csrf_of(self.token) if self.token else ""


TRIAL = Account("试用", Role.ADMINISTRATOR)
"""Everybody on this machine, as long as it is being tried and no account has been made."""


def csrf_of(token: str) -> str:
    """What the pages of a session send along: it follows from the session's token and tells nothing of it."""
    return hashlib.sha256(f"csrf:{token}".encode()).hexdigest()


_NO_VISITOR = Visitor()


def visitor() -> Visitor:
    """Who asks now; nobody outside of a request, and where the guard has let nobody in."""
    if not has_request_context():
        return _NO_VISITOR
    found: Visitor = g.get("visitor", _NO_VISITOR)
    return found


def present_account() -> Account:
    """The account of the request under way."""
    return visitor().account


def is_from_proxy() -> bool:
    """Whether the request was passed on by a proxy that is believed; whoever knocks directly can say anything."""
    return bool(request.environ.get(FROM_PROXY))


def named_by_proxy(header: str) -> str:
    """Whom a believed proxy says that it has let in; nobody where no header is agreed on, or another says it."""
    if not header or not is_from_proxy():
        return ""
    given = request.headers.get(header, "")
    return given.encode("latin-1", "ignore").decode("utf-8", "replace").strip()


def is_from_here() -> bool:
    """Whether the request was made on this very machine, to it by one of its own names, and not passed on."""
    forwarded = any(name in request.headers for name in ("Forwarded", "X-Forwarded-For", "X-Real-Ip", "Via"))
    return request.remote_addr in LOOPBACK and host_name() in LOOPBACK and not forwarded


def host_name() -> str:
    """The name that the request calls this site by, without its port."""
    host = request.host
    return host[1 : host.index("]")] if host.startswith("[") and "]" in host else host.rsplit(":", 1)[0]
