"""Figures in and out again: what is published counts, what is undone leaves no trace, and standings stay true."""

from __future__ import annotations

import threading

import pytest
from builders import a_plan, an_indicator, by_counties, month
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from dashboard.domain.access import Account, Role
from dashboard.domain.errors import NotFound, SubmissionRefused
from dashboard.domain.measure import Measure
from dashboard.domain.status import Status
from dashboard.services import intake, planning, restanding, submitting, undoing
from dashboard.services.intake import Loaded, Upload
from dashboard.services.reading import load_assessment, load_revision
from dashboard.services.site import Site
from dashboard.storage import plans, standings
from dashboard.storage.database import reading, writing
from dashboard.storage.submissions import State

HEADER = "指标编码,地区,月份,累计值,分子,分母"


@pytest.fixture
def planned(site: Site) -> Site:
    plan = a_plan([
        by_counties("I1"),
        by_counties("R1", measure=Measure.RATIO, unit="%", target=80),
        an_indicator("N1", pairs_with="S1"),
        an_indicator("S1", measure=Measure.STOCK, target=300, baseline=200),
    ])  # fmt: skip
    with writing(site.engine) as connection:
        planning.save(site, connection, plan)
    return site


def by(site: Site, name: str) -> Site:
    """The same installation on behalf of somebody else who may do everything."""
    return site.acting(Account(name, Role.ADMINISTRATOR))


def load(site: Site, *rows: str, publish: bool = True, **more: object) -> Loaded:
    content = "\n".join((HEADER, *rows)).encode()
    return intake.load_upload(site, Upload(content, "a.csv", "test", **more), publish=publish)  # type: ignore[arg-type]


def kept(site: Site) -> list[tuple[int | None, ...]]:
    with reading(site.engine) as connection:
        stored = plans.load_plan(connection, plans.find_plan(connection, None)[0])
        return sorted(standings.stored_rows(connection, stored), key=lambda row: row[:4])


def test_a_published_figure_moves_the_county_the_city_and_the_revision(planned: Site) -> None:
    before = load_revision(planned)
    assert load(planned, "I1,甲县,2023-03,7,,", "I1,乙县,2023-03,8,,").published
    found = load_assessment(planned)
    assert (found.as_of, found.by_cell["I1", "A"].actual, found.by_cell["I1", "C"].actual) == (month("2023-03"), 7, 15)
    assert found.by_cell["I1", "C"].reported == 2
    assert load_revision(planned) == before + 1


def test_what_is_handed_in_counts_for_nothing_until_it_is_published(planned: Site) -> None:
    number = load(planned, "I1,甲县,2023-03,7,,", publish=False).review.submission
    assert number is not None
    assert load_assessment(planned).by_cell["I1", "A"].status is Status.UNREPORTED
    assert submitting.publish(by(planned, "reviewer"), number).published
    assert load_assessment(planned).by_cell["I1", "A"].actual == 7
    with pytest.raises(SubmissionRefused, match="已经发布"):
        submitting.publish(by(planned, "reviewer"), number)


def test_the_same_file_twice_writes_nothing_the_second_time(planned: Site) -> None:
    load(planned, "I1,甲县,2023-03,7,,")
    before = load_revision(planned), kept(planned)
    again = load(planned, "I1,甲县,2023-03,7,,")
    assert (again.refusal, again.review.submission, again.review.checked.counts.same) == (None, None, 1)
    assert (load_revision(planned), kept(planned)) == before


def test_a_refused_row_refuses_the_file_unless_valid_rows_are_asked_for(planned: Site) -> None:
    rows = ("I1,甲县,2023-03,7,,", "I1,不知县,2023-03,8,,")
    refused = load(planned, *rows)
    assert refused.refusal
    assert refused.review.submission is None
    assert kept(planned) == []
    taken = load(planned, *rows, accept_valid=True)
    assert taken.published
    assert taken.review.checked.counts.rejected == 1
    assert load_assessment(planned).by_cell["I1", "A"].actual == 7


def test_a_warning_wants_a_word(planned: Site) -> None:
    load(planned, "I1,甲县,2023-03,7,,")
    assert "说明" in (load(planned, "I1,甲县,2023-04,6,,").refusal or "")
    assert load(planned, "I1,甲县,2023-04,6,,", explanation="核减一个").published


def test_undoing_a_submission_leaves_standings_as_they_were_to_the_last_digit(planned: Site) -> None:
    load(planned, "I1,甲县,2023-03,7,,", "R1,甲县,2023-03,,1,3", "N1,全市,2023-03,5,,", "S1,全市,2023-03,204,,")
    before = kept(planned)
    number = load(
        planned, "I1,甲县,2023-03,9,,", "I1,乙县,2023-05,4,,", "R1,乙县,2023-02,,2,7", "N1,全市,2023-04,9,,"
    ).review.submission
    assert number is not None
    assert kept(planned) != before
    assert undoing.undo_submission(planned, number) is State.WITHDRAWN
    assert kept(planned) == before
    with pytest.raises(SubmissionRefused, match="已经撤回"):
        undoing.undo_submission(planned, number)


