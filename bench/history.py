"""The workspace with one year of figures behind it and with ten: what it costs must not grow with what has been."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from functools import partial
from itertools import cycle
from pathlib import Path

from bench.client import Client, callback_of, request_body
from bench.demonstration import site_at
from bench.floor import Measured, take_turns
from bench.generated_plan import SEED, Size, write_figures, write_plan
from bench.server import serving
from dashboard.domain.month import Month, months_between
from dashboard.services import installing, planning
from dashboard.services.intake import Upload, load_upload
from dashboard.services.site import Site
from dashboard.storage import site
from dashboard.storage.database import writing
from dashboard.web.pages.workspace import ids

SIZE = Size(indicators=60, counties=10)
FIRST, LAST = Month.parse("2014-01"), Month.parse("2023-09")

_YEAR = 12
_TIMES = 60
_BOUND = 1.2


def measure(folder: Path) -> list[Measured]:
    """A filter not seen before, and the first answer after a publication, on the same plan with the same last month."""
    write_plan(folder / "plan", SIZE, str(FIRST))
    months = list(months_between(FIRST, LAST))
    short, long = _grown(folder, "short", months[-_YEAR:]), _grown(folder, "long", months)
    with ExitStack() as stack:
        asking = [_asking(stack, one) for one in (short, long)]
        low, high = take_turns([ask for ask, _ in asking], _TIMES)
        low_first, high_first = take_turns([first for _, first in asking], _TIMES)
    what = f"with {len(months)} months of figures / with {_YEAR}"
    return [
        Measured(f"a filter not seen before, {what}", high * 1000, "ms", low * 1000, _BOUND),
        Measured(f"the first answer after a publication, {what}", high_first * 1000, "ms", low_first * 1000, _BOUND),
    ]


def _grown(folder: Path, name: str, months: Sequence[Month]) -> Site:
    """A site on a database of its own, with figures of these months for every county and indicator."""
    found = site_at(f"sqlite:///{folder / name}.db")
    installing.upgrade(found)
    planning.load_plan_folder(found, folder / "plan")
    for place, month in enumerate(months):
        file = folder / f"{month}.csv"
        write_figures(file, SIZE, SEED + place, str(month))
        loaded = load_upload(found, Upload(file.read_bytes(), file.name, "bench", explanation="bench"), publish=True)
        if not loaded.published:
            raise RuntimeError(f"{month} was not published: {loaded.refusal}")
    return found


def _asking(stack: ExitStack, found: Site) -> tuple[Callable[[], float], Callable[[], float]]:
    """How long a county with a word that nobody has asked for takes; and the whole list when the revision has moved."""
    server = stack.enter_context(serving("bench.served", {"DASHBOARD_DATABASE_URL": str(found.engine.url)}))
    client = stack.enter_context(Client(server))
    ask = partial(request_body, callback_of(client, ids.REGION), ids.REGION)
    stack.callback(found.engine.dispose)
    unseen = _unseen()

    def first() -> float:
        with writing(found.engine) as connection:
            site.next_revision(connection)
        return client.timed(ask({ids.MONTH: str(LAST)}))

    return lambda: client.timed(ask({ids.MONTH: str(LAST), **next(unseen)})), first


def _unseen() -> Iterator[dict[str, str]]:
    """A county in turn, and ever another word to look for."""
    counties = cycle(f"C{number:03}" for number in range(1, SIZE.counties + 1))
    for turn, county in enumerate(counties):
        yield {ids.REGION: county, "workspace-text": f"指标{turn}"}
