"""What is read for the pages: reported values, and rows that outlive a publication which does not concern them."""

from __future__ import annotations

from builders import a_plan, by_counties, month

from dashboard.domain.measure import Measure
from dashboard.services import intake, planning
from dashboard.services.intake import Upload
from dashboard.services.reading import load_assessment, load_lines, load_reported, load_rows
from dashboard.services.site import Site
from dashboard.storage.database import writing


def load(site: Site, *rows: str) -> None:
    content = "\n".join(("指标编码,地区,月份,累计值,分子,分母", *rows)).encode()
    assert intake.load_upload(site, Upload(content, "a.csv", "test"), publish=True).published


def plan_two(site: Site) -> None:
    ratio = by_counties("R1", measure=Measure.RATIO, unit="%", target=80)
    with writing(site.engine) as connection:
        planning.save(site, connection, a_plan([by_counties("I1"), ratio]))


def test_reported_values_are_those_of_the_positions_up_to_the_month_looked_at(demo_site: Site) -> None:
    assessment = load_assessment(demo_site, month("2023-06"))
    for region in ("371600", assessment.plan.counties[0].code):
        tracks = load_lines(demo_site, region)
        expected = {
            code: tuple(
                (at, p.amount.value) for at, p in track.items() if p.amount and p.month == at <= month("2023-06")
            )
            for code, track in tracks.items()
        }
        assert load_reported(demo_site, assessment, region) == {code: line for code, line in expected.items() if line}


def test_reported_values_can_be_asked_for_one_indicator(site: Site) -> None:
    plan_two(site)
    load(site, "I1,甲县,2023-01,3,,", "I1,甲县,2023-03,7,,", "R1,甲县,2023-03,,1,4")
    assessment = load_assessment(site, month("2023-05"))
    assert load_reported(site, assessment, "A", ["R1"]) == {"R1": ((month("2023-03"), 25),)}
    assert load_reported(site, assessment, "A")["I1"] == ((month("2023-01"), 3), (month("2023-03"), 7))


def test_a_month_after_the_last_figure_shows_what_stood_last(site: Site) -> None:
    plan_two(site)
    load(site, "I1,甲县,2023-03,7,,")
    found = [load_assessment(site, month(at)).by_cell["I1", "A"].actual for at in ("2023-02", "2023-03", "2023-12")]
    assert found == [None, 7, 7]


def test_rows_are_the_same_within_a_revision_and_outlive_what_does_not_concern_them(site: Site) -> None:
    plan_two(site)
    load(site, "I1,甲县,2023-03,7,,", "I1,乙县,2023-03,7,,", "R1,甲县,2023-03,,1,4")
    before = load_assessment(site)
    first = {region: load_rows(site, before, region) for region in "ABC"}
    assert load_rows(site, before, "A") is first["A"]
    load(site, "I1,乙县,2023-03,9,,")
    after = load_assessment(site)
    second = {region: load_rows(site, after, region) for region in "ABC"}
    assert all(second["A"][code] is first["A"][code] for code in ("I1", "R1"))
    assert second["B"]["I1"].standing.actual == 9
    assert second["C"]["I1"].standing.actual == 16


def test_every_loaded_plan_can_be_chosen(site: Site) -> None:
    for code in ("one", "two"):
        with writing(site.engine) as connection:
            planning.save(site, connection, a_plan(code=code, title=f"工作要点{code}"))
    found = planning.list_plan_choices(site)
    assert [(choice.code, choice.title) for choice in found] == [("one", "工作要点one"), ("two", "工作要点two")]
