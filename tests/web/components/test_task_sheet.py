"""The exported inspection list says what the page says, line by line."""

from __future__ import annotations

import csv
import io
from collections import Counter
from decimal import Decimal

import openpyxl
import pytest
from flask.testing import FlaskClient

from dashboard.domain.access import Account, Role
from dashboard.services.duties import load_task_list
from dashboard.services.following_up import write_note
from dashboard.services.looking import load_outlook
from dashboard.services.site import Site
from dashboard.viewmodels.sheet import Sheet
from dashboard.viewmodels.task_list import focus_of
from dashboard.web.components.task_sheet import build_task_sheet


def sheet(site: Site, **query: str) -> Sheet:
    return build_task_sheet(load_task_list(site, load_outlook(site, query), focus_of(query)))


def lines(found: Sheet) -> list[dict[str, object]]:
    heads = [column.head for column in found.columns]
    return [dict(zip(heads, row, strict=True)) for row in found.rows]


def test_every_indicator_and_milestone_has_one_line(demo_site: Site) -> None:
    found = lines(sheet(demo_site, month="2023-09"))
    kinds = Counter(line["类别"] for line in found)
    assert kinds == {"指标": 63, "里程碑": 53, None: 2}  # two tasks have neither, and still stand there
    assert len({line["条款"] for line in found}) == 38
    (stations,) = (line for line in found if line["编码"] == "T28-1")
    assert (stations["实际"], stations["完成率（%）"], stations["差距（百分点，落后为正）"]) == (
        Decimal(900), Decimal("66.6"), Decimal("8.3"),
    )  # fmt: skip


def test_what_was_said_of_a_task_stands_in_its_lines(demo_site: Site) -> None:
    write_note(demo_site.acting(Account("督查室", Role.ADMINISTRATOR)), "T28", "=请抓紧")
    found = [line for line in lines(sheet(demo_site, month="2023-09")) if line["条款"] == "第28条"]
    assert {line["批注"] for line in found} == {"=请抓紧"}
    assert all(str(line["批注人和时间"]).startswith("督查室 ") for line in found)


def test_a_department_s_sheet_says_in_which_part(demo_site: Site) -> None:
    found = lines(sheet(demo_site, month="2023-09", department="市大数据局"))
    assert {line["承担方式"] for line in found} == {"牵头", "责任"}
    assert "承担方式" not in lines(sheet(demo_site, month="2023-09"))[0]


def test_only_what_is_behind_is_exported_when_only_that_is_shown(demo_site: Site) -> None:
    found = sheet(demo_site, month="2023-09", only="behind")
    assert {str(line["状态"]) for line in lines(found)} == {"BEHIND", "CRITICAL"}
    assert "只列落后的" in found.title[1]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_file_is_had_over_http_under_the_page_s_filters(client: FlaskClient, kind: str) -> None:
    query = "month=2023-09&department=市大数据局&role=lead&only=behind"
    answer = client.get(f"/api/v1/export/tasks.{kind}?{query}")
    assert answer.status_code == 200
    assert "%E7%9D%A3%E6%9F%A5%E5%8F%B0%E8%B4%A6" in answer.headers["Content-Disposition"]
    if kind == "csv":
        rows = list(csv.DictReader(io.StringIO(answer.get_data().decode("utf-8-sig"))))
        assert {row["状态"] for row in rows} <= {"滞后", "严重滞后"}
        assert rows[0]["说明"] == "演示数据"
        return
    page = openpyxl.load_workbook(io.BytesIO(answer.get_data())).active
    assert "市大数据局（牵头）" in page["A2"].value
    assert "演示数据" in page["A3"].value
    assert page.freeze_panes == "D5"
    assert page.page_setup.orientation == "landscape"


def test_a_filter_that_means_nothing_is_told_and_nothing_is_exported(client: FlaskClient) -> None:
    answer = client.get("/api/v1/export/tasks.csv?department=没有的局")
    assert answer.status_code == 404
    assert "没有的局" in answer.json["error"]["message"]
