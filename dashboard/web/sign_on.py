"""The other front doors, off by default: an identity provider by OpenID Connect, or a proxy that says who came."""

from __future__ import annotations

import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from flask import Blueprint, Flask, Response, redirect, request

from dashboard.domain.errors import Refusal
from dashboard.services.signing_on import note_failed_sign_on, sign_on
from dashboard.storage.sessions import SessionWay
from dashboard.web.access import LOOPBACK, SESSION_COOKIE, named_by_proxy
from dashboard.web.components.markup import draw
from dashboard.web.guard import SIGN_IN_PAGE, SIGN_ON
from dashboard.web.sign_in import own_path, signed_in

if TYPE_CHECKING:
    from dashboard.services.site import Site
    from dashboard.settings import Settings
    from dashboard.web.oidc import Provider

ENDPOINTS = ("sign_on.start", "sign_on.back", "sign_on.end")
_COOKIE = "sign_on"
_TEN_MINUTES = 600


def serve_sign_on(server: Flask, site: Site) -> None:
    """Attach the other front door that the settings name; nothing where they name none."""
    settings = site.settings
    blueprint = Blueprint("sign_on", __name__, url_prefix=SIGN_ON)
    if settings.oidc_issuer:
        _serve_provider(blueprint, site, _provider(settings))
    elif settings.proxy_user_header:
        _serve_proxy(blueprint, site)
    if settings.signs_on:
        blueprint.register_error_handler(Refusal, _refused)
        server.register_blueprint(blueprint)


def check_sign_on(settings: Settings) -> None:
    """Settings that would leave a door open are a ValueError naming the variable."""
    if settings.proxy_user_header and not settings.proxy_addresses:
        raise ValueError("DASHBOARD_PROXY_USER_HEADER: 还要填 DASHBOARD_PROXY_ADDRESSES，否则谁都可以自称是别人。")
    if not settings.oidc_issuer:
        return
    if settings.proxy_user_header:
        raise ValueError("DASHBOARD_OIDC_ISSUER 和 DASHBOARD_PROXY_USER_HEADER 只能用一个。")
    if not settings.oidc_client_id:
        raise ValueError("DASHBOARD_OIDC_ISSUER: 还要填 DASHBOARD_OIDC_CLIENT_ID。")
    for name, address in (("OIDC_ISSUER", settings.oidc_issuer), ("SITE_ADDRESS", settings.site_address)):
        parts = urlsplit(address)
        if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOOPBACK):
            raise ValueError(f"DASHBOARD_{name}: 用统一身份认证时要填 https:// 开头的地址，现在是“{address}”。")


def _serve_proxy(blueprint: Blueprint, site: Site) -> None:
    @blueprint.get("")
    def start() -> Any:
        name = named_by_proxy(site.settings.proxy_user_header)
        if not name:
            return redirect(SIGN_IN_PAGE)
        token = sign_on(site, name, SessionWay.PROXY, request.cookies.get(SESSION_COOKIE))
        return signed_in(redirect(own_path(request.args.get("next")), 303), token)


def _serve_provider(blueprint: Blueprint, site: Site, provider: Provider) -> None:
    address = site.settings.site_address.rstrip("/")
    back_to = f"{address}{SIGN_ON}/back"

    @blueprint.get("")
    def start() -> Any:
        secret = secrets.token_urlsafe(32)
        answer = redirect(provider.address(secret, back_to))
        wanted = urlsafe_b64encode(own_path(request.args.get("next")).encode()).decode()
        answer.set_cookie(
            _COOKIE, f"{secret}.{wanted}", max_age=_TEN_MINUTES, httponly=True, samesite="Lax",
            secure=request.is_secure, path=SIGN_ON,
        )  # fmt: skip
        return answer

    @blueprint.get("/back")
    def back() -> Any:
        secret, wanted = _kept(request.cookies.get(_COOKIE, ""))
        name = provider.name(request.args, secret, back_to)
        token = sign_on(site, name, SessionWay.PROVIDER, request.cookies.get(SESSION_COOKIE))
        return _forgetting(signed_in(redirect(wanted, 303), token))

    @blueprint.get("/end")
    def end() -> Any:
        return redirect(provider.end_address(f"{address}{SIGN_IN_PAGE}") or SIGN_IN_PAGE)

    _note_failures(blueprint, site)


def _note_failures(blueprint: Blueprint, site: Site) -> None:
    """Let the audit log know why somebody came back in vain; the page says no more than that they did."""
    from dashboard.web.oidc import ProviderFailed

    @blueprint.errorhandler(ProviderFailed)
    def failed(refusal: ProviderFailed) -> Any:
        note_failed_sign_on(site, refusal.reason)
        return _refused(refusal)


def _provider(settings: Settings) -> Provider:
    # Imported here: where nobody signs on by a provider no worker pays for the libraries.
    from dashboard.web.oidc import Provider

    return Provider(
        settings.oidc_issuer, settings.oidc_client_id, settings.oidc_client_secret, settings.oidc_name_claim
    )


def _kept(cookie: str) -> tuple[str, str]:
    """The secret and the wanted path that this browser keeps; a secret that nobody knows where it keeps none."""
    secret, _, wanted = cookie.partition(".")
    try:
        path = urlsafe_b64decode(wanted.encode()).decode()
    except ValueError:
        path = "/"
    return secret or secrets.token_urlsafe(32), own_path(path)


def _refused(refusal: Refusal) -> Response:
    status = 429 if refusal.code == "too-often" else 403
    page = draw("sign_in/refused.html", message=str(refusal), title="没有登录", back=(SIGN_IN_PAGE, "返回登录"))
    return _forgetting(Response(page, status))


def _forgetting(answer: Any) -> Any:
    answer.delete_cookie(_COOKIE, path=SIGN_ON)
    return answer
