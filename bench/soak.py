"""Hours of the wall in minutes: what ticks, publications and turns of the page leave behind in the browser.

Nothing is simulated: the wall's own script asks, follows and turns in a real Chromium, only in a hurry, and every
publication is a file that the real server reads, checks and publishes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from time import monotonic
from urllib.parse import quote

from playwright.sync_api import Page, ViewportSize

from bench.demonstration import MONTH, make_demonstration
from bench.drawing import chromium
from bench.floor import Measured
from bench.server import Server, serving

_HURRY = {
    "DASHBOARD_REFRESH_SECONDS": "0.01",
    "DASHBOARD_ROTATION_SECONDS": "0.2",
    "DASHBOARD_UPLOADS_PER_MINUTE": "100000",
}
_SIZE = ViewportSize(width=1366, height=768)  # a turn is painted in half the time
_PATIENCE = 60_000.0  # milliseconds
_GROWTH = 1.2
_FIRST_VALUE = 200

# Counts what the wall does, from outside: questions that it asks, and pages that come to be seen.
_COUNT = """
window.soak = {ticks: 0, turns: 0};
(() => {
  const plain = window.fetch;
  window.fetch = (address, ...others) => {
    if (String(address).endsWith('/api/v1/revision')) { window.soak.ticks += 1; }
    return plain.call(window, address, ...others);
  };
  let seen = '';
  document.addEventListener('wall:shown', () => {
    const now = document.querySelector('#wall .page.is-on').id;
    if (now !== seen) { window.soak.turns += 1; }
    seen = now;
  });
})();
"""
_FOLLOWED = """
([revision, turns]) => Number(document.getElementById('wall').dataset.revision) >= revision && soak.turns >= turns
"""
_DONE = "([ticks, turns]) => soak.ticks >= ticks && soak.turns >= turns"


@dataclass(frozen=True, slots=True)
class Length:
    """How long a soak is, in what happens in it."""

    ticks: int
    publications: int
    turns: int

    def tenth(self) -> Length:
        """A tenth of it."""
        return Length(self.ticks // 10, self.publications // 10, self.turns // 10)


@dataclass(frozen=True, slots=True)
class Burden:
    """What a page holds after everything that can be collected was."""

    heap: float  # MB
    nodes: int
    listeners: int


FULL = Length(ticks=20_000, publications=500, turns=2_000)


def measure(folder: Path) -> list[Measured]:
    """What the wall holds at the end of a full soak, against what it held after its first tenth."""
    return soak(folder, FULL)


def soak(folder: Path, length: Length) -> list[Measured]:
    """The same for a soak of this length."""
    address = make_demonstration(folder)
    with serving("app", {"DASHBOARD_DATABASE_URL": address, **_HURRY}) as server, _wall(server) as (page, complaints):
        started = monotonic()
        first = _live(server, page, length.tenth(), 0)
        last = _live(server, page, length, length.tenth().publications)
        minutes = (monotonic() - started) / 60
        done = page.evaluate("soak")
    return [
        Measured("the wall's JavaScript heap at the end / after the first tenth", last.heap, "MB", first.heap, _GROWTH),
        Measured("its DOM nodes", last.nodes, "nodes", first.nodes, _GROWTH),
        Measured("its event listeners", last.listeners, "listeners", first.listeners, _GROWTH),
        Measured("console errors and uncaught faults", len(complaints), "", None, 0),
        Measured("ticks", done["ticks"], "", None, length.ticks, at_least=True),
        Measured(
            "publications that the wall followed", length.publications, "", None, length.publications, at_least=True
        ),
        Measured("turns of the page", done["turns"], "", None, length.turns, at_least=True),
        Measured("for scale: all of it took", minutes, "minutes"),
    ]


@contextmanager
def _wall(server: Server) -> Iterator[tuple[Page, list[str]]]:
    """The wall in a browser, and what its console complains of."""
    complaints: list[str] = []
    with chromium() as browser:
        page = browser.new_page(viewport=_SIZE)
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda fault: complaints.append(str(fault)))
        page.add_init_script(_COUNT)
        page.goto(server.address("/screen"))
        yield page, complaints


def _live(server: Server, page: Page, until: Length, published: int) -> Burden:
    """Let the wall live until so much has happened, publications spread evenly over its turns; what it then holds."""
    for number in range(published, until.publications):
        revision = _publish(server, _FIRST_VALUE + number)
        turns = until.turns * (number + 1) // until.publications
        page.wait_for_function(_FOLLOWED, arg=[revision, turns], timeout=_PATIENCE)
    page.wait_for_function(_DONE, arg=[until.ticks, until.turns], timeout=60 * _PATIENCE)
    return _burden(page)


def _publish(server: Server, value: int) -> int:
    """Publish another value of one figure; the revision after it."""
    content = f"指标编码,地区,月份,累计值\nT28-1,滨城区,{MONTH},{value}\n".encode()
    connection = HTTPConnection("127.0.0.1", server.port, timeout=60)
    try:
        connection.request("POST", f"/api/v1/figures?name=soak.csv&publish&explain={quote('更正')}", content)
        answer = connection.getresponse()
        if answer.status != 200:
            raise RuntimeError(f"a publication was refused: {answer.read()!r}")
        answer.read()
        connection.request("GET", "/healthz")
        return int(json.loads(connection.getresponse().read())["revision"])
    finally:
        connection.close()


def _burden(page: Page) -> Burden:
    session = page.context.new_cdp_session(page)
    for _ in range(3):  # what one collection lets go of, the next can collect
        session.send("HeapProfiler.collectGarbage")
    heap = session.send("Runtime.getHeapUsage")["usedSize"]
    counted = session.send("Memory.getDOMCounters")
    session.detach()
    return Burden(heap / 1_000_000, counted["nodes"], counted["jsEventListeners"])
