"""The wall: numbers in the first response, lamps that need no colour, pages that fail alone."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, time
from decimal import Decimal

import pytest
from flask.testing import FlaskClient

from dashboard.domain.assessment import Assessment
from dashboard.domain.plan import Pillar, Region, RegionalTarget, Task
from dashboard.services.reading import load_assessment, load_revision
from dashboard.services.site import Site
from dashboard.viewmodels.screen_header import build_screen_header
from dashboard.web import wording
from dashboard.web.page import Query
from dashboard.web.pages.screen import layout
from dashboard.web.pages.screen.layout import Tempo
from dashboard.web.pages.screen.loading import load_wall
from dashboard.web.pages.screen.page import PAGE
from tests.builders import CITY, a_plan, an_indicator, assess, by_counties

TEMPO = Tempo(rotation_seconds=15, refresh_seconds=2, reload_at=time(3, 30), day=date(2023, 10, 20))


def wall_of(assessment: Assessment, show_ranking: bool = True) -> str:
    return layout.wall(assessment, None, (), show_ranking, TEMPO)


def keys(markup: str) -> list[str]:
    return re.findall(r'data-page="([^"]+)"', markup)


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
    found = keys(load_wall(demo_site, {}))
    assert found[0] == "overview"
    assert {"pillar-1", "pillar-2", "pillar-3", "pillar-4", "pillar-5", "counties", "county-1"} <= set(found)
    assert len(found) == len(set(found))


def test_which_page_is_seen_is_not_the_server_s_to_say(demo_site: Site) -> None:
    assert "is-on" not in load_wall(demo_site, {})


def test_no_mark_stands_without_its_word(demo_site: Site) -> None:
    markup = load_wall(demo_site, {})
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


def test_the_wall_loads_its_own_two_styles_and_its_own_scripts_after_the_first_paint(client: FlaskClient) -> None:
    page = client.get("/screen").get_data(as_text=True)
    assert re.findall(r"<link[^>]*/([\w.-]+)\?", page) == ["00-tokens.css", "30-screen.css"]
    scripts = re.findall(r"<script( defer)?[^>]*/([\w.-]+)\?", page)
    assert [name for defer, name in scripts if not defer] == []
    assert {name.partition("-")[0] for _, name in scripts} == {"00", "idiomorph.min.js", "screen", "screen.js"}
    assert scripts[-1] == (" defer", "screen.js")


def test_only_the_first_page_is_live_and_the_others_lie_in_templates(demo_site: Site) -> None:
    markup = load_wall(demo_site, {})
    pages = re.findall(r'data-page="([^"]+)"[^>]*>\s*(<template>)?', markup)
    assert [key for key, template in pages if not template] == ["overview"]
    assert markup.count("<template>") == markup.count("</template>") == len(pages) - 1


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
    pages = layout.wall_pages(found, None, (), True)
    broken = [replace(page, build=fail) if page.key == "counties" else page for page in pages]
    markup = layout.draw_wall(broken, build_screen_header(found), TEMPO)
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
    assert "排名" not in wall_of(found, show_ranking=False)
    assert "县区完成情况" in wall_of(found, show_ranking=False)


def test_names_of_forty_characters_are_shortened_at_both_ends_of_the_cut() -> None:
    name = "推动城市运行管理服务平台与基层治理深度融合并持续提升覆盖率的年度目标完成值甲乙丙丁"
    markup = wall_of(assess(a_plan([an_indicator("I1", name=name, headline=True)]), {}, "2023-09"))
    assert name not in markup
    assert f"{name[:16]}…{name[-8:]}" in markup


def test_the_page_is_called_by_its_path() -> None:
    assert (PAGE.path, PAGE.in_menu) == ("/screen", "大屏")
    assert PAGE.markup is load_wall
