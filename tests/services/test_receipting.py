"""The receipt of a submission says of each line what the page says of it."""

from __future__ import annotations

import csv

import pytest

from dashboard.domain.errors import SubmissionRefused
from dashboard.domain.mending import ProblemKey
from dashboard.services import intake, mending, receipting, submitting
from dashboard.services.site import Site

FILE = (
    "指标编码,地区,月份,累计值\r\nT28-1,惠民县,2023-09,190\r\nT28-1,阳信县,2023-09,8O\r\nT30-3,博兴县,2023-09,160\r\n"
)


@pytest.fixture
def number(demo_site: Site) -> int:
    upload = intake.Upload(FILE.encode("gb18030"), "九月.csv")
    return intake.keep_draft(demo_site, upload).submission or 0


def lines(site: Site, number: int) -> list[list[str]]:
    made = receipting.make_receipt(site, number)
    assert (made.name, made.is_workbook) == ("九月_回执.csv", False)
    return list(csv.reader(made.content.decode("gb18030").splitlines()))


def test_every_line_has_its_verdict_and_its_reasons(demo_site: Site, number: int) -> None:
    head, changed, refused, falls = lines(demo_site, number)
    assert head[4:] == ["核对结果", "核对意见"]
    assert changed[4] == "变更"
    assert changed[5].startswith("原报 ")
    assert (refused[3], refused[4]) == ("8O", "拒绝")
    assert "字母" in refused[5]
    assert "低于 2023-08 的 202" in falls[5]


def test_what_was_mended_and_said_stands_there_too(demo_site: Site, number: int) -> None:
    mending.mend_cells(demo_site, number, 3, {"D": "80"})
    mending.explain(demo_site, number, ProblemKey(4, "累计值", "cumulative-falls"), "拆除旧设备")
    _, _, mended, explained = lines(demo_site, number)
    assert mended[3] == "8O"
    assert "改为“80”" in mended[5]
    assert "（已说明：拆除旧设备）" in explained[5]


def test_what_is_published_has_no_receipt_of_what_it_would_do(demo_site: Site, number: int) -> None:
    mending.leave_out(demo_site, number, 3)
    for code in ("cumulative-falls", "pair-differs"):
        mending.explain(demo_site, number, ProblemKey(4, "累计值", code), "拆除旧设备")
    submitting.publish(demo_site, number)
    with pytest.raises(SubmissionRefused, match="已经发布"):
        receipting.make_receipt(demo_site, number)
