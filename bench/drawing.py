"""Time to everything drawn and bytes over the wire, in a browser that has been nowhere yet."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from bench.demonstration import MONTH, make_demonstration, site_at
from bench.empty_callback import TEXT
from bench.flat_tables import FLAT_TABLES, write_flat_tables
from bench.floor import Measured, take_turns
from bench.server import serving

BROWSER = Path("/usr/bin/chromium")

_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
_SIZE = ViewportSize(width=1920, height=1080)
_TIMES = 7
PATIENCE = 60_000.0  # milliseconds
_BOUND, _WIRE_BOUND = 2.0, 1.0

# Asks in every frame whether all is there, and notes the time since the navigation began one frame after it is.
_WATCH = """
(() => {
  const look = () => {
    let there = false;
    try { there = Boolean(document.body && (%s)); } catch (fault) { there = false; }
    if (!there) { requestAnimationFrame(look); return; }
    requestAnimationFrame(() => { window.benchDrawn = performance.now(); });
  };
  requestAnimationFrame(look);
})();
"""
_DRAWN = "() => window.benchDrawn || 0"


@dataclass(frozen=True, slots=True)
class Subject:
    """A page to draw: its address, and the condition in the browser that all of it is there."""

    address: str
    drawn: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """How one page was drawn: milliseconds to everything there, and megabytes that came over the wire."""

    milliseconds: float
    megabytes: float


def measure(folder: Path) -> list[Measured]:
    """The wall against an empty Dash page; its bytes; for scale a tutorial's dashboard and a page written by hand."""
    with ExitStack() as stack:
        wall, empty, textbook, static = _subjects(stack, folder)
        browser = stack.enter_context(chromium())
        turns = [partial(draw, browser, subject) for subject in (empty, wall, textbook, static)]
        drawings: list[list[Drawing]] = [[] for _ in turns]
        times = take_turns([_kept(turn, kept) for turn, kept in zip(turns, drawings, strict=True)], _TIMES)
    floor, high, tutorial, hand = times
    return [
        Measured("/screen, everything drawn, cold / an empty Dash page", high, "ms", floor, _BOUND),
        Measured("/screen, over the wire", drawings[1][-1].megabytes, "MB", None, _WIRE_BOUND),
        Measured("for scale: the tutorial's dashboard drawn", tutorial, "ms", floor),
        Measured("for scale: the tutorial's dashboard over the wire", drawings[2][-1].megabytes, "MB"),
        Measured("for scale: a page written by hand drawn", hand, "ms", floor),
    ]


def _kept(turn: Callable[[], Drawing], kept: list[Drawing]) -> Callable[[], float]:
    def run() -> float:
        kept.append(turn())
        return kept[-1].milliseconds

    return run


def _subjects(stack: ExitStack, folder: Path) -> tuple[Subject, Subject, Subject, Subject]:
    address = make_demonstration(folder)
    site = site_at(address)
    write_flat_tables(site, folder / "flat.db", MONTH)
    site.engine.dispose()
    product = stack.enter_context(serving("bench.served", {"DASHBOARD_DATABASE_URL": address}))
    empty = stack.enter_context(serving("bench.empty"))
    textbook = stack.enter_context(serving("bench.textbook", {FLAT_TABLES: str(folder / "flat.db")}))
    charts = "document.querySelectorAll('.js-plotly-plot .main-svg').length >= 4 && document.querySelector('td')"
    text = f"document.getElementById('{TEXT}')"
    wall = "document.querySelector('#wall .page.is-on')"
    return (
        Subject(product.address("/screen"), wall),
        Subject(empty.address("/"), f"{text} && {text}.textContent"),
        Subject(textbook.address("/"), charts),
        Subject(empty.address("/static-page"), "document.querySelector('table')"),
    )


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser without a window."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=BROWSER, args=_FLAGS)
        try:
            yield browser
        finally:
            browser.close()


def draw(browser: Browser, subject: Subject) -> Drawing:
    """Draw a page in a fresh context: nothing cached, no script compiled before."""
    context = browser.new_context(viewport=_SIZE)
    try:
        page = context.new_page()
        page.add_init_script(_WATCH % subject.drawn)
        received = _count_bytes(page)
        page.goto(subject.address, wait_until="load")
        drawn = page.wait_for_function(_DRAWN, timeout=PATIENCE).json_value()
        page.wait_for_load_state("networkidle", timeout=PATIENCE)
        return Drawing(float(drawn), sum(received) / 1_000_000)
    finally:
        context.close()


def _count_bytes(page: Page) -> list[float]:
    """The bytes of every response as they came over the wire, headers included; grows while the page loads."""
    received: list[float] = []
    session = page.context.new_cdp_session(page)
    session.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    session.send("Network.enable")
    return received
