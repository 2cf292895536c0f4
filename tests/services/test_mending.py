"""Small mistakes are mended beside the file: it stays as it was sent, who mended what is told, words travel on."""

from __future__ import annotations

import hashlib

import pytest
from builders import a_plan, an_indicator, by_counties, month

from dashboard.domain.access import Account, Role
from dashboard.domain.errors import FileRefused, NotAllowed, NotFound, SubmissionRefused
from dashboard.domain.mending import ProblemKey
from dashboard.domain.verdict import RowVerdict, Verdict
from dashboard.services import intake, mending, planning, submitting
from dashboard.services.intake import Upload
from dashboard.services.reading import load_assessment
from dashboard.services.site import Site
from dashboard.storage import submissions
from dashboard.storage.database import reading, writing

HEADER = "指标编码,地区,月份,累计值"
ROWS = ("I1,甲县,2023-03,8O", "I1,乙县城,2023-03,5", "N1,某市,2023-03,4")
WIDE = "指标编码,月份,甲县,乙县\nI1,2023-03,8O,5\n"


@pytest.fixture
def planned(site: Site) -> Site:
    with writing(site.engine) as connection:
        planning.save(site, connection, a_plan([by_counties("I1"), an_indicator("N1")]))
    return site.acting(Account("张三", Role.REPORTER, regions=frozenset({"C"})))


def keep(site: Site, text: str) -> int:
    return intake.keep_draft(site, Upload(text.encode(), "a.csv")).submission or 0


@pytest.fixture
def number(planned: Site) -> int:
    return keep(planned, "\n".join((HEADER, *ROWS)))


def row(site: Site, number: int, line: int) -> RowVerdict:
    return next(row for row in submitting.review_submission(site, number).checked.rows if row.line == line)


def told(site: Site, number: int) -> list[str]:
    return [p.message for p in submitting.review_submission(site, number).checked.problems]


def test_a_mended_cell_is_judged_anew_and_the_file_stays_as_it_was(planned: Site, number: int) -> None:
    assert row(planned, number, 2).verdict is Verdict.REJECTED
    mending.mend_cells(planned, number, 2, {"D": "80"})
    found = row(planned, number, 2)
    assert (found.verdict, found.amount and found.amount.number) == (Verdict.NEW, 80)
    assert "第 2 行 D 列 累计值“8O”：张三改为“80”。" in told(planned, number)
    with reading(planned.engine) as connection:
        content, _ = submissions.load_content(connection, number)
        kept = submissions.find_submission(connection, number)
    assert content == "\n".join((HEADER, *ROWS)).encode()
    assert kept.sha256 == hashlib.sha256(content).hexdigest()


def test_what_is_mended_twice_keeps_what_the_file_says(planned: Site, number: int) -> None:
    mending.mend_cells(planned, number, 2, {"D": "80"})
    mending.mend_cells(planned, number, 2, {"D": "81"})
    assert "第 2 行 D 列 累计值“8O”：张三改为“81”。" in told(planned, number)
    mending.mend_cells(planned, number, 2, {"D": "8O"})
    assert row(planned, number, 2).verdict is Verdict.REJECTED
    assert not [message for message in told(planned, number) if "改为" in message]


def test_a_name_is_mended_like_a_number_and_several_cells_at_once(planned: Site, number: int) -> None:
    mending.mend_cells(planned, number, 3, {"B": "乙县", "D": "6"})
    found = row(planned, number, 3)
    assert (found.region, found.amount and found.amount.number) == ("B", 6)


def test_a_line_that_is_left_out_is_missing_and_no_more_is_asked(planned: Site, number: int) -> None:
    mending.leave_out(planned, number, 3)
    assert row(planned, number, 3).verdict is Verdict.MISSING
    errors = submitting.review_submission(planned, number).checked.problems
    assert [p.line for p in errors if p.level.value == "error"] == [2]
    assert "第 3 行：张三标为不报，没有采用。" in told(planned, number)
    mending.restore_line(planned, number, 3)
    assert row(planned, number, 3).verdict is Verdict.REJECTED


def test_in_a_wide_sheet_one_cell_is_mended_and_its_neighbours_stay(planned: Site) -> None:
    number = keep(planned, WIDE)
    mending.mend_cells(planned, number, 2, {"C": "80"})
    rows = submitting.review_submission(planned, number).checked.rows
    assert [(r.region, r.amount and r.amount.number) for r in rows] == [("A", 80), ("B", 5)]


