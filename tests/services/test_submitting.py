"""From a draft to published figures: handed in, looked at, returned or published, by the plan's rule; undone."""

from __future__ import annotations

from dataclasses import replace

import pytest
from builders import a_plan, by_counties, month
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.domain.access import Account, Role
from dashboard.domain.errors import FileRefused, SubmissionRefused
from dashboard.domain.plan_rules import Publish, Rules
from dashboard.domain.status import Status
from dashboard.services import closing, intake, planning, restanding, submitting, tracing, undoing
from dashboard.services.intake import Upload
from dashboard.services.reading import load_assessment, load_revision
from dashboard.services.site import Site
from dashboard.storage import figures, plans, standings
from dashboard.storage.database import reading, writing
from dashboard.storage.submissions import State, find_submission

HEADER = "指标编码,地区,月份,累计值"
PLAN = a_plan([by_counties("I1"), by_counties("I2")])


def save(site: Site, publish: Publish = Publish.REVIEW) -> Site:
    with writing(site.engine) as connection:
        planning.save(site, connection, replace(PLAN, rules=Rules(publish=publish)))
    return site


@pytest.fixture
def planned(site: Site) -> Site:
    return save(site)


def upload(*rows: str, actor: str = "reporter", **more: object) -> Upload:
    return Upload("\n".join((HEADER, *rows)).encode(), "九月.csv", actor, **more)  # type: ignore[arg-type]


def a_draft(site: Site, *rows: str) -> int:
    return intake.keep_draft(site, upload(*rows)).submission or 0


def by(site: Site, name: str) -> Site:
    """The same installation on behalf of somebody else who may do everything."""
    return site.acting(Account(name, Role.ADMINISTRATOR))


def load(site: Site, *rows: str) -> int | None:
    return intake.load_upload(site, upload(*rows, explanation="试"), publish=True).review.submission


def state(site: Site, number: int) -> State:
    with reading(site.engine) as connection:
        return find_submission(connection, number).state


def actual(site: Site, code: str = "I1", region: str = "A") -> object:
    return load_assessment(site, month("2023-03")).by_cell[code, region].actual


def kept(site: Site) -> list[tuple[int | None, ...]]:
    with reading(site.engine) as connection:
        stored = plans.load_plan(connection, plans.find_plan(connection, None)[0])
        return sorted(standings.stored_rows(connection, stored), key=lambda row: row[:4])


def test_a_draft_is_handed_in_and_counts_when_it_is_published(planned: Site) -> None:
    number = a_draft(planned, "I1,甲县,2023-03,7")
    assert submitting.submit(by(planned, "reporter"), number).state is State.SUBMITTED
    assert load_assessment(planned).by_cell["I1", "A"].status is Status.UNREPORTED
    assert submitting.publish(by(planned, "reviewer"), number).state is State.PUBLISHED
    assert actual(planned) == 7


def test_where_the_plan_publishes_at_once_handing_in_is_publishing(site: Site) -> None:
    save(site, Publish.AT_ONCE)
    number = a_draft(site, "I1,甲县,2023-03,7")
    assert submitting.submit(by(site, "reporter"), number).published
    assert intake.load_upload(site, upload("I1,甲县,2023-03,8"), publish=False).published
    assert actual(site) == 8


def test_a_load_without_publish_waits_and_one_with_it_counts(planned: Site) -> None:
    waiting = intake.load_upload(planned, upload("I1,甲县,2023-03,7"), publish=False)
    assert (waiting.state, actual(planned)) == (State.SUBMITTED, None)
    assert intake.load_upload(planned, upload("I1,乙县,2023-03,7"), publish=True).published


def test_a_returned_submission_is_in_the_reporters_hands_again_with_the_reason(planned: Site) -> None:
    number = a_draft(planned, "I1,甲县,2023-03,7")
    submitting.submit(by(planned, "reporter"), number)
    submitting.return_submission(by(planned, "reviewer"), number, reason=" 请核对 3 月 ")
    with reading(planned.engine) as connection:
        found = find_submission(connection, number)
    assert (found.state, found.reason, found.returned_by) == (State.RETURNED, "请核对 3 月", "reviewer")
    with pytest.raises(SubmissionRefused, match=r"已经退回（reviewer，\d{4}"):
        submitting.publish(by(planned, "reviewer"), number)
    assert submitting.submit(by(planned, "reporter"), number).state is State.SUBMITTED
    assert submitting.publish(by(planned, "reviewer"), number).published


def test_returning_wants_a_reason_and_something_that_waits(planned: Site) -> None:
    number = a_draft(planned, "I1,甲县,2023-03,7")
    with pytest.raises(SubmissionRefused, match="退回要写一句原因"):
        submitting.return_submission(by(planned, "reviewer"), number, reason=" ")
    with pytest.raises(SubmissionRefused, match="还没有提交"):
        submitting.return_submission(by(planned, "reviewer"), number, reason="改")
    submitting.submit(by(planned, "reporter"), number)
    submitting.publish(by(planned, "reviewer"), number)
    with pytest.raises(SubmissionRefused, match=r"已经发布（reviewer，"):
        submitting.return_submission(by(planned, "reviewer"), number, reason="改")


def test_nobody_hands_in_twice_or_gives_up_what_counts(planned: Site) -> None:
    number = a_draft(planned, "I1,甲县,2023-03,7")
    submitting.submit(by(planned, "reporter"), number)
    with pytest.raises(SubmissionRefused, match=r"已经提交，正等待发布（reporter"):
        submitting.submit(by(planned, "reporter"), number)
    submitting.publish(by(planned, "reviewer"), number)
    with pytest.raises(SubmissionRefused, match="已经发布"):
        submitting.discard(by(planned, "reporter"), number)


