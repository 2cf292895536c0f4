"""Answers compressed on the way out; what never changes is compressed once.

gzip alone, since browsers offer nothing better on a plain-HTTP intranet. Only bundles with a fingerprint or version
are remembered, by address and content: an answer made for one reader is never kept for another.
"""

from __future__ import annotations

import gzip
from functools import lru_cache

from flask import Flask, Response, request

_SMALLEST = 1_000
_TEXTS = ("text/", "application/json", "application/javascript", "image/svg+xml")
_SHARED = ("/assets/", "/_dash-component-suites/")
_QUICK, _THOROUGH = 3, 9  # 4 takes half as long again to save a thirtieth


def compress_answers(server: Flask) -> None:
    """Let the server compress what is worth it, for browsers that take it."""
    server.after_request(_compress)


def _compress(response: Response) -> Response:
    if not _is_worth_it(response):
        return response
    response.direct_passthrough = False
    body = response.get_data()
    if len(body) < _SMALLEST:
        return response
    response.set_data(_thorough(body) if request.path.startswith(_SHARED) else gzip.compress(body, _QUICK))
    response.headers["Content-Encoding"] = "gzip"
    response.headers.add("Vary", "Accept-Encoding")
    return response


def _is_worth_it(response: Response) -> bool:
    return (
        response.status_code == 200
        and "gzip" in request.headers.get("Accept-Encoding", "")
        and "Content-Encoding" not in response.headers
        and (response.mimetype or "").startswith(_TEXTS)
    )


@lru_cache(maxsize=64)
def _thorough(body: bytes) -> bytes:
    return gzip.compress(body, _THOROUGH, mtime=0)