def test_a_correction_undone_lets_the_old_value_stand_again(planned: Site) -> None:
    load(planned, "I1,甲县,2023-03,7,,")
    second = load(planned, "I1,甲县,2023-03,9,,")
    assert (second.review.checked.counts.changed, str(second.review.checked.rows[0].was.value)) == (1, "7")  # type: ignore[union-attr]
    assert load_assessment(planned).by_cell["I1", "A"].actual == 9
    undoing.undo_submission(planned, second.review.submission or 0)
    assert load_assessment(planned).by_cell["I1", "A"].actual == 7


def test_a_submission_that_never_was_cannot_be_undone(planned: Site) -> None:
    with pytest.raises(NotFound, match="99"):
        undoing.undo_submission(planned, 99)


def test_a_late_month_corrects_the_months_after_it_but_no_later_figure(planned: Site) -> None:
    load(planned, "I1,甲县,2023-03,7,,", "I1,乙县,2023-05,4,,")
    load(planned, "I1,乙县,2023-02,1,,")
    months = ("2023-02", "2023-03", "2023-05", "2023-12")
    actuals = [load_assessment(planned, month(at)).by_cell["I1", "C"].actual for at in months]
    assert actuals == [1, 8, 11, 11]


def test_pairs_and_ratios_are_exact_in_both_databases(planned: Site) -> None:
    load(planned, "R1,甲县,2023-03,,1,3", "R1,乙县,2023-03,,2,7", "N1,全市,2023-03,5,,", "S1,全市,2023-03,209,,")
    found = load_assessment(planned)
    ratio = found.by_cell["R1", "C"].amount
    assert ratio is not None
    assert (ratio.number, ratio.over) == (3, 10)
    assert found.by_cell["S1", "C"].pair_gap == found.by_cell["N1", "C"].pair_gap == 4


def test_a_standing_altered_by_hand_is_found_and_a_rebuild_heals_it(planned: Site) -> None:
    load(planned, "I1,甲县,2023-03,7,,", "I1,乙县,2023-03,8,,")
    assert restanding.check_standings(planned) == ()
    good = kept(planned)
    for change in (
        "UPDATE standing SET actual = actual + 1 WHERE reported = 2",
        "UPDATE standing SET reported = 3 WHERE reported = 2",
        "DELETE FROM standing WHERE reported = 2",
    ):
        with planned.engine.begin() as connection:
            connection.execute(text(change))
        assert len(restanding.check_standings(planned)) == 1
        restanding.rebuild(planned)
        assert (restanding.check_standings(planned), kept(planned)) == ((), good)


def test_two_publishing_at_once_both_succeed_and_nothing_is_lost(planned: Site) -> None:
    def publish(place: str, value: int) -> None:
        load(planned, f"I1,{place},2023-03,{value},,")

    threads = [threading.Thread(target=publish, args=a) for a in (("甲县", 1), ("乙县", 2), ("丁区", 3))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert load_assessment(planned).by_cell["I1", "C"].actual == 6
    assert restanding.check_standings(planned) == ()


STEPS = st.lists(
    st.one_of(
        st.tuples(st.sampled_from("ABDC"), st.integers(1, 12), st.integers(0, 50)),
        st.integers(0, 5),
    ),
    max_size=12,
)


@given(STEPS)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_standings_equal_a_rebuild_after_any_history(planned: Site, steps: list[object]) -> None:
    done: list[int] = []
    for step in steps:
        if isinstance(step, tuple):
            place, at, value = step
            number = load(planned, f"I1,{place},2023-{at:02d},{value},,", explanation="试").review.submission
            done += [number] if number else []
        elif done:
            undoing.undo_submission(planned, done.pop(int(str(step)) % len(done)))
    assert restanding.check_standings(planned) == ()
    for number in done:
        undoing.undo_submission(planned, number)
    assert kept(planned) == []


def test_giving_up_what_waits_never_takes_back_what_was_published_meanwhile(planned: Site) -> None:
    number = load(planned, "I1,甲县,2023-03,7,,", publish=False).review.submission or 0
    submitting.publish(by(planned, "another tab"), number)
    with pytest.raises(SubmissionRefused, match="已经发布"):
        submitting.discard(by(planned, "this tab"), number)
    assert load_assessment(planned).by_cell["I1", "A"].actual == 7
