"""What the workers hold after a page and a filter load, against an empty Dash app under the same load."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path

from bench.client import Client, callback_of, request_body, throughput
from bench.demonstration import MONTH, make_demonstration, site_at
from bench.empty_callback import NAME
from bench.flat_tables import FLAT_TABLES, write_flat_tables
from bench.floor import Measured
from bench.server import Server, serving
from dashboard.domain.plan import Plan
from dashboard.services.reading import load_assessment
from dashboard.web.pages.workspace import ids

_CLIENTS, _SECONDS, _VISITS = 8, 5, 20
_BOUND = 1.5
_LINKED = re.compile(rb'(?:src|href)="(/[^"]+)"')

Bodies = Callable[[Client], Sequence[bytes]]


def measure(folder: Path) -> list[Measured]:
    """The two workers together; each server runs alone. For scale a tutorial's dashboard.

    That one is given one thread a worker: Plotly Express does not bear two at once.
    """
    address = make_demonstration(folder)
    site = site_at(address)
    plan = load_assessment(site).plan
    write_flat_tables(site, folder / "flat.db", MONTH)
    site.engine.dispose()
    with serving("bench.empty") as server:
        floor = _after_load(server, ("/",), _empty, folder)
    with serving("bench.served", {"DASHBOARD_DATABASE_URL": address}) as server:
        held = _after_load(server, ("/", "/screen"), lambda client: _filters(client, plan), folder)
    with serving(
        "bench.textbook", {FLAT_TABLES: str(folder / "flat.db")}, threads=1
    ) as server:  # Plotly Express needs it
        tutorial = _after_load(server, ("/",), _tutorial, folder)
    return [
        Measured(
            "memory of the two workers after a page and filter load / an empty Dash app", held, "MB", floor, _BOUND
        ),
        Measured("for scale: the tutorial's dashboard", tutorial, "MB", floor),
    ]


def _after_load(server: Server, pages: Sequence[str], bodies: Bodies, folder: Path) -> float:
    """Visit the pages as browsers do, with all that they link to, then let several clients ask for the bodies."""
    for visit in range(_VISITS):  # each on a connection of its own, so that both workers are visited
        with Client(server) as client:
            first = client.get(pages[visit % len(pages)])
            for path in _LINKED.findall(first):
                client.get(path.decode())
            client.get("/_dash-layout")
            asked = bodies(client)
    throughput(server, asked, _CLIENTS, _SECONDS, folder)
    return server.memory()


def _empty(client: Client) -> list[bytes]:
    return [request_body(callback_of(client, NAME), NAME, {NAME: "x"})]


def _filters(client: Client, plan: Plan) -> list[bytes]:
    callback = callback_of(client, ids.REGION)
    return [
        request_body(callback, ids.REGION, {ids.REGION: region.code, ids.PILLAR: pillar.code})
        for region in plan.regions
        for pillar in plan.pillars
    ]


def _tutorial(client: Client) -> list[bytes]:
    callback = callback_of(client, "region")
    return [request_body(callback, "region", {"month": str(MONTH), "pillar": pillar}) for pillar in (None, "数字经济")]
