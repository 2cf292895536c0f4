"""Templates hold what a unit is asked for; sent in unchanged they change nothing and refuse nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import month

from dashboard.domain.access import Account, Role
from dashboard.domain.errors import NotAllowed, NotFound
from dashboard.domain.verdict import Verdict
from dashboard.services import intake, templating
from dashboard.services.site import Site

SEPTEMBER = month("2023-09")


@pytest.mark.parametrize("kind", templating.KINDS)
@pytest.mark.parametrize(
    ("unit", "asked"), [("惠民县", 37), ("市大数据局", 34), ("北海", 37), ("全市", 26), (None, 396)]
)  # fmt: skip
def test_sent_in_unchanged_it_refuses_nothing_and_changes_nothing(
    demo_site: Site, kind: str, unit: str | None, asked: int
) -> None:
    made = templating.make_template(demo_site, kind, unit, SEPTEMBER)
    review = intake.check_upload(demo_site, intake.Upload(made.content, made.name))
    verdicts = {row.verdict for row in review.checked.rows}
    assert verdicts <= {Verdict.SAME, Verdict.MISSING}
    assert (review.has_error, review.has_warning) == (False, False)
    if unit != "市大数据局":
        assert len(review.checked.rows) == asked


def test_a_month_that_nobody_reported_yet_is_empty(demo_site: Site) -> None:
    made = templating.make_template(demo_site, "csv", "惠民县", month("2023-11"))
    review = intake.check_upload(demo_site, intake.Upload(made.content, made.name))
    assert {row.verdict for row in review.checked.rows} == {Verdict.MISSING}
    assert "参考：最近一次报的数" in made.content.decode("utf-8-sig")
    assert "2023-09 " in made.content.decode("utf-8-sig")


def test_its_name_says_whose_it_is_and_for_when(demo_site: Site) -> None:
    assert templating.make_template(demo_site, "xlsx", "惠民", SEPTEMBER).name == "惠民县2023年9月填报模板.xlsx"


def test_a_reporter_gets_what_it_may_report_and_no_more(demo_site: Site) -> None:
    theirs = demo_site.acting(Account("惠民填报", Role.REPORTER, regions=frozenset({"371621"}), reads_all=False))
    _, _, rows = templating.load_asked(theirs, None, SEPTEMBER)
    assert {row.region.code for row in rows} == {"371621"}
    with pytest.raises(NotFound, match="没有要报的指标"):
        templating.make_template(theirs, "csv", "阳信县", SEPTEMBER)
    with pytest.raises(NotAllowed):
        templating.make_template(demo_site.acting(Account("查看", Role.VIEWER)), "csv", None, SEPTEMBER)


@pytest.mark.parametrize(
    ("kind", "unit", "at"),
    [
        ("pdf", "惠民县", "2023-09"),
        ("csv", "东营区", "2023-09"),
        ("csv", "惠民县", "2024-01"),
        ("csv", "市体育局", "2023-09"),
    ],
)
def test_what_there_is_no_template_for_is_told(demo_site: Site, kind: str, unit: str, at: str) -> None:
    with pytest.raises(NotFound):
        templating.make_template(demo_site, kind, unit, month(at))


def test_the_template_is_a_file_on_the_command_line(command: object, tmp_path: Path) -> None:
    assert command("init").exit_code == 0  # type: ignore[operator]
    target = tmp_path / "模板.xlsx"
    words = ("figures", "template", target, "--region", "惠民县", "--month", "2023-09")
    assert command(*words).exit_code == 0  # type: ignore[operator]
    assert command("figures", "check", target).exit_code == 0  # type: ignore[operator]
    assert command(*words).exit_code == 2  # type: ignore[operator]
    assert command("figures", "template", tmp_path / "模板.doc").exit_code == 2  # type: ignore[operator]
