"""Time to the first numbers and to everything drawn, in a browser that was nowhere yet and again; bytes sent."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from bench.demonstration import MONTH, make_demonstration, site_at
from bench.empty_callback import TEXT
from bench.flat_tables import FLAT_TABLES, write_flat_tables
from bench.floor import Measured
from bench.server import serving

BROWSER = Path("/usr/bin/chromium")

_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
_SIZE = ViewportSize(width=1920, height=1080)
_TIMES = 11
_WARM_TIMES = 3  # in the same context; the last counts, when scripts are compiled and kept
PATIENCE = 60_000.0  # milliseconds
_DRAWN_BOUND, _TUTORIAL_BOUND, _SEEN_BOUND, _WIRE_BOUND = 1.3, 0.3, 1.5, 1.0

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

# The first contentful paint: when the first text is seen.
_SEEN = """
() => new Promise((tell) => {
  new PerformanceObserver((list) => {
    list.getEntriesByName('first-contentful-paint').forEach((found) => tell(found.startTime));
  }).observe({type: 'paint', buffered: true});
})
"""


@dataclass(frozen=True, slots=True)
class Subject:
    """A page to draw: its address, and the condition in the browser that all of it is there."""

    address: str
    drawn: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """How one page was drawn: milliseconds to the first text and to everything there, megabytes over the wire."""

    seen: float
    drawn: float
    megabytes: float


@dataclass(frozen=True, slots=True)
class Drawings:
    """A page drawn in a context that has been nowhere yet, and drawn again in the same one."""

    cold: Drawing
    warm: Drawing


def measure(folder: Path) -> list[Measured]:
    """The wall against an empty Dash page, a tutorial's dashboard and a hand-written page; its bytes."""
    with ExitStack() as stack:
        subjects = _subjects(stack, folder)
        browser = stack.enter_context(chromium())
        rounds = [[draw(browser, subject) for subject in subjects] for _ in range(_TIMES)]
    wall, empty, tutorial, hand = (list(drawings) for drawings in zip(*rounds, strict=True))
    return [
        *_compared("everything drawn", wall, empty, "an empty Dash page", _drawn, _DRAWN_BOUND),
        *_compared("everything drawn", wall, tutorial, "the tutorial's dashboard", _drawn, _TUTORIAL_BOUND),
        *_compared("numbers seen", wall, hand, "a page written by hand", _seen, _SEEN_BOUND),
        Measured("/screen, over the wire", wall[-1].cold.megabytes, "MB", None, _WIRE_BOUND),
        Measured("for scale: the tutorial's dashboard over the wire", tutorial[-1].cold.megabytes, "MB"),
    ]


def _compared(
    what: str, walls: list[Drawings], floors: list[Drawings], floor: str, take: Callable[[Drawing], float], bound: float
) -> Iterator[Measured]:
    """The median of what is taken from the drawings of the wall and of a floor, cold and warm."""
    for state in ("cold", "warm"):
        high, low = (median(take(getattr(one, state)) for one in drawings) for drawings in (walls, floors))
        yield Measured(f"/screen, {what}, {state} / {floor}", high, "ms", low, bound)


def _drawn(drawing: Drawing) -> float:
    return drawing.drawn


def _seen(drawing: Drawing) -> float:
    return drawing.seen


def _subjects(stack: ExitStack, folder: Path) -> tuple[Subject, Subject, Subject, Subject]:
    address = make_demonstration(folder)
    site = site_at(address)
    write_flat_tables(site, folder / "flat.db", MONTH)
    site.engine.dispose()
    product = stack.enter_context(serving("bench.served", {"DASHBOARD_DATABASE_URL": address}))
    empty = stack.enter_context(serving("bench.empty"))
    textbook = stack.enter_context(serving("bench.textbook", {FLAT_TABLES: str(folder / "flat.db")}, threads=1))
    charts = "document.querySelectorAll('.js-plotly-plot .main-svg').length >= 4 && document.querySelector('td')"
    text = f"document.getElementById('{TEXT}')"
    wall = "document.querySelector('#wall:not([data-partial]) .page.is-on')"
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


def draw(browser: Browser, subject: Subject) -> Drawings:
    """Draw a page in a fresh context, nothing cached and no script compiled before; then in the same one again."""
    context = browser.new_context(viewport=_SIZE)
    try:
        page = context.new_page()
        page.add_init_script(_WATCH % subject.drawn)
        received = _count_bytes(page)
        cold, *others = (_open(page, subject, received) for _ in range(1 + _WARM_TIMES))
        return Drawings(cold, others[-1])
    finally:
        context.close()


def _open(page: Page, subject: Subject, received: list[float]) -> Drawing:
    received.clear()
    page.goto(subject.address, wait_until="load")
    drawn = page.wait_for_function(_DRAWN, timeout=PATIENCE).json_value()
    seen = page.evaluate(_SEEN)
    page.wait_for_load_state("networkidle", timeout=PATIENCE)
    return Drawing(float(seen), float(drawn), sum(received) / 1_000_000)


def _count_bytes(page: Page) -> list[float]:
    """The bytes of every response as they came over the wire, headers included; grows while the page loads."""
    received: list[float] = []
    session = page.context.new_cdp_session(page)
    session.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    session.send("Network.enable")
    return received
