"""Answers that last: kept compressed, as they went out, and given again for as long as the revision stands.

Only a callback or a page of markup that says so is remembered, and only where it has answered, not where it has failed.
An answer given again costs less than an empty callback: nothing is drawn, put into JSON or compressed.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Mapping
from contextlib import suppress
from datetime import date
from functools import wraps
from typing import Any, NamedTuple

from flask import Flask, Response, g, has_request_context, request

from dashboard.domain.errors import StoreUnavailable
from dashboard.services.access import scope_key
from dashboard.services.reading import load_revision
from dashboard.services.site import Site

_ASKED_AT = "/_dash-update-component"
_LONGEST = 10_000  # bytes; what is longer brings a file along and is no question
_LONGEST_QUERY = 200

Stamp = tuple[int, date]
"""What an answer was made from: a revision, and the day, which decides the month where nothing is published yet."""


Documents = Mapping[str, Callable[[], Hashable]]
"""Where pages of markup are, and what tells, beside the database, whether one is still as it was."""


class _Answer(NamedTuple):
    stamp: Stamp
    body: bytes
    mimetype: str


def lasting(site: Site) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Mark a callback whose answer follows from its inputs, its states and the database, and from nothing else."""

    def mark(answer: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(answer)
        def on_question(*values: Any) -> Any:
            stamp = _stamp(site)  # before anything is read: an answer is never older than its stamp
            found = answer(*values)
            g.stamp = stamp
            return found

        return on_question

    return mark


def let_last(stamp: Stamp) -> None:
    """Mark the answer to this request, a page of markup, as made from this."""
    if has_request_context():
        g.stamp = stamp


def keep_answers(server: Flask, site: Site, documents: Documents) -> None:
    """Let the server keep answers that last. To be called before what compresses, which then comes first."""
    server.before_request(lambda: _give_again(site, documents))
    server.after_request(lambda response: _keep(site, response))


def _give_again(site: Site, documents: Documents) -> Response | None:
    g.question = question = _question(site, documents)
    kept: tuple[_Answer, ...] = site.answers.find(question) if question else ()
    with suppress(StoreUnavailable):  # the callback itself will say so
        if kept and kept[0].stamp == _stamp(site):
            headers = {"Content-Encoding": "gzip", "Vary": "Accept-Encoding"}
            return Response(kept[0].body, mimetype=kept[0].mimetype, headers=headers)
    return None


def _keep(site: Site, response: Response) -> Response:
    stamp, question = g.get("stamp"), g.get("question")
    if stamp and question and response.status_code == 200 and response.headers.get("Content-Encoding") == "gzip":
        site.answers.keep(question, _Answer(stamp, response.get_data(), response.mimetype or ""))
    return response


def _question(site: Site, documents: Documents) -> Hashable | None:
    """What is asked and who may see the answer; None for what is no question, or for a browser without gzip."""
    if "gzip" not in request.headers.get("Accept-Encoding", ""):
        return None
    if request.method == "GET" and request.path in documents and len(request.query_string) <= _LONGEST_QUERY:
        return scope_key(site), request.path, request.query_string, documents[request.path]()
    if request.path != _ASKED_AT or not 0 < (request.content_length or 0) <= _LONGEST:
        return None
    asked = request.get_json(silent=True)
    if not isinstance(asked, dict):
        return None
    return scope_key(site), asked.get("output"), json.dumps([asked.get("inputs"), asked.get("state")])


def _stamp(site: Site) -> Stamp:
    return load_revision(site), date.today()
