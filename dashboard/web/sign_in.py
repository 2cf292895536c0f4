"""Signing in and out, and choosing a password: plain forms drawn on the server, before any script."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from flask import Blueprint, Flask, Response, redirect, request

from dashboard.domain.errors import Refusal
from dashboard.services.signing_in import TooOften, choose_password, is_trial, sign_in, sign_out
from dashboard.web.access import CSRF_COOKIE, SESSION_COOKIE, Way, csrf_of, visitor
from dashboard.web.components.markup import draw
from dashboard.web.guard import PASSWORD_PAGE, SIGN_IN_PAGE, is_csrf, set_csrf

if TYPE_CHECKING:
    from dashboard.services.site import Site


ENDPOINTS = tuple(f"sign_in.{name}" for name in ("login", "take_login", "logout", "password", "take_password"))


def serve_sign_in(server: Flask, site: Site) -> None:
    """Attach the forms; what they need stands in them, so that they are open to all."""
    blueprint = Blueprint("sign_in", __name__)
    _serve_login(blueprint, site)
    _serve_logout(blueprint, site)
    _serve_password(blueprint, site)
    server.register_blueprint(blueprint)


def _serve_login(blueprint: Blueprint, site: Site) -> None:
    @blueprint.get(SIGN_IN_PAGE)
    def login() -> Any:
        wanted = own_path(request.args.get("next"))
        if visitor().way is Way.SESSION:
            return redirect(wanted)
        return _form(site, wanted)

    @blueprint.post(SIGN_IN_PAGE)
    def take_login() -> Any:
        wanted, name = own_path(request.form.get("next")), request.form.get("name", "").strip()
        if not is_csrf(request.cookies.get(CSRF_COOKIE, "")):
            return _form(site, wanted, name, "页面放得太久了，请再登录一次。", 400)
        try:
            token = sign_in(site, name, request.form.get("password", ""), request.cookies.get(SESSION_COOKIE))
        except Refusal as refusal:
            return _form(site, wanted, name, str(refusal), 429 if isinstance(refusal, TooOften) else 401)
        return signed_in(redirect(wanted, 303), token)


def _serve_logout(blueprint: Blueprint, site: Site) -> None:
    @blueprint.post("/logout")
    def logout() -> Any:
        now = visitor()
        if now.way is Way.SESSION and is_csrf(now.csrf):
            sign_out(site, now.token, everywhere="everywhere" in request.form)
        answer = redirect(f"{SIGN_IN_PAGE}?left" if site.settings.oidc_issuer else SIGN_IN_PAGE, 303)
        for name in (SESSION_COOKIE, CSRF_COOKIE):
            answer.delete_cookie(name, path="/")
        answer.headers["Clear-Site-Data"] = '"cache"'
        return answer


def _serve_password(blueprint: Blueprint, site: Site) -> None:
    def form(message: str = "", status: int = 200) -> Any:
        now = visitor()
        if now.way is not Way.SESSION:
            return redirect(SIGN_IN_PAGE)
        values = {"name": now.account.name, "csrf": now.csrf, "first": now.must_change, "message": message}
        return draw("sign_in/password.html", settings=site.settings, **values), status

    @blueprint.get(PASSWORD_PAGE)
    def password() -> Any:
        return form()

    @blueprint.post(PASSWORD_PAGE)
    def take_password() -> Any:
        now = visitor()
        if now.way is not Way.SESSION or not is_csrf(now.csrf):
            return form("页面放得太久了，请再试一次。", 400)
        old, new, again = (request.form.get(field, "") for field in ("old", "new", "again"))
        if new != again:
            return form("两次输入的新密码不一样。", 422)
        try:
            token = choose_password(site, now.token, old, new)
        except Refusal as refusal:
            return form(str(refusal), 429 if isinstance(refusal, TooOften) else 422)
        return signed_in(redirect("/", 303), token)


def own_path(given: str | None) -> str:
    """A path of this site to go on to; the first page for anything that could lead elsewhere."""
    found = given or "/"
    parts = urlsplit(found)
    leads_away = parts.scheme or parts.netloc or "\\" in found or not found.isprintable()
    return "/" if leads_away or not found.startswith("/") or found.startswith("//") else found


def _form(site: Site, wanted: str, name: str = "", message: str = "", status: int = 200) -> Response:
    csrf = secrets.token_urlsafe(24)
    values = {"wanted": wanted, "name": name, "message": message, "csrf": csrf, "no_account": is_trial(site)}
    values |= {"signs_on": site.settings.signs_on, "left": "left" in request.args and bool(site.settings.oidc_issuer)}
    answer = Response(draw("sign_in/login.html", trial=visitor().way is Way.TRIAL, **values), status)
    set_csrf(answer, csrf)
    return answer


def signed_in(answer: Any, token: str) -> Any:
    """An answer that gives the browser a new session."""
    answer.set_cookie(SESSION_COOKIE, token, httponly=True, samesite="Lax", secure=request.is_secure, path="/")
    set_csrf(answer, csrf_of(token))
    return answer
