"""A ruler shows where each lamp begins, to the scale of its values."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain.measure import Comparator, Measure
from dashboard.domain.status import Status
from dashboard.viewmodels.filters import Filters
from dashboard.viewmodels.indicator_sheet import build_indicator_sheet
from dashboard.viewmodels.lamp_ruler import Ruler
from tests.builders import a_plan, an_indicator, assess, stand

ONE = Decimal(1)


def rulers(as_of: str, actual: str | int | None, **changes: object) -> tuple[Ruler, ...]:
    figures = {} if actual is None else {("I1", "C"): {as_of: actual}}
    assessment = assess(a_plan([an_indicator(**changes)]), figures, as_of)
    return build_indicator_sheet(assessment, "I1", Filters(), step=lambda _: ONE).lamp.rulers


def test_the_golden_indicator_s_rulers_carry_its_turning_points() -> None:
    now, later = rulers("2023-09", 900, target=1350)
    assert [tick.value for tick in now.ticks] == [608, 1013, 1350]
    assert [tick.value for tick in later.ticks] == [720, 1125, 1350]
    assert [s.status for s in now.stretches] == [Status.CRITICAL, Status.BEHIND, Status.ON_PACE, Status.MET]
    assert now.now is not None
    assert now.ticks[0].at < now.now < now.ticks[1].at


def test_a_ceiling_has_the_best_lamp_on_the_left() -> None:
    now, _ = rulers("2023-09", 120, comparator=Comparator.BELOW, measure=Measure.LEVEL)
    assert now.stretches[0].status is Status.MET
    assert now.stretches[-1].status is Status.CRITICAL


def test_values_that_would_be_written_over_each_other_stand_in_two_lines() -> None:
    now, _ = rulers("2023-11", 1200, target=1350)
    assert [(tick.value, tick.is_low) for tick in now.ticks] == [(833, False), (1238, False), (1350, True)]


def test_without_a_target_there_is_no_ruler() -> None:
    assert rulers("2023-09", 5, target=0) == ()


@given(
    target=st.integers(min_value=2, max_value=10_000),
    actual=st.integers(min_value=0, max_value=20_000),
    number=st.integers(min_value=1, max_value=11),
    comparator=st.sampled_from(list(Comparator)),
    baseline=st.none() | st.integers(min_value=0, max_value=9_000),
)
def test_the_value_of_now_always_lies_on_the_stretch_of_its_lamp(
    target: int, actual: int, number: int, comparator: Comparator, baseline: int | None
) -> None:
    changes = {"target": target, "comparator": comparator, "baseline": baseline, "measure": Measure.STOCK}
    as_of = f"2023-{number:02d}"
    found = rulers(as_of, actual, **changes)
    if not found:
        return
    status = stand(a_plan([an_indicator(**changes)]), {("I1", "C"): {as_of: actual}}, as_of).status
    now = found[0].now
    assert now is not None
    assert [s.end for s in found[0].stretches[:-1]] == [s.start for s in found[0].stretches[1:]]
    assert (found[0].stretches[0].start, found[0].stretches[-1].end) == (0, 1)
    around = [s.status for s in found[0].stretches if s.start <= now <= s.end]
    edge = Decimal("0.000001")  # between two whole steps a stretch begins at the step
    near = [s.status for s in found[0].stretches if s.start - edge <= now <= s.end + edge]
    assert status in around or status in near
