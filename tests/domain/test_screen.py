"""Which screen is stale, and in what way."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from dashboard.domain.screen import PATIENCE, Liveness, Screen, judge_screen

NOW = datetime(2023, 10, 20, 9, 0, tzinfo=UTC)
LONG_AGO = NOW - PATIENCE - timedelta(seconds=1)
WELL = Screen("大厅", "总览", 7, painted_at=NOW, seen_at=NOW, current_at=NOW)


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, Liveness.LIVE),
        ({"painted_at": NOW - PATIENCE, "seen_at": NOW - PATIENCE, "current_at": NOW - PATIENCE}, Liveness.LIVE),
        ({"painted_at": LONG_AGO}, Liveness.FROZEN),
        ({"current_at": LONG_AGO}, Liveness.OUTDATED),
        ({"current_at": LONG_AGO, "painted_at": LONG_AGO}, Liveness.OUTDATED),
        ({"seen_at": LONG_AGO, "current_at": LONG_AGO, "painted_at": LONG_AGO}, Liveness.SILENT),
    ],
)
def test_the_gravest_that_is_wrong_is_what_is_said(changed: dict[str, datetime], expected: Liveness) -> None:
    assert judge_screen(replace(WELL, **changed), NOW) is expected
