"""The workspace of a plan of 3,000 indicators in Chromium: narrowed, turned to another county, scrolled through."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from statistics import median

from playwright.sync_api import Page

from bench.clicking import PRESS, acting, open_page
from bench.demonstration import site_at
from bench.drawing import chromium
from bench.empty import BUTTON
from bench.floor import Measured, take_turns
from bench.generated_plan import Size, write_figures, write_plan
from bench.server import serving
from dashboard.services import installing, planning
from dashboard.services.intake import Upload, load_upload

SIZE = Size(indicators=3000, counties=2)

_TIMES = 10
_FRAMES = 60

# Scrolls by two thirds of a screen in every frame, and tells how long the frames took.
_SCROLL = """
(frames) => new Promise((tell) => {
  const taken = [];
  let last = performance.now();
  const step = () => {
    const now = performance.now();
    taken.push(now - last);
    last = now;
    window.scrollBy(0, 600);
    if (taken.length > frames) { window.scrollTo(0, 0); tell(taken.slice(1)); } else { requestAnimationFrame(step); }
  };
  requestAnimationFrame(step);
})
"""


def measure(folder: Path) -> list[Measured]:
    """A pillar and a county of the long list against a click that changes one text; a frame while it is scrolled."""
    with ExitStack() as stack:
        product = stack.enter_context(serving("bench.served", {"DASHBOARD_DATABASE_URL": _make(folder)}))
        empty = stack.enter_context(serving("bench.empty"))
        browser = stack.enter_context(chromium())
        page = open_page(browser, product.address("/"), ".pillar-card")
        page.wait_for_function(f"document.querySelectorAll('table.list td.c-name').length === {SIZE.indicators}")
        frame = median(_frames(page))
        floor, pillar, county = take_turns(
            (
                acting(open_page(browser, empty.address("/"), f"#{BUTTON}"), PRESS % f"#{BUTTON}"),
                acting(page, PRESS % ".pillar-card[data-value^=P]"),
                acting(page, PRESS % ".peer"),
            ),
            _TIMES,
        )
    what = f"of {SIZE.indicators:,} indicators / a click that changes one text"
    return [
        Measured(f"for scale: a pillar {what}", pillar, "ms", floor),
        Measured(f"for scale: a county {what}", county, "ms", floor),
        Measured(f"for scale: a frame while {SIZE.indicators:,} indicators are scrolled through", frame, "ms"),
    ]


def _make(folder: Path) -> str:
    """The address of a database with the generated plan and a month's figures for all of it."""
    write_plan(folder / "plan", SIZE)
    write_figures(folder / "figures.csv", SIZE)
    address = f"sqlite:///{folder / 'rows.db'}"
    site = site_at(address)
    installing.upgrade(site)
    planning.load_plan_folder(site, folder / "plan")
    content = (folder / "figures.csv").read_bytes()
    loaded = load_upload(site, Upload(content, "figures.csv", "bench"), publish=True)
    site.engine.dispose()
    if not loaded.published:
        raise RuntimeError(f"nothing was published: {loaded.refusal}")
    return address


def _frames(page: Page) -> list[float]:
    measured: Callable[..., list[float]] = page.evaluate
    return measured(_SCROLL, _FRAMES)
