"""What browsers are told so that a page cannot be turned against its reader."""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from typing import Any

from flask import Flask, Response, request
from werkzeug.middleware.proxy_fix import ProxyFix

from dashboard.web.access import FROM_PROXY

Network = IPv4Network | IPv6Network

_WALL = "/screen"  # opens no window and takes no words; for that policy a browser changes its process before it paints
_YEAR = 365 * 24 * 3600
_LASTING = ("/assets/", "/_dash-component-suites/")


def trust_proxies(server: Flask, proxies: int, addresses: str, https: bool) -> None:
    """Believe so many proxies in front of the site who asks and how; or that all of it comes over TLS.

    With addresses only those are believed: whoever reaches the server past them is taken for what they are.
    """
    plain, believed = server.wsgi_app, read_networks(addresses)
    inner = ProxyFix(plain, x_for=proxies, x_proto=proxies, x_host=proxies) if proxies else plain

    def is_believed(address: str) -> bool:
        return _is_in(address, believed) if believed else proxies > 0

    def answer(environ: dict[str, Any], start: Any) -> Any:
        if https:
            environ["wsgi.url_scheme"] = "https"
        if not is_believed(environ.get("REMOTE_ADDR", "")):
            return plain(environ, start)
        environ[FROM_PROXY] = True
        return inner(environ, start)

    server.wsgi_app = answer  # type: ignore[assignment,method-assign]


def read_networks(text: str) -> tuple[Network, ...]:
    """Addresses and networks, by commas; one that cannot be read is a ValueError naming it."""
    names = [name.strip() for name in text.split(",") if name.strip()]
    try:
        return tuple(ip_network(name, strict=False) for name in names)
    except ValueError as error:
        raise ValueError(f"DASHBOARD_PROXY_ADDRESSES: 要填 IP 地址或网段，用逗号隔开（{error}）。") from None


def _is_in(address: str, networks: Iterable[Network]) -> bool:
    try:
        asked = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    asked = getattr(asked, "ipv4_mapped", None) or asked
    return any(asked in network for network in networks)


def protect(server: Flask, scripts: Iterable[str]) -> None:
    """Let nothing be loaded from elsewhere, nobody frame us, and nothing of a reader's stay in a cache."""
    policy = _policy(scripts)

    @server.after_request
    def tell(response: Response) -> Response:
        told = {
            "Content-Security-Policy": policy,
            "X-Content-Type-Options": "nosniff",
            "X-Frame-Options": "DENY",
            "Referrer-Policy": "same-origin",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        }
        response.headers.update(told)
        if request.path != _WALL:
            response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
        if request.is_secure:
            response.headers["Strict-Transport-Security"] = f"max-age={_YEAR}"
        if not request.path.startswith(_LASTING):
            response.headers.setdefault("Cache-Control", "no-store")
        return response


def _policy(scripts: Iterable[str]) -> str:
    hashes = " ".join(f"'{found}'" if not found.startswith("'") else found for found in scripts)
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' {hashes}",
            "style-src 'self' 'unsafe-inline'",  # widths of bars are computed
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "worker-src 'self' blob:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        )
    )
