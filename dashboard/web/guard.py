"""The door: who asks, and whether they may have what they ask for. Whatever is not claimed is refused."""

from __future__ import annotations

import hmac
import logging
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode, urlsplit

from flask import Flask, Response, g, jsonify, redirect, request

from dashboard.domain.access import Action
from dashboard.domain.errors import NotAllowed, StoreUnavailable
from dashboard.services.access import must
from dashboard.services.auditing import note_refusal
from dashboard.services.signing_in import Visit, find_visit, is_trial, keep_alive
from dashboard.services.site import Site
from dashboard.services.tokens import find_token
from dashboard.storage.sessions import SessionWay
from dashboard.storage.tokens import TokenKind
from dashboard.web.access import (
    CALLBACK,
    CSRF_COOKIE,
    CSRF_HEADER,
    DISPLAY_COOKIE,
    LOOPBACK,
    SESSION_COOKIE,
    TRIAL,
    Visitor,
    Way,
    host_name,
    is_from_here,
    named_by_proxy,
    visitor,
)
from dashboard.web.claims import GREETED, PUBLIC, Claim, Claims
from dashboard.web.components.markup import draw
from dashboard.web.pace import Pace
from dashboard.web.shell import Board, match_page
from dashboard.web.watching import UPLOAD_ENDPOINTS

SIGN_IN_PAGE, PASSWORD_PAGE, SIGN_ON = "/login", "/password", "/sign-on"
SIGN_IN_ASSETS = ("css/00-tokens.css", "css/10-base.css", "css/50-sign-in.css")
_ASSETS = "_dash_assets.static"
_FOR_GOOD = 10 * 365 * 24 * 3600
_SAFE = ("GET", "HEAD", "OPTIONS")
_POLLS = ("/api/v1/revision", "/screen/heartbeat")

_log = logging.getLogger(__name__)

Answer = Any
"""What is answered instead of what was asked for; None lets the request pass."""


def guard(server: Flask, site: Site, app: Board, claims: Claims) -> None:
    """Let no request pass that may not. To be attached before anything else that answers."""

    pace = Pace(site.settings.uploads_per_minute)

    def stand_guard() -> Answer:
        try:
            refusal = _refuse_strangers(site) or _open_display(site) or _decide(site, _claim(app, claims))
            return refusal or _slow_down(pace)
        except StoreUnavailable as refusal:
            return _told(503, refusal.code, str(refusal))

    server.before_request_funcs.setdefault(None, []).insert(0, stand_guard)


def _refuse_strangers(site: Site) -> Answer:
    """Refuse a name that is not this site's, and what another site's page sends on its reader's behalf."""
    if site.settings.allowed_hosts and not _is_for_us(site.settings.allowed_hosts):
        return _told(400, "other-host", "这个地址不是本站的名字。")
    origin = request.headers.get("Origin")
    if request.method not in _SAFE and origin and urlsplit(origin).netloc != request.host:
        return _told(403, "other-site", "只接受本站页面发出的请求。")
    return None


def _is_for_us(names: str) -> bool:
    """Whether the request names one of these hosts, or comes from this very machine."""
    allowed = [name.strip().lower() for name in names.split(",") if name.strip()]
    is_local = request.remote_addr in LOOPBACK and host_name() in LOOPBACK
    return is_local or not allowed or host_name().lower() in allowed


def _identify(site: Site) -> Visitor:
    """Who asks, by the strongest thing that they bring along; kept for whatever answers them."""
    found = _by_bearer(site) or _by_session(site) or _by_display(site) or _by_trial(site)
    address = request.remote_addr or ""
    visiting = found or Visitor()
    g.visitor = now = replace(visiting, account=replace(visiting.account, address=address))
    return now


def _by_bearer(site: Site) -> Visitor | None:
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() != "bearer":
        return None
    found = find_token(site, token.strip())
    is_ours = found is not None and found.kind is TokenKind.API
    return Visitor(found.account, Way.API) if found and is_ours else Visitor()


def _by_session(site: Site) -> Visitor | None:
    token = request.cookies.get(SESSION_COOKIE)
    visit = find_visit(site, token) if token else None
    if token is None or visit is None or _is_anothers(site, visit):
        return None
    if request.path not in _POLLS:  # a page that only asks for news is nobody at a keyboard
        keep_alive(site, token, visit)
    return Visitor(visit.account, Way.SESSION, token, visit.must_change)


def _is_anothers(site: Site, visit: Visit) -> bool:
    """Whether a proxy's session is asked for on behalf of somebody else, or of nobody any more."""
    return visit.way is SessionWay.PROXY and named_by_proxy(site.settings.proxy_user_header) != visit.account.name


def _by_display(site: Site) -> Visitor | None:
    token = request.cookies.get(DISPLAY_COOKIE)
    found = find_token(site, token) if token else None
    return Visitor(found.account, Way.DISPLAY) if found and found.kind is TokenKind.DISPLAY else None


