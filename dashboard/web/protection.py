"""What browsers are told so that a page cannot be turned against its reader."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask import Flask, Response, request
from werkzeug.middleware.proxy_fix import ProxyFix

_YEAR = 365 * 24 * 3600
_LASTING = ("/assets/", "/_dash-component-suites/")


def trust_proxies(server: Flask, proxies: int, https: bool) -> None:
    """Believe so many proxies in front of the site who asks and how; or that all of it comes over TLS."""
    inner = ProxyFix(server.wsgi_app, x_for=proxies, x_proto=proxies, x_host=proxies) if proxies else server.wsgi_app

    def answer(environ: dict[str, Any], start: Any) -> Any:
        if https:
            environ["wsgi.url_scheme"] = "https"
        return inner(environ, start)

    server.wsgi_app = answer  # type: ignore[assignment,method-assign]


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
            "Cross-Origin-Opener-Policy": "same-origin",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        }
        response.headers.update(told)
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
