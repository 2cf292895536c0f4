"""One scope, number by number: the page, its export, the API and the command line say the same."""

from __future__ import annotations

import csv
import io
import json
import re
from decimal import ROUND_DOWN, Decimal
from html.parser import HTMLParser
from typing import Any
from urllib.parse import quote

import openpyxl
import pytest
from flask.testing import FlaskClient
from typer.testing import CliRunner

from dashboard.web.pages.workspace.callbacks import show
from dashboard.web.shell import Board

SCOPES = [
    {"month": "2023-09"},
    {"month": "2023-08", "region": "371625"},
    {"month": "2023-09", "pillar": "P4", "department": "市大数据局", "role": "lead"},
    {"month": "2023-03", "region": "37160C", "pillar": "P2"},
]
WORDS = {
    "MET": "已完成",
    "ON_PACE": "达序时",
    "BEHIND": "滞后",
    "CRITICAL": "严重滞后",
    "UNREPORTED": "未报送",
    None: "未定目标",
}
Shown = dict[str, tuple[str, str, str, str]]
"""Lamp, completion, lag and required by indicator code, as a page prints them."""


class Cells(HTMLParser):
    """The text of the cells of the list's rows."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[dict[str, str]] = []
        self._cell = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.rows.append({})
        if tag == "td":
            self._cell = (dict(attrs)["class"] or "").split()[0]
        if tag == "span" and ("class", "sub") in attrs:
            self._cell += "-sub"

    def handle_data(self, data: str) -> None:
        if self.rows:
            self.rows[-1][self._cell] = self.rows[-1].get(self._cell, "") + data.strip()


def on_page(app: Board, scope: dict[str, str]) -> Shown:
    """What the workspace shows, read from its markup alone."""
    body = show(app.site, {**scope, "group": "none"})[0]
    reader = Cells()
    reader.feed(body["rows"])
    (numbers,) = re.findall(r'data-rows="([\d ]*)"', body["parts"]["workspace-list"])
    rows = [reader.rows[int(number)] for number in numbers.split()]
    return {
        row["c-name-sub"].split(" ")[0]: (
            row["c-status"],
            row["c-completion"].removesuffix("%").replace("—", ""),
            _signed(row["c-lag"]),
            row["c-required"].replace("—", ""),
        )
        for row in rows
    }


def _signed(said: str) -> str:
    found = re.match(r"(落后|超前) ?(不足)?([\d.]+)", said)
    if not found:
        return "0.0" if said == "正好达序时" else ""
    return f"{'-' if found[1] == '超前' else ''}{found[2] or ''}{found[3]}"


def in_export(rows: list[dict[str, Any]]) -> Shown:
    """What an exported file holds."""
    return {
        row["编码"]: (
            row["状态"],
            _text(row["完成率（%）"]),
            _text(row["差距（百分点，落后为正）"]),
            _text(row["还需每月"]),
        )
        for row in rows
    }


def _text(value: Any) -> str:
    if value in (None, ""):
        return ""
    return str(value) if "不足" in str(value) else f"{Decimal(str(value)):f}"


def of_document(document: dict[str, Any]) -> Shown:
    """What the API and the command line say, exact, cut as DESIGN has pages print it."""
    return {row["indicator"]: _printed(row) for row in document["standings"]}


def _printed(row: dict[str, Any]) -> tuple[str, str, str, str]:
    met = row["status"] == "MET"
    completion = "" if row["completion"] is None else str(_cut(row["completion"]))
    if completion == "100.0" and not met:
        completion = "99.9"
    lag = "" if row["lag"] is None or (met and row["lag"] > 0) else str(_cut(row["lag"]))
    if lag and 0 < row["lag"] < 0.1:
        lag = "不足0.1"
    return WORDS[row["status"]], completion, lag, row["required"] or ""


def _cut(number: float) -> Decimal:
    return Decimal(repr(number)).quantize(Decimal("0.1"), ROUND_DOWN) + 0


def comparable(shown: Shown) -> dict[str, tuple[str, Decimal | str, Decimal | str]]:
    """The lamp, completion and lag as numbers, however they are written."""
    return {code: (lamp, _number(completion), _number(lag)) for code, (lamp, completion, lag, _) in shown.items()}


def _number(text: str) -> Decimal | str:
    return text if not text or "不足" in text else Decimal(text.replace(",", ""))


@pytest.mark.parametrize("scope", SCOPES, ids=lambda scope: "-".join(scope.values()))
def test_page_export_api_and_command_line_say_the_same(
    app: Board, client: FlaskClient, scope: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    query = "&".join(f"{name}={quote(value)}" for name, value in scope.items())
    page = on_page(app, scope)
    assert page

    table = client.get(f"/api/v1/export/standings.csv?{query}").get_data().decode("utf-8-sig")
    from_csv = in_export(list(csv.DictReader(io.StringIO(table))))
    assert comparable(from_csv) == comparable(page)

    book = openpyxl.load_workbook(io.BytesIO(client.get(f"/api/v1/export/standings.xlsx?{query}").get_data()))
    _, _, _, head, *rows = book.active.iter_rows(values_only=True)
    from_xlsx = in_export([dict(zip(head, row, strict=True)) for row in rows])
    assert comparable(from_xlsx) == comparable(page)

    document = client.get(f"/api/v1/standings?{query}").get_json()
    assert comparable(of_document(document)) == comparable(page)

    assert run_standings(app, scope, monkeypatch)["standings"] == document["standings"]


def run_standings(app: Board, scope: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What the command prints of the same database."""
    from dashboard.cli.main import app as commands

    monkeypatch.setenv("DASHBOARD_DATABASE_URL", app.site.settings.database_url)
    options = [word for name, value in scope.items() for word in (f"--{name}", value)]
    answer = CliRunner().invoke(commands, ["standings", *options, "--json"])
    assert answer.exit_code == 0, answer.output
    found: dict[str, Any] = json.loads(answer.stdout)
    return found


def test_what_each_month_still_needs_is_the_same_on_page_and_in_export(app: Board, client: FlaskClient) -> None:
    page = on_page(app, {"month": "2023-09"})
    table = client.get("/api/v1/export/standings.csv?month=2023-09").get_data().decode("utf-8-sig")
    export = in_export(list(csv.DictReader(io.StringIO(table))))
    said = {
        code: re.sub(r"^升 |[^\d.,-]*$", "", row[3]).replace(",", "").replace("降 ", "-") for code, row in page.items()
    }
    assert {code: row[3] for code, row in export.items()} == said
