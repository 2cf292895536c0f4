"""A closed month: its figures stand, the named exceptions apart, and every refusal says who closed it and when."""

from __future__ import annotations

from datetime import date

import pytest
from builders import a_plan, an_indicator, by_counties, month

from dashboard.domain.access import Account, Role
from dashboard.domain.errors import MonthClosed, NotFound
from dashboard.domain.plan import Department, Pillar, Task
from dashboard.services import closing, intake, planning, undoing
from dashboard.services.intake import Loaded, Upload
from dashboard.services.site import Site
from dashboard.storage.database import writing
from dashboard.storage.submissions import State

MARCH = month("2023-03")
CLOSED = rf"2023-03 已由市大数据局于 {date.today()} 结账"


@pytest.fixture
def planned(site: Site) -> Site:
    plan = a_plan(
        [by_counties("I1"), an_indicator("N1", task="T1"), an_indicator("N2", task="T2")],
        pillars=(Pillar("P1", "板块一"),),
        tasks=(
            Task("T1", "P1", None, "1", "任务一", ("市甲局", "市乙局")),
            Task("T2", "P1", None, "2", "任务二", ("市丙局",)),
        ),
        departments=(Department("市甲局"), Department("市乙局"), Department("市丙局")),
    )
    with writing(site.engine) as connection:
        planning.save(site, connection, plan)
    return site


def by(site: Site, name: str) -> Site:
    """The same installation on behalf of somebody else who may do everything."""
    return site.acting(Account(name, Role.ADMINISTRATOR))


def load(site: Site, *rows: str) -> Loaded:
    content = "\n".join(("指标编码,地区,月份,累计值", *rows)).encode()
    return intake.load_upload(site, Upload(content, "a.csv", "test", explanation="试"), publish=True)


def close(site: Site, *exceptions: str) -> str:
    return closing.close_month(by(site, "市大数据局"), MARCH, exceptions=exceptions)


def refusals(loaded: Loaded) -> list[str]:
    return [p.message for p in loaded.review.checked.problems if p.code == "month-closed"]


def test_a_row_of_a_closed_month_is_refused_with_who_and_when(planned: Site) -> None:
    assert close(planned) == "2023-03 已结账。"
    (told,) = refusals(load(planned, "I1,甲县,2023-03,7"))
    assert f"2023-03 已由市大数据局于 {date.today()} 结账" in told
    assert load(planned, "I1,甲县,2023-04,7").published


@pytest.mark.parametrize(
    ("exception", "row", "taken"),
    [
        ("甲县", "I1,甲县,2023-03,7", True),
        ("甲县", "I1,乙县,2023-03,7", False),
        ("甲", "I1,甲县,2023-03,7", True),
        ("市甲局", "N1,某市,2023-03,7", True),
        ("市乙局", "N1,某市,2023-03,7", True),
        ("市丙局", "N1,某市,2023-03,7", False),
        ("市丙局", "I1,甲县,2023-03,7", False),
        ("某市", "N2,某市,2023-03,7", True),
        ("某市", "I1,甲县,2023-03,7", False),
    ],
)
def test_a_named_exception_may_still_report_and_nobody_else(
    planned: Site, exception: str, row: str, taken: bool
) -> None:
    assert "例外" in close(planned, exception)
    assert load(planned, row).published is taken


def test_a_month_is_closed_once_and_further_exceptions_can_be_named(planned: Site) -> None:
    close(planned)
    with pytest.raises(MonthClosed, match=CLOSED):
        close(planned)
    assert close(planned, "乙县") == "2023-03 本来已经结账。例外：乙县仍可报送。"
    with pytest.raises(MonthClosed, match="没有改动"):
        close(planned, "乙县")
    assert load(planned, "I1,乙县,2023-03,7").published


def test_an_opened_month_takes_everything_again(planned: Site) -> None:
    close(planned, "甲县")
    assert "原由市大数据局" in closing.open_month(planned, MARCH)
    assert load(planned, "I1,乙县,2023-03,7").published
    with pytest.raises(NotFound, match="没有结账"):
        closing.open_month(planned, MARCH)
    close(planned)
    assert closing.load_closings(planned)[MARCH].excepted == frozenset()


def test_nothing_of_a_closed_month_is_undone(planned: Site) -> None:
    first = load(planned, "I1,甲县,2023-03,7").review.submission or 0
    close(planned)
    with pytest.raises(MonthClosed, match=f"{CLOSED}，报送批次 {first} 没有撤回"):
        undoing.undo_submission(planned, first)
    close(planned, "甲县")
    undoing.undo_submission(planned, first)


def test_what_would_not_change_a_closed_month_is_undone(planned: Site) -> None:
    load(planned, "I1,甲县,2023-03,7")
    second = load(planned, "I1,甲县,2023-03,7", "I1,甲县,2023-04,9").review.submission or 0
    close(planned)
    assert undoing.undo_submission(planned, second) is State.WITHDRAWN


@pytest.mark.parametrize(
    ("at", "told"), [("2022-12", "不在工作要点"), ("2024-01", "不在工作要点")]
)  # fmt: skip
def test_only_months_of_the_plan_are_closed(planned: Site, at: str, told: str) -> None:
    with pytest.raises(NotFound, match=told):
        closing.close_month(planned, month(at))


def test_an_exception_must_be_somebody(planned: Site) -> None:
    with pytest.raises(NotFound, match="市丁局"):
        close(planned, "市丁局")
    assert closing.load_closings(planned) == {}
