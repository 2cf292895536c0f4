"""The bar: its parts never overlap, never leave the bar, and meet at the line."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain.status import Status
from dashboard.viewmodels.bullet import Bullet, build_bullet

SHARES = st.decimals(Decimal(-2), Decimal(3), places=4)


@pytest.mark.parametrize(
    ("way", "pace", "status", "bar"),
    [
        ("0.4", "0.75", Status.CRITICAL, ("0.4", "0.35", "0.75", True)),
        ("0.9", "0.75", Status.ON_PACE, ("0.75", "0.15", "0.75", False)),
        ("1.5", "0.75", Status.MET, ("0.75", "0.25", "0.75", False)),
        ("0.95", "1", Status.MET, ("0.95", "0", "1", False)),
        ("-0.3", "0.75", Status.CRITICAL, ("0", "0.75", "0.75", True)),
    ],
)
def test_the_bar_is_coloured_between_what_is_done_and_the_line(
    way: str, pace: str, status: Status, bar: tuple[str, str, str, bool]
) -> None:
    done, gap, line, late = bar
    expected = Bullet(Decimal(done), Decimal(gap), Decimal(line), late, status)
    assert build_bullet(Decimal(way), Decimal(pace), status) == expected


def test_what_is_unreported_shows_only_the_line() -> None:
    assert build_bullet(None, Decimal("0.75"), Status.UNREPORTED) == Bullet(
        pace=Decimal("0.75"), status=Status.UNREPORTED
    )


@given(SHARES, SHARES, st.sampled_from(Status))
def test_no_part_leaves_the_bar(way: Decimal, pace: Decimal, status: Status) -> None:
    bar = build_bullet(way, pace, status)
    assert bar.pace is not None
    assert bar.done >= 0
    assert bar.gap >= 0
    assert bar.done + bar.gap <= 1
    assert 0 <= bar.pace <= 1