def _by_trial(site: Site) -> Visitor | None:
    if site.settings.host in LOOPBACK and is_from_here() and is_trial(site):
        return Visitor(TRIAL, Way.TRIAL)
    return None


def _open_display(site: Site) -> Any:
    """A wall opened by its token's link keeps the token as a cookie; the link's token does not stay in the address."""
    given = request.args.get("token") if request.path == "/screen" else None
    if not given:
        return None
    rest = urlencode([(name, value) for name, value in request.args.items(multi=True) if name != "token"])
    answer = redirect("/screen" + (f"?{rest}" if rest else ""))
    found = find_token(site, given)
    if found and found.kind is TokenKind.DISPLAY:
        answer.set_cookie(
            DISPLAY_COOKIE, given, max_age=_FOR_GOOD, httponly=True, samesite="Lax", secure=request.is_secure, path="/"
        )
    return answer


def _decide(site: Site, claim: Claim | None) -> Answer:
    """Refuse what the visitor may not have; None where nothing speaks against it."""
    if claim == PUBLIC:
        return None
    now = _identify(site)
    if claim == GREETED:
        return None
    if now.way is Way.NONE:
        return _sign_in_first(site)
    if now.must_change:
        return _change_password_first()
    if claim is None:
        return _told(404, "not-found", "没有这个地址。")
    if not _is_own_page_speaking(now):
        return _told(403, "csrf", "这次请求没有带上本次登录的凭证，没有处理。请刷新页面再试。")
    try:
        must(site, Action(claim))
    except NotAllowed as refusal:
        note_refusal(site, f"{request.method} {request.path}")
        return _told(403, refusal.code, str(refusal))
    return None


def _slow_down(pace: Pace) -> Answer:
    """Refuse the uploads of somebody who sends more of them than a person does."""
    if request.method != "POST" or request.endpoint not in UPLOAD_ENDPOINTS:
        return None
    if pace.allows(f"{visitor().way.value} {visitor().account.name}"):
        return None
    return _told(429, "too-often", "上传得太频繁，这一份没有接收。请过一分钟再传。")


def _claim(app: Board, claims: Claims) -> Claim | None:
    """What the address that is asked for takes; None where nobody claims it."""
    endpoint = request.endpoint or ""
    if endpoint == _ASSETS:
        name = request.path.removeprefix("/assets/")
        return PUBLIC if name in SIGN_IN_ASSETS else Action.SEE
    if request.path == CALLBACK:
        asked = request.get_json(silent=True)
        return claims.callbacks.get(str(asked.get("output"))) if isinstance(asked, dict) else None
    if app.is_page_endpoint(endpoint):
        found = match_page(app.pages, request.path)
        return found[0].action if found else None
    return claims.endpoints.get(endpoint)


def _is_own_page_speaking(now: Visitor) -> bool:
    """Whether what changes something comes from a page of this very session; only a cookie could be sent by others."""
    if request.method in _SAFE or now.way is not Way.SESSION:
        return True
    return is_csrf(now.csrf)


def is_csrf(expected: str) -> bool:
    """Whether the request names the expected token, in its header or in its form."""
    given = request.headers.get(CSRF_HEADER) or request.form.get("csrf") or ""
    return bool(expected) and hmac.compare_digest(given.encode(), expected.encode())


def _sign_in_first(site: Site) -> Answer:
    if _wants_page():
        asked = request.full_path.rstrip("?")
        door = SIGN_ON if named_by_proxy(site.settings.proxy_user_header) else SIGN_IN_PAGE
        return redirect(f"{door}?{urlencode({'next': asked})}" if asked != "/" else door)
    return _told(401, "sign-in", "请先登录。")


def _change_password_first() -> Answer:
    return redirect(PASSWORD_PAGE) if _wants_page() else _told(403, "password-change", "请先修改一次性密码。")


def _wants_page() -> bool:
    """Whether a person opens an address, rather than a script or a program."""
    is_script = request.path.startswith(("/_dash", "/api/", "/assets/", "/metrics"))
    return request.method == "GET" and not is_script and "Authorization" not in request.headers


def _told(status: int, code: str, message: str) -> tuple[Response, int]:
    """A refusal as a page for a person, as JSON for a program."""
    if _wants_page() and status in (403, 404):
        return Response(draw("sign_in/refused.html", message=message, title="打不开这一页")), status
    answer = jsonify(error={"code": code, "message": message})
    if status == 401:
        answer.headers["WWW-Authenticate"] = "Bearer"
    return answer, status


def set_csrf(response: Response, value: str) -> None:
    """Let the session's pages know what to send along; scripts of these pages must be able to read it."""
    response.set_cookie(CSRF_COOKIE, value, samesite="Lax", secure=request.is_secure, path="/")
