"""The workspace's markup: numbers, words, escaped names, and elements that set filters."""

from __future__ import annotations

from decimal import Decimal

from dashboard.domain.plan import RegionalTarget
from dashboard.domain.status import Status
from dashboard.viewmodels.arrangement import Arrangement, Column, Grouping
from dashboard.viewmodels.filters import Filters
from dashboard.viewmodels.heat_map import build_heat_map
from dashboard.viewmodels.worklist import Worklist, build_worklist
from dashboard.web.components import list_columns
from dashboard.web.pages.workspace import ids, layout
from tests.builders import Figures, a_plan, an_indicator, assess, by_counties, month


def _body(filters: Filters | None = None, figures: Figures | None = None, **changes: object) -> str:
    plan = a_plan([an_indicator(target=1350, wording="新开通1350个", **changes)])
    assessment = assess(plan, {("I1", "C"): {"2023-09": 900}} if figures is None else figures, "2023-09")
    return _text(layout.body(build_worklist(assessment, filters or Filters())))


def _text(body: layout.Body) -> str:
    """All that the browser is sent: the parts of the page and the rows."""
    return "".join(body["parts"].values()) + (body["rows"] or "")


def test_a_row_holds_the_golden_numbers() -> None:
    body = _body()
    for words in ("66.6%", "落后 8.3", "少 113", "1350个", "900", "150 个", "滞后", "/indicator/I1?month=2023-09"):
        assert words in body


def test_bars_say_what_they_show() -> None:
    assert 'aria-label="进度 66.6%，序时进度 75.0%"' in _body()


def test_names_from_a_plan_are_escaped() -> None:
    body = _body(name="<script>alert(1)</script>")
    assert "<script>" not in body
    assert "&lt;script&gt;" in body


def test_chips_and_cards_set_the_filters() -> None:
    body = _body()
    assert f'data-set="{ids.STATUS}" data-value="BEHIND"' in body
    assert f'data-set="{ids.PILLAR}" data-value="P1"' in body
    assert f'data-set="{ids.REGION}" data-value="A"' in body


def test_a_chosen_card_opens_the_filter_again() -> None:
    assert f'data-set="{ids.PILLAR}" data-value="all" aria-pressed="true"' in _body(Filters(pillar="P1"))


def test_an_empty_scope_offers_the_way_back() -> None:
    body = _body(Filters(month=month("2023-09"), text="没有这样的指标"))
    assert "这个范围没有指标" in body
    assert 'href="/?month=2023-09"' in body


def test_what_the_text_may_mean_is_offered() -> None:
    body = _body(Filters(text="jia"))
    assert 'href="/?region=A"><span class="hit-kind">县区</span>甲县</a>' in body


def test_what_an_address_names_in_vain_is_said() -> None:
    plan = a_plan()
    worklist = build_worklist(assess(plan, {}, "2023-09"), Filters())
    body = _text(layout.body(worklist, (("region", "<乙>"), ("month", "2031-01"))))
    assert "链接里的县区“&lt;乙&gt;”在这份工作要点里没有，没有按它筛选。" in body
    assert "链接里的月份“2031-01”不是2023年1月至2023年12月之内的月份，下面是2023年9月。" in body


def test_the_revision_stands_on_the_page() -> None:
    assert "数据版本 1" in _body()


def test_nothing_set_needs_no_clearing() -> None:
    assert "清除筛选" not in _body()


def test_what_is_not_reported_is_said_and_is_never_zero() -> None:
    body = _body(figures={})
    assert "没有数据" in body
    assert "0.0%" not in body.split("指标清单")[1].split("各县区")[0]


def test_the_page_is_named_after_its_scope() -> None:
    worklist = build_worklist(assess(a_plan(), {}, "2023-09"), Filters(region="A"))
    assert layout.body(worklist)["title"] == "甲县 · 2023年9月 · 工作台 · 某市工作要点"


def test_every_group_can_be_opened() -> None:
    body = _body()
    assert 'data-toggle="rows-behind"' in body
    assert 'id="rows-behind"' in body


def _listed(*pairs: tuple[str, int]) -> Worklist:
    plan = a_plan([an_indicator(code) for code, _ in pairs])
    assessment = assess(plan, {(code, "C"): {"2023-09": value} for code, value in pairs}, "2023-09")
    return build_worklist(assessment, Filters(), arrangement=Arrangement(grouping=Grouping.NONE))


def test_groups_name_their_rows_by_number_and_rows_come_in_the_plan_s_order() -> None:
    body = layout.body(_listed(("I1", 70), ("I2", 10), ("I3", 40)))
    assert 'data-rows="1 2 0"' in body["parts"][ids.LIST]
    assert [body["rows"].index(f">指标{code}<") for code in ("I1", "I2", "I3")] == sorted(
        body["rows"].index(f">指标{code}<") for code in ("I1", "I2", "I3")
    )


def test_rows_that_the_browser_holds_are_not_sent_again() -> None:
    worklist = _listed(("I1", 70))
    first = layout.body(worklist)
    again = layout.body(worklist, (), first["stamp"])
    assert first["rows"]
    assert again["rows"] is None
    assert layout.body(worklist, (), "another stamp")["rows"] == first["rows"]


def test_a_narrowed_list_still_sends_every_row_of_its_region() -> None:
    worklist = build_worklist(_listed(("I1", 70), ("I2", 100)).assessment, Filters(status=Status.MET))
    body = layout.body(worklist)
    assert "指标I1" in body["rows"]
    assert 'data-rows="1"' in body["parts"][ids.LIST]


def test_a_head_says_how_the_list_is_sorted_and_turns_it_round() -> None:
    head = layout.body(_listed(("I1", 70)))["parts"][ids.LIST]
    assert 'class="c-lag num" aria-sort="descending"' in head
    assert 'data-set="workspace-sort" data-value="lag"' in head
    assert 'data-set="workspace-sort" data-value="name"' in head


def test_what_is_left_out_is_hidden_by_a_class() -> None:
    parts = layout.body(_listed(("I1", 70)))["parts"]
    assert 'class="table list no-pace no-projected"' in parts[ids.LIST]
    assert 'data-column="target" checked' in parts[ids.LIST_HEAD]


def test_the_export_names_just_what_is_shown() -> None:
    worklist = build_worklist(
        assess(a_plan(), {}, "2023-09"), Filters(region="A"), arrangement=Arrangement(Column.NAME, falling=False)
    )
    address = list_columns.export_address(worklist, "csv")
    assert address == "/api/v1/export/standings.csv?plan=plan&month=2023-09&region=A&sort=name"


def test_the_heat_map_has_its_table() -> None:
    plan = a_plan([by_counties()], targets=(RegionalTarget("I1", "A", Decimal(60)),))
    assessment = assess(plan, {("I1", "A"): {"2023-09": 15}, ("I1", "B"): {"2023-09": 1}}, "2023-09")
    table = layout.heat_table(build_heat_map(assessment, Filters()))
    assert '<th scope="colgroup" colspan="1">板块一</th>' in table
    assert 'href="/indicator/I1?region=A"' in table
    assert "严重滞后</span>25</a>" in table
    assert 'title="没有分解目标">·' in table


def test_an_empty_heat_map_says_so() -> None:
    heat = build_heat_map(assess(a_plan(), {}, "2023-09"), Filters())
    assert "没有由县区填报的指标" in layout.heat_table(heat)
