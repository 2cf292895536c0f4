"""Answering a filter, against an empty callback on the same server."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import product
from pathlib import Path
from random import Random

from bench.client import Client, callback_of, request_body, throughput
from bench.demonstration import MONTH, make_demonstration, publish_some, site_at
from bench.empty_callback import NAME
from bench.flat_tables import FLAT_TABLES, write_flat_tables
from bench.floor import Measured, busy, take_turns
from bench.generated_plan import SEED
from bench.reading import bare_select, current_judge
from bench.server import Server, serving
from dashboard.domain.month import months_between
from dashboard.domain.plan import Plan
from dashboard.domain.status import Status
from dashboard.services.reading import load_assessment, load_reported
from dashboard.services.site import Site
from dashboard.storage.database import reading
from dashboard.storage.plans import StoredPlan
from dashboard.web.pages.workspace import ids

CLIENTS = 32

_TIMES = 150
_UNSEEN = 60
_ROUNDS, _ROUND_SECONDS = 5, 2
_SEEN_BOUND, _RATE_BOUND, _UNSEEN_BOUND, _READ_BOUND = 2.0, 0.4, 20.0, 3.0

Ask = Callable[[Mapping[str, str | None]], bytes]


def measure(folder: Path) -> list[Measured]:
    """A filter seen before, alone and by 32 clients at once; one not seen before; one after a publication."""
    address = make_demonstration(folder)
    site = site_at(address)
    plan = load_assessment(site).plan
    with serving("bench.served", {"DASHBOARD_DATABASE_URL": address}) as server:
        with Client(server) as client:
            empty = request_body(callback_of(client, NAME), NAME, {NAME: "x"})
            ask: Ask = partial(request_body, callback_of(client, ids.REGION), ids.REGION)
        found = [*_seen(server, empty, _usual(ask, plan), folder)]
        with Client(server) as client:
            found += [_unseen(client, empty, ask, plan), _after_publication(client, empty, ask, site)]
    found += [_reading(site), _tutorial(site, found[0].floor, folder)]
    site.engine.dispose()
    return found


def _usual(ask: Ask, plan: Plan) -> list[bytes]:
    """The filters that people use most."""
    return [
        ask({ids.REGION: plan.regions[1].code}),
        ask({ids.DEPARTMENT: plan.departments[0].name}),
        ask({ids.PILLAR: plan.pillars[1].code}),
        ask({ids.STATUS: Status.BEHIND.value}),
        ask({}),
    ]


def _seen(server: Server, empty: bytes, asked: list[bytes], folder: Path) -> list[Measured]:
    """The same filters again and again: by one client, and by many at once."""

    def rate(bodies: list[bytes]) -> float:
        return throughput(server, bodies, CLIENTS, _ROUND_SECONDS, folder)

    rate(asked)  # both workers have seen them now
    with Client(server) as client:
        low, high = take_turns((lambda: client.timed(empty), lambda: _mean(client, asked)), _TIMES)
    floor, many = take_turns((lambda: rate([empty]), lambda: rate(asked)), _ROUNDS)
    return [
        Measured("a filter seen before / an empty callback", high * 1000, "ms", low * 1000, _SEEN_BOUND),
        Measured(f"the same, {CLIENTS} clients at once", many, "per s", floor, _RATE_BOUND, at_least=True),
    ]


def _mean(client: Client, bodies: list[bytes]) -> float:
    return sum(client.timed(body) for body in bodies) / len(bodies)


def _unseen(client: Client, empty: bytes, ask: Ask, plan: Plan) -> Measured:
    """Filters of which each is asked for once, of a month that is already being looked at."""
    asked = _combinations(ask, plan)
    low, high = take_turns((lambda: client.timed(empty), lambda: client.timed(next(asked))), _UNSEEN)
    return Measured("a filter not seen before / an empty callback", high * 1000, "ms", low * 1000, _UNSEEN_BOUND)


def _combinations(ask: Ask, plan: Plan) -> Iterator[bytes]:
    """A region and a second filter, in no order, each pair once."""
    others = [
        *({ids.PILLAR: pillar.code} for pillar in plan.pillars),
        *({ids.STATUS: status.value} for status in Status),
        *({ids.MONTH: str(month)} for month in months_between(plan.first_month, MONTH)),
    ]
    pairs = [{ids.REGION: region.code, **other} for region, other in product(plan.regions, others)]
    Random(SEED).shuffle(pairs)
    return (ask(pair) for pair in pairs)


def _after_publication(client: Client, empty: bytes, ask: Ask, site: Site) -> Measured:
    """The whole list, as the first reader after a publication gets it: standings, roll-ups and page made anew."""

    def first() -> float:
        publish_some(site)
        return client.timed(ask({}))

    low, high = take_turns((lambda: client.timed(empty), first), _UNSEEN)
    return Measured(
        "the first answer after a publication / an empty callback", high * 1000, "ms", low * 1000, _UNSEEN_BOUND
    )


def _reading(site: Site) -> Measured:
    """What that first answer reads and judges, against bare SELECTs of the same rows, both after a publication."""
    assessment = load_assessment(site, MONTH)
    root = assessment.plan.root.code
    with reading(site.engine) as connection:
        stored = current_judge(site, connection).stored
        statements = (bare_select(connection, stored), _bare_line(stored, root))

    def floor() -> None:
        with reading(site.engine) as connection:
            for statement in statements:
                connection.exec_driver_sql(statement).fetchall()

    def subject() -> None:
        load_reported(site, load_assessment(site), root)

    def anew(action: Callable[[], None]) -> float:
        publish_some(site)
        return busy(action)

    low, high = take_turns((lambda: anew(floor), lambda: anew(subject)), _UNSEEN)
    what = "its storage and domain part / bare SELECTs of the same rows"
    return Measured(what, high * 1000, "ms", low * 1000, _READ_BOUND)


def _bare_line(stored: StoredPlan, region: str) -> str:
    """The statement that reads what one region reported month by month."""
    months = ", ".join(str(month.key) for month in months_between(stored.plan.first_month, MONTH))
    return (
        "SELECT month, indicator_id, actual, actual_over FROM standing"
        f" WHERE plan_id = {stored.id} AND month IN ({months}) AND region_id = {stored.region_ids[region]}"
        " AND figure_month = month ORDER BY month"
    )


def _tutorial(site: Site, floor: float | None, folder: Path) -> Measured:
    """How long the tutorial's dashboard takes to answer."""
    write_flat_tables(site, folder / "flat.db", MONTH)
    with (
        serving("bench.textbook", {FLAT_TABLES: str(folder / "flat.db")}, threads=1) as server,
        Client(server) as client,
    ):
        body = request_body(callback_of(client, "region"), "region", {"month": str(MONTH)})
        (taken,) = take_turns((lambda: client.timed(body),), _ROUNDS * 4)
    return Measured("for scale: the tutorial's dashboard answers a filter", taken * 1000, "ms", floor)
