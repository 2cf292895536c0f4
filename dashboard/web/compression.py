"""Answers compressed on the way out; what never changes is compressed once.

gzip alone, since browsers offer nothing better on a plain-HTTP intranet. Only bundles with a fingerprint or version
are remembered, by address and content: an answer made for one reader is never kept for another.
"""

from __future__ import annotations

import gzip
from hashlib import sha256

from flask import Flask, Response, request

from dashboard.services.memory import Memory

_SMALLEST = 1_000
_TEXTS = ("text/", "application/json", "application/javascript", "image/svg+xml")
_SHARED = ("/assets/", "/_dash-component-suites/")
_QUICK, _THOROUGH = 5, 9
_BUNDLES = 64


def compress_answers(server: Flask) -> None:
    """Let the server compress what is worth it, for browsers that take it."""
    bundles = Memory(_BUNDLES)
    server.after_request(lambda response: _compress(response, bundles))


def _compress(response: Response, bundles: Memory) -> Response:
    if not _is_worth_it(response):
        return response
    response.direct_passthrough = False
    body = response.get_data()
    if len(body) < _SMALLEST:
        return response
    if request.path.startswith(_SHARED):
        smaller = bundles.recall(sha256(body).digest(), lambda: gzip.compress(body, _THOROUGH, mtime=0))
    else:
        smaller = gzip.compress(body, _QUICK)
    response.set_data(smaller)
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
