"""Screens in words."""

from __future__ import annotations

import pytest

from dashboard.viewmodels.screen_list import span


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [
        (0, "0 分钟"),
        (119, "119 分钟"),
        (120, "2 小时"),
        (47 * 60 + 59, "47 小时"),
        (48 * 60, "2 天"),
        (30 * 24 * 60, "30 天"),
    ],
)
def test_a_long_time_is_said_in_larger_units(minutes: int, expected: str) -> None:
    assert span(minutes) == expected
