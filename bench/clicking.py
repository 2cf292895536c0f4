"""From a click to the last redraw in Chromium, against a click on an empty page that changes one text."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import ExitStack
from itertools import count
from pathlib import Path

from playwright.sync_api import Browser, Page, ViewportSize

from bench.demonstration import MONTH, make_demonstration, site_at
from bench.drawing import PATIENCE, chromium
from bench.empty import BUTTON
from bench.flat_tables import FLAT_TABLES, write_flat_tables
from bench.floor import Measured, take_turns
from bench.server import serving
from dashboard.services.reading import load_assessment

_SIZE = ViewportSize(width=1440, height=900)
_TIMES = 40
_BOUND, _TUTORIAL_BOUND = 3.0, 0.2

# Acts, watches every change of the document, and tells when the last frame that showed one was there.
_ACT = """
(turn) => new Promise((tell, fail) => {
  const started = performance.now();
  let changed = started, shown = 0, asked = 0;
  const ask = window.fetch;
  window.fetch = (...request) => { asked += 1; return ask(...request).finally(() => { asked -= 1; }); };
  const channel = new MessageChannel();
  channel.port1.onmessage = () => { shown = performance.now(); };
  const watch = new MutationObserver(() => {
    changed = performance.now();
    requestAnimationFrame(() => channel.port2.postMessage(0));
  });
  watch.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  const look = () => {
    if (shown && !asked && performance.now() - changed > 300) {
      watch.disconnect();
      window.fetch = ask;
      tell(shown - started);
      return;
    }
    if (performance.now() - started > 20000) { fail(new Error('nothing changed')); return; }
    setTimeout(look, 30);
  };
  %s;
  look();
})
"""
PRESS = "((found) => found[turn %% found.length].click())(document.querySelectorAll('%s'))"
_CHOOSE = "((found) => dash_clientside.set_props('pillar', {value: found[turn %% found.length]}))(%s)"

Click = Callable[[], float]


def measure(folder: Path) -> list[Measured]:
    """A pillar of the workspace and a county of it, each against a text that follows a button; beside a tutorial's."""
    with ExitStack() as stack:
        pillars, counties, empty, tutorial = _clicks(stack, folder)
        floor, pillar, county, slow = take_turns((empty, pillars, counties, tutorial), _TIMES)
    return [
        Measured(
            "a click on a pillar, to the last redraw / a click that changes one text", pillar, "ms", floor, _BOUND
        ),
        Measured("the same / the tutorial's dashboard", pillar, "ms", slow, _TUTORIAL_BOUND),
        Measured(
            "a click on a county, to the last redraw / a click that changes one text", county, "ms", floor, _BOUND
        ),
        Measured("the same / the tutorial's dashboard", county, "ms", slow, _TUTORIAL_BOUND),
    ]


def _clicks(stack: ExitStack, folder: Path) -> tuple[Click, Click, Click, Click]:
    address = make_demonstration(folder)
    site = site_at(address)
    pillars = [pillar.name for pillar in load_assessment(site).plan.pillars]
    write_flat_tables(site, folder / "flat.db", MONTH)
    site.engine.dispose()
    product = stack.enter_context(serving("bench.served", {"DASHBOARD_DATABASE_URL": address}))
    empty = stack.enter_context(serving("bench.empty"))
    textbook = stack.enter_context(serving("bench.textbook", {FLAT_TABLES: str(folder / "flat.db")}, threads=1))
    browser = stack.enter_context(chromium())
    workspace, page = product.address("/"), empty.address("/")
    return (
        acting(open_page(browser, workspace, ".pillar-card"), PRESS % ".pillar-card[data-value^=P]"),
        acting(open_page(browser, workspace, ".peer"), PRESS % ".peer"),
        acting(open_page(browser, page, f"#{BUTTON}"), PRESS % f"#{BUTTON}"),
        acting(open_page(browser, textbook.address("/"), ".js-plotly-plot .main-svg"), _CHOOSE % json.dumps(pillars)),
    )


def open_page(browser: Browser, address: str, drawn: str) -> Page:
    """A page in a context of its own, once everything on it is there."""
    page = browser.new_context(viewport=_SIZE).new_page()
    page.goto(address, wait_until="load")
    page.wait_for_selector(drawn, timeout=PATIENCE)
    page.wait_for_load_state("networkidle", timeout=PATIENCE)
    return page


def acting(page: Page, action: str) -> Click:
    """The same again and again on ever another of what there is; each time tells its milliseconds."""
    turn = count()
    script = _ACT % action
    return lambda: float(page.evaluate(script, next(turn)))
