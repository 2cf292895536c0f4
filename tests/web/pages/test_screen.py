"""The wall: numbers in the first response, lamps that need no colour, pages that fail alone."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from datetime import date, time
from decimal import Decimal
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from dashboard.domain.assessment import Assessment
from dashboard.domain.measure import Measure
from dashboard.domain.plan import Milestone, Pillar, Region, RegionalTarget, Task
from dashboard.services.reading import load_assessment, load_revision
from dashboard.services.site import Site
from dashboard.viewmodels.screen_header import build_screen_header
from dashboard.viewmodels.wall_view import Ranking, WallView
from dashboard.web import bundle, wording
from dashboard.web.page import Query
from dashboard.web.pages.screen import layout
from dashboard.web.pages.screen.layout import Tempo
from dashboard.web.pages.screen.loading import load_wall
from dashboard.web.pages.screen.page import PAGE
from tests.builders import CITY, a_plan, an_indicator, assess, by_counties, month, ratio

WHOLE = {"whole": ""}
TEXT = '<script type="text/html">'
LATE, KEY = '<section class="late">', '<section class="key">'
LEFT_OUT = {
    TEXT: "</script>",
    "<style>": "</style>",
    '<p class="pillars__marks [^>]*>': "</p>",
    '<section class="ranking wide">': "</section>",
    '<div class="widest">': rf"</div>\s*{KEY}",
}
"""What the first answer is without: from where to where."""
TEMPO = Tempo(rotation_seconds=15, refresh_seconds=2, reload_at=time(3, 30), day=date(2023, 10, 20))


def wall_of(assessment: Assessment, ranking: Ranking = Ranking.ALL) -> str:
    return layout.wall(WallView(assessment, ranking=ranking), TEMPO, "").whole


def keys(markup: str) -> list[str]:
    return re.findall(r'data-page="([^"]+)"', markup)


def words_of(markup: str) -> list[str]:
    """The markup without the spaces between elements."""
    return re.sub(r"\s*(<[^>]*>)\s*", r"\1", markup).split()


def text_of(markup: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", markup).split())


def test_the_numbers_stand_in_the_first_response(client: FlaskClient) -> None:
    page = client.get("/screen").get_data(as_text=True)
    assert '<html lang="zh-CN" data-theme="wall">' in page
    whole = re.search(r'class="hero__score n">(\d+\.\d)<small>%', page)
    assert whole is not None


def test_the_wall_shows_the_same_number_as_the_assessment(demo_site: Site) -> None:
    assessment = load_assessment(demo_site)
    whole = assessment.whole(assessment.standings[assessment.plan.root.code])
    markup = load_wall(demo_site, {})
    assert f'<p class="hero__score n">{wording.percent(whole.score, whole.status)}<small>%</small></p>' in markup
    assert f'数据截至</dt><dd class="n">{wording.month_label(assessment.as_of)}' in markup
    assert f'data-revision="{load_revision(demo_site)}"' in markup


def test_every_page_of_the_rotation_stands_in_the_markup(demo_site: Site) -> None:
    found = keys(load_wall(demo_site, WHOLE))
    assert found[0] == "overview"
    assert {"pillar-1", "pillar-2", "pillar-3", "pillar-4", "pillar-5", "counties", "county-1"} <= set(found)
    assert len(found) == len(set(found))


def test_which_page_is_seen_is_not_the_server_s_to_say(demo_site: Site) -> None:
    assert "is-on" not in load_wall(demo_site, WHOLE)


def test_no_mark_stands_without_its_word(demo_site: Site) -> None:
    markup = load_wall(demo_site, WHOLE)
    for mark in re.findall(r'<svg class="mark[^"]*"[^>]*>', markup):
        assert 'role="img" aria-label="' in mark or 'aria-hidden="true"' in mark
    hidden = re.findall(r'<svg class="mark[^"]*" aria-hidden="true">.*?</svg>(.{0,80})', markup)
    assert hidden
    assert all("word" in after or "离线" in after or 'n">' in after for after in hidden)


@pytest.mark.parametrize("query", [{"month": "2023-03"}, {"month": "2023-3"}, {"month": "<script>"}, {"month": ""}])
def test_a_month_in_the_address_is_looked_at_and_nonsense_is_passed_over(demo_site: Site, query: Query) -> None:
    usual = wording.month_label(load_assessment(demo_site).as_of)
    expected = "2023年3月" if query["month"] == "2023-03" else usual
    assert f'数据截至</dt><dd class="n">{expected}</dd>' in load_wall(demo_site, query)


def test_the_first_answer_holds_its_styles_and_names_one_script_for_after_the_first_paint(
    client: FlaskClient, demo_site: Site
) -> None:
    page = client.get("/screen").get_data(as_text=True)
    assert "stylesheet" not in page
    for name in ("00-tokens.css", "30-screen.css"):
        assert (demo_site.settings.assets_folder / "css" / name).read_text(encoding="utf-8") in page
    (address,) = re.findall(r'<script defer fetchpriority="low" src="([^"]+)"', page)
    assert page.count(" src=") == 1

    script = client.get(address)
    assert (script.status_code, script.mimetype, script.cache_control.max_age) == (200, "text/javascript", 31_536_000)
    names = [name for name in PAGE.uses if name.endswith(".js")]
    assert names[-1] == "js/screen.js"
    found = [demo_site.settings.assets_folder.joinpath(name).read_text(encoding="utf-8") for name in names]
    assert script.get_data(as_text=True) == "\n".join(found)


def test_only_the_wall_is_painted_without_a_change_of_process(client: FlaskClient) -> None:
    policy = "Cross-Origin-Opener-Policy"
    assert policy not in client.get("/screen").headers
    assert {client.get(path).headers.get(policy) for path in ("/", "/login", "/api/v1/revision")} == {"same-origin"}


@pytest.mark.parametrize("name", ["nothing", "workspace", "screen.js"])
def test_no_other_script_is_put_together(client: FlaskClient, name: str) -> None:
    assert client.get(f"/assets/bundle/{name}.js").status_code == 404


def test_another_script_has_another_address(tmp_path: Path) -> None:
    page = replace(PAGE, uses=("css/a.css", "b.js", "c.js"))
    for name in ("b.js", "c.js"):
        tmp_path.joinpath(name).write_text("1", encoding="utf-8")
        os.utime(tmp_path / name, (100, 100))
    before = bundle.script_address(tmp_path, page)
    os.utime(tmp_path / "b.js", (200, 200))
    assert bundle.script_address(tmp_path, page) != before


def test_only_the_first_page_is_live_and_the_others_lie_there_as_text(demo_site: Site) -> None:
    markup = load_wall(demo_site, WHOLE)
    pages = re.findall(rf'data-page="([^"]+)"[^>]*>\s*({TEXT})?', markup)
    assert [key for key, text in pages if not text] == ["overview"]
    assert markup.count("<script") == markup.count("</script>") == len(pages) - 1
    assert f"{TEXT}</script>" not in markup
    assert "<!--" not in markup
    assert "data-partial" not in markup


def test_the_first_answer_is_the_whole_wall_but_for_what_is_not_seen_first(demo_site: Site) -> None:
    whole, first = load_wall(demo_site, WHOLE), load_wall(demo_site, {})
    assert len(first) < len(whole) / 8
    expected = whole
    for opening, closing in LEFT_OUT.items():
        expected = re.sub(f"({opening}).*?({closing})", r"\1\2", expected, flags=re.S)
    for opening, item, closing in ((LATE, '<li class="', "</ol>"), (KEY, '<li class="gauge', "</ul>")):
        start = expected.index(opening)
        end = expected.index(closing, start)
        expected = "".join([expected[:start], item.join(expected[start:end].split(item)[:7]), expected[end:]])
    assert words_of(first.replace(" data-partial>", ">", 1)) == words_of(expected)


def test_names_from_the_plan_are_escaped() -> None:
    evil = "<script>"
    plan = a_plan(
        [by_counties("I1", name=evil, unit=evil, headline=True)],
        pillars=(Pillar("P1", evil),),
        tasks=(Task("T1", "P1", None, "1", evil, lead=(evil,)),),
        regions=(CITY, Region("A", evil, parent="C")),
        title=evil,
    )
    plan = replace(plan, targets=(RegionalTarget("I1", "A", Decimal(10)),))
    markup = wall_of(assess(plan, {("I1", "A"): {"2023-09": 1}}, "2023-09"))
    assert evil not in markup
    assert "&lt;script&gt;" in markup


def test_without_a_plan_one_sentence_names_the_command(site: Site) -> None:
    markup = load_wall(site, {})
    assert "还没有载入工作要点" in markup
    assert "python -m dashboard init" in markup
    assert 'data-address="/api/v1/revision"' in markup
    assert keys(markup) == ["overview"]


def test_without_figures_the_structure_stands_and_says_so() -> None:
    found = text_of(wall_of(assess(a_plan(), {}, "2023-09")))
    assert "尚无已发布的数据" in found
    assert "板块一" in found
    assert "0.0 %" not in found


def test_a_page_that_cannot_be_drawn_is_marked_and_the_others_stand(caplog: pytest.LogCaptureFixture) -> None:
    def fail() -> None:
        raise ZeroDivisionError("a fault of one page")

    found = assess(a_plan(), {}, "2023-09")
    pages = layout.wall_pages(WallView(found))
    broken = [replace(page, build=fail) if page.key == "counties" else page for page in pages]
    markup = layout.draw_wall(broken, build_screen_header(WallView(found)), TEMPO, "").whole
    assert re.findall(r'class="page is-failed" data-page="([^"]+)"', markup) == ["counties"]
    assert keys(markup)[:3] == ["overview", "pillar-1", "counties"]
    assert layout.INCOMPLETE in markup
    assert layout.INCOMPLETE not in wall_of(found)
    assert "counties" in caplog.text


def test_a_city_without_regions_has_no_page_of_counties() -> None:
    plan = a_plan()
    assert keys(wall_of(assess(replace(plan, regions=plan.regions[:1]), {}, "2023-09"))) == ["overview", "pillar-1"]


def test_nine_pillars_have_nine_keys_and_long_pillars_more_pages() -> None:
    numbers = range(1, 10)
    plan = a_plan(
        [an_indicator(f"I{n}") for n in range(25)],
        pillars=tuple(Pillar(f"P{n}", f"板块{n}") for n in numbers),
        tasks=tuple(Task(f"T{n}", f"P{n}", None, str(n), "任务") for n in numbers),
    )
    markup = wall_of(assess(plan, {}, "2023-09"))
    assert keys(markup)[1:4] == ["pillar-1", "pillar-1-2", "pillar-1-3"]
    opened = re.findall(r'data-page="(pillar-\d+)" [^>]*data-key="(\d)"', markup)
    assert opened == [(f"pillar-{n}", str(n)) for n in numbers]


def test_the_ranking_can_be_switched_off() -> None:
    found = assess(a_plan([by_counties("I1")]), {}, "2023-09")
    assert "县区排名" in wall_of(found)
    assert "排名" not in wall_of(found, Ranking.NONE)
    assert "县区完成情况" in wall_of(found, Ranking.NONE)


def test_names_of_forty_characters_are_shortened_at_both_ends_of_the_cut() -> None:
    name = "推动城市运行管理服务平台与基层治理深度融合并持续提升覆盖率的年度目标完成值甲乙丙丁"
    markup = wall_of(assess(a_plan([an_indicator("I1", name=name, headline=True)]), {}, "2023-09"))
    assert name not in markup
    assert f"{name[:16]}…{name[-8:]}" in markup


def test_the_page_is_called_by_its_path() -> None:
    assert (PAGE.path, PAGE.in_menu) == ("/screen", "大屏")
    assert PAGE.markup is load_wall


def test_a_region_in_the_address_is_looked_at_by_code_name_or_alias(demo_site: Site) -> None:
    for text in ("371625", "博兴县", "博兴"):
        markup = load_wall(demo_site, {"region": text})
        assert '范围</dt><dd class="n">博兴 第1名' in markup
        assert "counties" not in keys(markup)
        assert "pillar-5" not in keys(markup)  # no indicator of it is asked of counties


def test_an_address_that_names_nothing_is_answered_with_the_reason(demo_site: Site) -> None:
    for query in ({"region": "没有这个县"}, {"plan": "没有这个方案"}):
        markup = load_wall(demo_site, query)
        assert "这一屏打不开" in markup
        assert "没有" in text_of(markup)
        assert "init" not in markup


@pytest.mark.parametrize(
    ("ranking", "city", "county"), [("all", True, True), ("own", False, True), ("none", False, False)]
)
def test_the_setting_shows_ranks_to_all_to_each_its_own_or_to_nobody(
    demo_site: Site, ranking: str, city: bool, county: bool
) -> None:
    site = replace(demo_site, settings=replace(demo_site.settings, ranking=ranking))
    rank = re.compile(r"第 ?\d+(?!条)")
    assert bool(rank.search(load_wall(site, WHOLE))) is city
    assert bool(rank.search(load_wall(site, {"region": "博兴", **WHOLE}))) is county


def test_points_of_a_ratio_are_cut_as_its_lag_is() -> None:
    ratio_ = an_indicator("I1", measure=Measure.RATIO, unit="%", headline=True)
    found = text_of(wall_of(assess(a_plan([ratio_]), {("I1", "C"): {"2023-09": ratio(8333, 10000)}}, "2023-09")))
    assert "滞后 16.6" in found
    assert "欠 16.6 个百分点" in found
    assert "16.7" not in found


def test_numbers_in_wan_and_yi_carry_their_exact_value() -> None:
    huge = an_indicator("I1", target=200_000_000, headline=True)
    markup = wall_of(assess(a_plan([huge]), {("I1", "C"): {"2023-09": 123_456_789}}, "2023-09"))
    assert '<span class="short" title="123,456,789">1.23亿</span><span class="exact">123,456,789</span>' in markup


def test_a_plan_of_five_years_names_the_years_on_its_axis() -> None:
    plan = a_plan([an_indicator("I1", due=month("2025-12"))], first_month=month("2021-01"), last_month=month("2025-12"))
    figures = {("I1", "C"): {"2023-01": 10, "2023-09": 40}}
    history = (assess(plan, figures, "2023-01"),)
    found = text_of(layout.wall(WallView(assess(plan, figures, "2023-09"), history=history), TEMPO, "").whole)
    assert "2021年1月" in found
    assert "2025年12月" in found


def test_milestones_beyond_the_room_are_counted_by_whether_they_are_done() -> None:
    milestones = tuple(Milestone(f"M{n}", "T1", f"里程碑{n}", month("2023-12")) for n in range(20))
    found = replace(
        assess(a_plan(milestones=milestones), {}, "2023-09"), milestones_done=frozenset(f"M{n}" for n in range(7))
    )
    said = re.search(r"另有 (\d+) 项未完成、(\d+) 项已完成", wall_of(found))
    assert said is not None
    shown = len(re.findall(r"<li><span>里程碑", wall_of(found)))
    assert (shown + int(said[1]) + int(said[2]), int(said[2])) == (20, 7)
