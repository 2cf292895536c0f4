"""Reading and judging all standings of a month, against a bare SELECT of the same rows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Connection, update

from bench.demonstration import MONTH, make_demonstration, site_at
from bench.floor import Measured, busy, take_turns
from dashboard.services.judging import Judge
from dashboard.services.reading import find_judge, load_standings
from dashboard.services.site import Site
from dashboard.storage import plans
from dashboard.storage.database import writing
from dashboard.storage.plans import StoredPlan
from dashboard.storage.positions import AS_OF
from dashboard.storage.schema import standing

_TIMES = 200
_BOUND = 3.0


def measure(folder: Path) -> list[Measured]:
    """The city and its counties as of a month, select and judge: when every value is new, and when none is."""
    site = site_at(make_demonstration(folder))
    with writing(site.engine) as connection:
        judge = current_judge(site, connection)
        bare = bare_select(connection, judge.stored)
        changed = update(standing).where(standing.c.month == MONTH.key).values(actual=standing.c.actual + 1)

        def floor() -> None:
            connection.exec_driver_sql(bare).fetchall()

        def subject() -> None:
            load_standings(connection, judge, MONTH)

        def anew(action: Callable[[], None]) -> float:
            connection.execute(changed)
            return busy(action)

        floor(), subject()
        low, high = take_turns((lambda: busy(floor), lambda: busy(subject)), _TIMES)
        low_anew, high_anew = take_turns((lambda: anew(floor), lambda: anew(subject)), _TIMES)
        rows = len(connection.exec_driver_sql(bare).fetchall())
    site.engine.dispose()
    what = f"a month's {rows} standings read and judged"
    return [
        Measured(f"{what}, every value new / bare SELECT", high_anew * 1000, "ms", low_anew * 1000, _BOUND),
        Measured(f"{what}, none new / bare SELECT", high * 1000, "ms", low * 1000, _BOUND),
    ]


def current_judge(site: Site, connection: Connection) -> Judge:
    """The judge of the plan in force; what it knows already it keeps, as in the product."""
    return find_judge(site, connection, *plans.find_plan(connection, None))


def bare_select(connection: Connection, stored: StoredPlan) -> str:
    """The statement that reads all standings of the month, as the driver gets it."""
    query = AS_OF.params(plan=stored.id, as_of=MONTH.key)
    return str(query.compile(connection, compile_kwargs={"literal_binds": True}))
