"""What `make soak` runs for a quarter of an hour, here for seconds: it measures what it says, without a complaint."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from bench.soak import Length, soak
from bench.table import table_of


def test_a_short_soak_lets_the_wall_live_and_nobody_complains(tmp_path: Path) -> None:
    length = Length(ticks=60, publications=10, turns=20)
    with ThreadPoolExecutor(1) as alone:  # a thread of its own for a second Playwright
        measured = alone.submit(soak, tmp_path, length).result()
    found = {one.what: one for one in measured}
    assert found["console errors and uncaught faults"].value == 0
    assert found["ticks"].value >= 60
    assert found["turns of the page"].value >= 20
    assert all(one.value > 0 for one in measured if one.unit in ("MB", "nodes", "listeners")), table_of(measured)