def test_a_refused_row_or_an_unexplained_warning_is_not_handed_in(planned: Site) -> None:
    load(planned, "I1,甲县,2023-03,7")
    number = a_draft(planned, "I1,甲县,2023-04,6", "I1,某县,2023-04,1")
    assert "没有通过检查" in (submitting.submit(by(planned, "reporter"), number).refusal or "")
    assert "需要说明" in (submitting.submit(by(planned, "reporter"), number, accept_valid=True).refusal or "")
    done = submitting.submit(by(planned, "reporter"), number, accept_valid=True, explanation="核减一个")
    assert done.state is State.SUBMITTED
    assert submitting.publish(by(planned, "reviewer"), number).published
    with reading(planned.engine) as connection:
        assert find_submission(connection, number).explanation == "核减一个"


def test_several_are_published_at_once_and_each_says_why_it_was_not(planned: Site) -> None:
    numbers = [a_draft(planned, f"I1,{place},2023-03,7") for place in ("甲县", "乙县", "丁区")]
    for number in numbers[:2]:
        submitting.submit(by(planned, "reporter"), number)
    submitting.return_submission(by(planned, "reviewer"), numbers[1], reason="改")
    ended = submitting.publish_all(by(planned, "reviewer"), [*numbers, 999])
    assert ended[numbers[0]] is ended[numbers[2]] is None
    assert "已经退回" in (ended[numbers[1]] or "")
    assert "没有编号" in (ended[999] or "")
    assert (actual(planned, "I1", "A"), actual(planned, "I1", "B")) == (7, None)


def test_a_row_that_was_handed_in_never_falls_away_in_silence(planned: Site) -> None:
    number = a_draft(planned, "I1,甲县,2023-03,7", "I1,甲县,2023-04,8")
    submitting.submit(by(planned, "reporter"), number)
    closing.close_month(by(planned, "市大数据局"), month("2023-03"))
    with pytest.raises(FileRefused, match=r"1 行收不进来了.*2023-03 已由市大数据局于 \d{4}-\d\d-\d\d 结账"):
        submitting.publish(by(planned, "reviewer"), number)
    assert state(planned, number) is State.SUBMITTED
    closing.open_month(by(planned, "市大数据局"), month("2023-03"))
    assert submitting.publish(by(planned, "reviewer"), number).published


def test_what_waits_shows_neither_in_the_history_nor_on_the_board(planned: Site) -> None:
    before = load_revision(planned), kept(planned)
    submitting.submit(by(planned, "reporter"), a_draft(planned, "I1,甲县,2023-03,7"))
    assert tracing.list_history(planned, "I1", "A") == ()
    assert (load_revision(planned), kept(planned)) == before


def test_giving_up_what_waits_leaves_nothing_of_it(planned: Site) -> None:
    number = a_draft(planned, "I1,甲县,2023-03,7")
    submitting.submit(by(planned, "reporter"), number)
    assert undoing.undo_submission(by(planned, "reporter"), number) is State.DISCARDED
    with reading(planned.engine) as connection:
        stored = plans.load_plan(connection, plans.find_plan(connection, None)[0])
        assert figures.cells_of(connection, stored, number) == set()


def test_a_value_that_a_later_file_repeated_stands_when_the_first_file_is_undone(planned: Site) -> None:
    first = load(planned, "I1,甲县,2023-03,7")
    second = load(planned, "I1,甲县,2023-03,7", "I1,乙县,2023-03,8")
    undoing.undo_submission(planned, first or 0)
    assert (actual(planned, "I1", "A"), actual(planned, "I1", "B")) == (7, 8)
    (origin,) = tracing.load_origins(planned, "I1", "A")
    assert (origin.submission, origin.was) == (second, None)
    undoing.undo_submission(planned, second or 0)
    assert kept(planned) == []


def test_a_repeated_value_is_no_origin_of_its_own_while_the_first_stands(planned: Site) -> None:
    first = load(planned, "I1,甲县,2023-03,7")
    load(planned, "I1,甲县,2023-03,7", "I1,甲县,2023-03,7", "I1,乙县,2023-03,8")
    assert [origin.submission for origin in tracing.load_origins(planned, "I1", "A")] == [first]


FILES = st.lists(
    st.lists(
        st.tuples(st.sampled_from("甲乙"), st.integers(3, 4), st.integers(7, 8)),
        min_size=1, max_size=4, unique_by=lambda row: row[:2],
    ),
    min_size=1, max_size=5,
)  # fmt: skip


@given(FILES, st.randoms())
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_after_undoing_any_of_them_the_board_is_what_the_others_say(planned: Site, files: list, order: object) -> None:  # type: ignore[type-arg]
    for submission in tracing.list_submissions(planned, state=State.PUBLISHED):  # what another example has left
        undoing.undo_submission(planned, submission.id)
    said: dict[int, list[str]] = {}
    for rows in files:
        lines = [f"I1,{place}县,2023-{at:02d},{value}" for place, at, value in rows]
        number = load(planned, *lines)
        if number:
            said[number] = lines
    undone = order.sample(sorted(said), k=len(said) // 2)  # type: ignore[attr-defined]
    for number in undone:
        undoing.undo_submission(planned, number)
    after = kept(planned)
    assert restanding.check_standings(planned) == ()
    left = [number for number in said if number not in undone]
    for number in left:
        undoing.undo_submission(planned, number)
    assert kept(planned) == []
    for number in left:
        load(planned, *said[number])
    assert kept(planned) == after