def test_what_was_mended_is_published_as_mended(planned: Site, number: int) -> None:
    mending.mend_cells(planned, number, 2, {"D": "80"})
    mending.mend_cells(planned, number, 3, {"B": "乙县"})
    submitting.submit(planned, number)
    reviewer = planned.acting(Account("李四", Role.REVIEWER))
    assert submitting.publish(reviewer, number).published
    assert load_assessment(reviewer, month("2023-03")).by_cell["I1", "C"].actual == 85


@pytest.mark.parametrize(("line", "letter"), [(2, "Z"), (99, "D"), (1, "D")])
def test_what_is_no_cell_of_a_row_cannot_be_mended(planned: Site, number: int, line: int, letter: str) -> None:
    with pytest.raises(NotFound, match="没有可以改的单元格"):
        mending.mend_cells(planned, number, line, {letter: "1"})
    with pytest.raises(NotFound):
        mending.leave_out(planned, number, 99)


def test_what_is_handed_in_is_mended_only_after_it_came_back(planned: Site, number: int) -> None:
    submitting.submit(planned, number, accept_valid=True)
    with pytest.raises(SubmissionRefused, match="已经提交"):
        mending.mend_cells(planned, number, 2, {"D": "80"})
    submitting.take_back(planned, number)
    mending.mend_cells(planned, number, 2, {"D": "80"})
    assert submitting.review_submission(planned, number).checked.counts.new == 2


def test_nobody_mends_the_file_of_another(planned: Site, number: int) -> None:
    other = planned.acting(Account("别人", Role.REPORTER, regions=frozenset({"C"})))
    for step in (
        lambda: mending.mend_cells(other, number, 2, {"D": "80"}),
        lambda: mending.leave_out(other, number, 2),
        lambda: mending.restore_line(other, number, 2),
        lambda: mending.explain(other, number, ProblemKey(2, "累计值", "x"), "因为"),
    ):
        with pytest.raises(NotAllowed, match="由别人报送"):
            step()


FALLING = ("I1,甲县,2023-04,6", "I1,乙县,2023-04,4", "N1,某市,2023-04,约9")


@pytest.fixture
def falling(planned: Site) -> int:
    march = "\n".join((HEADER, "I1,甲县,2023-03,7", "I1,乙县,2023-03,5"))
    submitting.publish(planned.acting(Account("李四", Role.REVIEWER)), keep(planned, march))
    return keep(planned, "\n".join((HEADER, *FALLING)))


def unexplained(site: Site, number: int) -> list[tuple[int | None, str]]:
    return [(p.line, p.code) for p in submitting.review_submission(site, number).unexplained]


def test_every_warning_wants_a_word_of_its_own(planned: Site, falling: int) -> None:
    assert unexplained(planned, falling) == [(2, "cumulative-falls"), (3, "cumulative-falls"), (4, "approximate")]
    assert "有 3 处需要说明" in (submitting.submit(planned, falling).refusal or "")
    mending.explain(planned, falling, ProblemKey(2, "累计值", "cumulative-falls"), " 核减一个 ")
    assert "有 2 处需要说明" in (submitting.submit(planned, falling).refusal or "")
    assert mending.explain_alike(planned, falling, "cumulative-falls", "盘点核减") == 1
    mending.explain(planned, falling, ProblemKey(4, "累计值", "approximate"), "约数")
    assert submitting.submit(planned, falling).state is not None
    words = submitting.review_submission(planned, falling).words
    assert {key.line: (word.said, word.by) for key, word in words.items()} == {
        2: ("核减一个", "张三"), 3: ("盘点核减", "张三"), 4: ("约数", "张三"),
    }  # fmt: skip


def test_a_word_goes_when_the_cell_that_it_was_about_is_another(planned: Site, falling: int) -> None:
    mending.explain(planned, falling, ProblemKey(2, "累计值", "cumulative-falls"), "核减一个")
    mending.mend_cells(planned, falling, 2, {"D": "5"})
    assert (2, "cumulative-falls") in unexplained(planned, falling)


def test_an_empty_word_is_none(planned: Site, falling: int) -> None:
    with pytest.raises(FileRefused, match="写一句原因"):
        mending.explain(planned, falling, ProblemKey(2, "累计值", "cumulative-falls"), "  ")
    with pytest.raises(FileRefused, match="最多 200 个字"):
        mending.mend_cells(planned, falling, 2, {"D": "9" * 201})
