"""The desk's charts carry what they show: words, addresses, the same numbers as the tables."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from dashboard.domain.plan import RegionalTarget
from dashboard.domain.status import Status
from dashboard.viewmodels.filters import Filters
from dashboard.viewmodels.heat_map import build_heat_map
from dashboard.viewmodels.indicator_path import build_path
from dashboard.web.figures.heat_map import draw_heat_map
from dashboard.web.figures.path import draw_path
from tests.builders import a_plan, an_indicator, assess, by_counties, month


def _heat() -> dict[str, Any]:
    targets = (RegionalTarget("I1", "A", Decimal(60)), RegionalTarget("I1", "B", Decimal(40)))
    plan = a_plan([by_counties(short_name="5G基站")], targets=targets)
    figures = {("I1", "A"): {"2023-09": 15}, ("I1", "B"): {"2023-08": 40}}
    assessment = assess(plan, figures, "2023-09")
    return draw_heat_map(build_heat_map(assessment, Filters()), assessment.as_of)


def test_each_lamp_is_a_layer_with_its_word() -> None:
    assert {layer["name"] for layer in _heat()["data"]} == {"严重滞后", "已完成", "未报送"}


def test_a_cell_leads_to_its_indicator_and_says_what_it_shows() -> None:
    figure = _heat()
    layer = next(layer for layer in figure["data"] if layer["name"] == "已完成")
    place = next((y, x) for y, row in enumerate(layer["z"]) for x, z in enumerate(row) if z)
    meta = figure["layout"]["meta"]
    assert (meta["columns"][place[1]], meta["rows"][place[0]], meta["month"]) == ("I1", "B", "2023-09")
    assert layer["text"][place[0]][place[1]] == "●<br>100"
    assert "数据截至8月" in layer["hovertext"][place[0]][place[1]]


def test_without_a_county_s_figures_the_chart_says_so() -> None:
    assessment = assess(a_plan(), {}, "2023-09")
    figure = draw_heat_map(build_heat_map(assessment, Filters()), assessment.as_of)
    assert figure["data"] == []
    assert "没有由县区填报的指标" in figure["layout"]["annotations"][0]["text"]


def test_rows_say_their_rank_and_score() -> None:
    words = _heat()["layout"]["yaxis"]["ticktext"]
    assert [word.split(" <span")[0] for word in words] == ["1 <b>乙</b>", "2 <b>甲</b>", "<b>丁</b>"]


def test_names_run_downwards_with_latin_letters_kept_together() -> None:
    assert _heat()["layout"]["xaxis"]["ticktext"] == ["5G<br>基<br>站"]


def _path(figures: dict[str, int], as_of: str = "2023-09") -> dict[str, Any]:
    plan = a_plan([an_indicator(target=1350)])
    standing = assess(plan, {("I1", "C"): figures}, as_of).by_cell["I1", "C"]
    line = tuple((month(at), Decimal(value)) for at, value in figures.items())
    return draw_path(build_path(plan, standing, month(as_of), line), standing.status)


def test_the_legend_says_every_value_in_chinese() -> None:
    names = [line["name"] for line in _path({"2023-06": 600, "2023-09": 900})["data"]]
    assert names == [
        "序时 9月应达 1,013 个",
        "目标 ≥ 1,350 个",
        "照此到12月 1,200 个",
        "还需的进度",
        "实际 900 个",
    ]


def test_the_line_starts_at_the_baseline_before_the_plan() -> None:
    actual = _path({"2023-06": 600, "2023-09": 900})["data"][-1]
    assert (actual["x"], actual["y"]) == ([0, 6, 9], ["0", "600", "900"])


def test_without_a_figure_the_pace_and_the_target_stand_alone() -> None:
    assert [line["name"] for line in _path({})["data"]] == ["序时 9月应达 1,013 个", "目标 ≥ 1,350 个"]


def test_a_long_plan_names_only_some_of_its_months() -> None:
    plan = a_plan([an_indicator(due=month("2027-12"))], last_month=month("2027-12"))
    standing = assess(plan, {("I1", "C"): {"2023-09": 5}}, "2023-09").by_cell["I1", "C"]
    figure = draw_path(build_path(plan, standing, month("2023-09"), ()), Status.BEHIND)
    words = figure["layout"]["xaxis"]["ticktext"]
    assert words[0] == "基数"
    assert len(words) <= 10


def test_figures_are_plain_data() -> None:
    assert json.loads(json.dumps([_heat(), _path({"2023-09": 900})]))
