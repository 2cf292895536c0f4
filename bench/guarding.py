"""What the guard takes of an empty callback: who asks, whether they may, and how often, decided for every request."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from flask import request
from werkzeug.test import EnvironBuilder

from bench.client import HEADERS, UPDATE, Client, callback_of, request_body
from bench.demonstration import make_demonstration, site_at
from bench.empty_callback import NAME, add_empty_callback
from bench.floor import Measured, busy, take_turns
from bench.server import serving
from dashboard.application import create_app
from dashboard.domain.access import Account, Action, Role
from dashboard.services import accounts, tokens
from dashboard.settings import Settings
from dashboard.storage.tokens import TokenKind
from dashboard.web import guard

_TIMES = 500
_BOUND = 0.05


def measure(folder: Path) -> list[Measured]:
    """The guard alone, for somebody known by a token, against the empty callback as a browser gets it."""
    places = [folder / name for name in ("served", "guarded")]
    for place in places:
        place.mkdir()
    served, guarded = (make_demonstration(place) for place in places)
    with serving("bench.served", {"DASHBOARD_DATABASE_URL": served}) as server, Client(server) as client:
        empty = request_body(callback_of(client, NAME), NAME, {NAME: "x"})
        guarding = _guarding(guarded, empty)
        guarding(), client.timed(empty)
        low, high = take_turns((lambda: client.timed(empty), guarding), _TIMES)
    return [Measured("the guard alone / an empty callback", high * 1000, "ms", low * 1000, _BOUND)]


def _guarding(address: str, question: bytes) -> Callable[[], float]:
    """How long the guard is busy with that question, a new request each time."""
    app = create_app(replace(Settings(), database_url=address))
    add_empty_callback(app)
    app.claims.claim(app, Action.READ)
    (stand_guard,) = (one for one in app.server.before_request_funcs[None] if one.__module__ == guard.__name__)
    headers = {**HEADERS, "Authorization": f"Bearer {_token(address)}"}

    def guarding() -> float:
        asked = EnvironBuilder(UPDATE, method="POST", data=question, headers=headers).get_environ()
        with app.server.request_context(asked):
            request.get_json()  # which Dash takes apart anyway, and Flask keeps
            taken = busy(lambda: passed.append(stand_guard()))
        assert passed.pop() is None, "the guard did not let the question pass"
        return taken

    passed: list[Any] = []
    return guarding


def _token(address: str) -> str:
    """A token of somebody who may read, on a site where people have accounts."""
    site = site_at(address)
    accounts.add_account(site, Account("guarded", Role.ADMINISTRATOR))
    token = tokens.add_token(site, TokenKind.API, Account("asking", Role.VIEWER))
    site.engine.dispose()
    return token
