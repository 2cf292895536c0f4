"""What is foreseen is exactly what comes: every standing, score, rank and the month, after publishing and undoing."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from builders import a_plan, an_indicator, by_counties, month
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.domain.assessment import Assessment
from dashboard.domain.measure import Measure
from dashboard.domain.plan import RegionalTarget
from dashboard.services import foreseeing, intake, planning, restanding, submitting, tracing, undoing
from dashboard.services.intake import Upload
from dashboard.services.reading import load_assessment
from dashboard.services.site import Site
from dashboard.storage.database import writing
from dashboard.storage.submissions import State
from dashboard.viewmodels.outlook import Outlook

HEADER = "指标编码,地区,月份,累计值,分子,分母"
PLACES = {"A": "甲县", "B": "乙县", "D": "丁区"}


@pytest.fixture
def planned(site: Site) -> Site:
    targets = [RegionalTarget("I1", county, Decimal(target)) for county, target in (("A", 40), ("B", 30), ("D", 30))]
    plan = a_plan(
        [
            by_counties("I1"),
            by_counties("R1", measure=Measure.RATIO, unit="%", target=80),
            an_indicator("N1", pairs_with="S1"),
            an_indicator("S1", measure=Measure.STOCK, target=300, baseline=200),
        ],
        targets=tuple(targets),
    )
    with writing(site.engine) as connection:
        planning.save(site, connection, plan)
    return site


def told(assessment: Assessment) -> object:
    """Everything that pages say of the standings, scores and ranks of an assessment."""
    standings = {
        cell: (s.status, s.actual, s.completion, s.progress, s.lag, s.reported, s.month, s.required, s.projected,
               s.pair_gap, s.rollup)
        for cell, s in assessment.by_cell.items()
    }  # fmt: skip
    root = assessment.standings[assessment.plan.root.code]
    return (
        assessment.as_of, standings, assessment.whole(root), assessment.by_pillar(root),
        [(r.region.code, r.rollup, r.rank) for r in assessment.by_region()],
    )  # fmt: skip


def keep(site: Site, rows: list[str]) -> int | None:
    upload = Upload("\n".join((HEADER, *rows)).encode(), "a.csv", explanation="试")
    return intake.keep_draft(site, upload).submission


def publish(site: Site, number: int) -> Outlook:
    outlook = foreseeing.foresee_publication(site, submitting.review_submission(site, number))
    assert told(outlook.before) == told(load_assessment(site))
    submitting.publish(site, number, accept_valid=True)
    assert told(outlook.after) == told(load_assessment(site))
    return outlook


def undo(site: Site, number: int) -> Outlook:
    outlook = foreseeing.foresee_undo(site, number)
    undoing.undo_submission(site, number)
    assert told(outlook.after) == told(load_assessment(site))
    return outlook


def line(code: str, place: str, at: int, value: int) -> str:
    cells = f",{value},100" if code == "R1" else f"{value + 200 * (code == 'S1')},,"
    return f"{code},{PLACES.get(place, '某市')},2023-{at:02d},{cells}"


ROWS = st.lists(
    st.builds(
        line, st.sampled_from(["I1", "R1", "N1", "S1"]), st.sampled_from("ABDC"), st.integers(1, 4), st.integers(0, 60)
    ),
    min_size=1, max_size=12,
)  # fmt: skip
HISTORY = st.lists(st.one_of(ROWS, st.integers(0, 5)), min_size=1, max_size=6)


@given(HISTORY)
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_foreseen_comes_whatever_happened_before(planned: Site, history: list[object]) -> None:
    for submission in tracing.list_submissions(planned, state=State.PUBLISHED):  # what another example has left
        undoing.undo_submission(planned, submission.id)
    done: list[int] = []
    for step in history:
        if isinstance(step, list):
            number = keep(planned, step)
            if number and submitting.review_submission(planned, number).to_write:
                publish(planned, number)
                done.append(number)
        elif done:
            undo(planned, done.pop(int(str(step)) % len(done)))
    assert restanding.check_standings(planned) == ()


MARCH = (
    "I1,甲县,2023-04,1,,",
    "I1,乙县,2023-04,1,,",
    "I1,丁区,2023-04,1,,",
    "N1,某市,2023-04,1,,",
    "S1,某市,2023-04,201,,",
)


@pytest.mark.parametrize(
    ("rows", "turns_to"),
    [
        (["I1,甲县,2023-04,1,,"], None),
        (["I1,甲县,2023-04,1,,", "I1,乙县,2023-04,1,,", "N1,某市,2023-04,1,,"], None),
        (["I1,甲县,2023-04,1,,", "I1,乙县,2023-04,1,,", "N1,某市,2023-04,1,,", "S1,某市,2023-04,201,,"], "2023-04"),
        (["R1,某市,2023-04,50,,", "I1,甲县,2023-04,1,,", "I1,乙县,2023-04,1,,", "N1,某市,2023-04,1,,"], None),
    ],
    ids=["too few", "one too few", "half", "one that nobody asked for"],
)
def test_the_board_turns_by_the_rule_of_the_as_of_month(planned: Site, rows: list[str], turns_to: str | None) -> None:
    march = [row.replace("2023-04", "2023-03") for row in MARCH]
    assert publish(planned, keep(planned, march) or 0).turns_to is not None
    number = keep(planned, rows) or 0
    assert publish(planned, number).turns_to == (month(turns_to) if turns_to else None)
    assert undo(planned, number).turns_to == (month("2023-03") if turns_to else None)


def test_october_is_foreseen_on_the_demonstration(demo_site: Site) -> None:
    file = demo_site.settings.demo_folder / "2023-10-upload-me.csv"
    number = intake.keep_draft(demo_site, Upload(Path(file).read_bytes(), file.name)).submission or 0
    outlook = publish(demo_site, number)
    assert outlook.turns_to == month("2023-10")
    assert len(outlook.lamps) > 50
    assert {score.pillar.code for score in outlook.scores if score.pillar} == {"P1", "P2", "P3", "P4", "P5"}
    assert any(score.rank_before != score.rank_after for score in outlook.scores)
    assert told(undo(demo_site, number).after) == told(outlook.before)
