"""Answers compressed on the way out; what never changes is compressed once.

gzip alone, since browsers offer nothing better on a plain-HTTP intranet. What many ask for alike is remembered, by its
content: bundles with a fingerprint or version, and pages of markup. Nobody is ever given what was made for another.
"""

from __future__ import annotations

import gzip
from collections.abc import Collection
from functools import partial
from hashlib import sha256

from flask import Flask, Response, request

from dashboard.services.memory import Memory

_SMALLEST = 1_000
_TEXTS = ("text/", "application/json", "application/javascript", "image/svg+xml")
_SHARED = ("/assets/", "/_dash-component-suites/")
_QUICK, _THOROUGH = 5, 9
_BUNDLES, _DOCUMENTS = 64, 64


def compress_answers(server: Flask, documents: Collection[str]) -> None:
    """Let the server compress what is worth it, for browsers that take it; `documents`: where pages of markup are."""
    kept = {_THOROUGH: Memory(_BUNDLES), _QUICK: Memory(_DOCUMENTS)}

    def compress(response: Response) -> Response:
        if request.path.startswith(_SHARED):
            return _compress(response, _THOROUGH, kept[_THOROUGH])
        return _compress(response, _QUICK, kept[_QUICK] if request.path in documents else None)

    server.after_request(compress)


def _compress(response: Response, level: int, kept: Memory | None) -> Response:
    if not _is_worth_it(response):
        return response
    response.direct_passthrough = False
    body = response.get_data()
    if len(body) < _SMALLEST:
        return response
    smaller = partial(gzip.compress, body, level, mtime=0)
    response.set_data(kept.recall(sha256(body).digest(), smaller) if kept else smaller())
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
