"""Positions come out of the database as they were worked out, fact by fact."""

from __future__ import annotations

import pytest
from builders import a_plan, an_indicator, by_counties, month

from dashboard.domain.measure import Measure
from dashboard.domain.position import Known
from dashboard.domain.standing import judge_region
from dashboard.domain.yardstick import yardsticks
from dashboard.services import intake, planning
from dashboard.services.intake import Upload
from dashboard.services.restanding import build_tracks
from dashboard.services.site import Site
from dashboard.storage import figures, plans, positions
from dashboard.storage.database import reading, writing

FACTS = [name for name in vars(Known) if not name.startswith("_")]
LAST = month("2023-05")


@pytest.fixture
def filled(site: Site) -> Site:
    """Every kind of fact: late counties, counts, an own figure beside a roll-up, a baseline, a pair."""
    plan = a_plan(
        [
            by_counties("I1"),
            by_counties("R1", measure=Measure.RATIO, unit="%", target=80),
            an_indicator("N1", pairs_with="S1"),
            an_indicator("S1", measure=Measure.STOCK, target=300),
            by_counties("S2", measure=Measure.STOCK, target=90),
        ]
    )
    rows = (
        "I1,甲县,2023-01,3,,", "I1,甲县,2023-03,7,,", "I1,乙县,2023-05,1,,", "I1,某市,2023-04,9,,",
        "R1,甲县,2023-02,,1,3", "R1,乙县,2023-03,50,,", "R1,某市,2023-03,,4,9",
        "S1,某市,2022-12,200,,", "S1,某市,2023-02,234,,", "N1,某市,2023-02,30,,",
        "S2,甲县,2022-12,10,,", "S2,甲县,2023-05,40,,", "S2,乙县,2022-12,5,,",
    )  # fmt: skip
    with writing(site.engine) as connection:
        planning.save(site, connection, plan)
    content = "\n".join(("指标编码,地区,月份,累计值,分子,分母", *rows)).encode()
    loaded = intake.load_upload(site, Upload(content, "a.csv", "test", explanation="核对过"), publish=True)
    assert loaded.published, loaded.review.problems
    return site


def test_a_kept_position_tells_what_was_worked_out(filled: Site) -> None:
    with reading(filled.engine) as connection:
        stored = plans.load_plan(connection, plans.find_plan(connection, None)[0])
        tracks = build_tracks(stored, stored.indicator_ids, figures.current_figures(connection, stored), LAST)
        seen = set()
        for region in stored.region_ids:
            kept = positions.load_series(connection, stored, region)
            fresh = {code: track[region] for code, track in tracks.items() if track.get(region)}
            assert kept.keys() == fresh.keys()
            for code, track in fresh.items():
                assert kept[code].keys() == track.keys()
                for at, position in track.items():
                    for fact in FACTS:
                        assert getattr(kept[code][at], fact) == getattr(position, fact), (code, region, at, fact)
                        seen |= {fact} if getattr(position, fact) is not None else set()
    assert seen == set(FACTS)


def test_a_months_positions_are_those_of_the_series_and_judge_alike(filled: Site) -> None:
    with reading(filled.engine) as connection:
        stored = plans.load_plan(connection, plans.find_plan(connection, None)[0])
        by_region = positions.load_positions(connection, stored, LAST)
        for region, rows in by_region.items():
            series = positions.load_series(connection, stored, region)
            kept = positions.by_indicator(stored, rows)
            assert kept == {code: track[LAST] for code, track in series.items() if LAST in track}
            sticks = yardsticks(stored.plan, stored.plan.region_by_code[region], LAST)
            assert judge_region(stored.plan, sticks, kept) == judge_region(
                stored.plan, sticks, {code: track[LAST] for code, track in series.items()}
            )


def test_some_regions_alone_can_be_read_also_past_the_last_month_kept(filled: Site) -> None:
    with reading(filled.engine) as connection:
        stored = plans.load_plan(connection, plans.find_plan(connection, None)[0])
        whole = positions.load_positions(connection, stored, LAST)
        later = positions.load_positions(connection, stored, month("2023-11"), ["A"])
    assert later == {"A": whole["A"]}
