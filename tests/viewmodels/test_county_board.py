"""The regions below the city: tiles, ranks, movement."""

from dataclasses import replace
from decimal import Decimal

import pytest

from dashboard.domain.plan import Plan, Region, RegionalTarget
from dashboard.domain.status import Status
from dashboard.viewmodels.county_board import CountyBoard, build_county_board, build_region_board
from dashboard.viewmodels.wall_view import Ranking, WallView
from tests.builders import CITY, a_plan, assess, by_counties


def a_race(regions: tuple[Region, ...] | None = None) -> Plan:
    """A plan whose counties are all to reach 100 of one indicator."""
    plan = a_plan([by_counties("I1")], **({"regions": (CITY, *regions)} if regions else {}))
    targets = tuple(RegionalTarget("I1", r.code, Decimal(100)) for r in plan.regions if r.parent)
    return replace(plan, targets=targets)


def reported(scores: dict[str, int], at: str = "2023-09") -> dict[tuple[str, str], dict[str, int]]:
    return {("I1", code): {at: score} for code, score in scores.items()}


def board_of(
    scores: dict[str, int], before: dict[str, int] | None = None, ranking: Ranking = Ranking.ALL
) -> CountyBoard:
    plan = a_race()
    previous = None if before is None else assess(plan, reported(before, "2023-08"), "2023-08")
    board = build_county_board(WallView(assess(plan, reported(scores), "2023-09"), previous, ranking=ranking))
    assert board is not None
    return board


def test_ties_share_a_rank() -> None:
    board = board_of({"A": 50, "B": 80, "D": 50})
    assert [(line.region.code, line.rank) for line in board.lines] == [("B", 1), ("A", 2), ("D", 2)]


def test_movement_counts_the_places_won_since_the_month_before() -> None:
    board = board_of({"A": 50, "B": 80, "D": 70}, {"A": 40, "B": 30, "D": 20})
    assert {line.region.code: line.movement for line in board.lines} == {"B": 1, "D": 1, "A": -2}


@pytest.mark.parametrize("before", [None, {}], ids=["no month before", "nothing reported before"])
def test_without_a_month_before_there_is_no_movement(before: dict[str, int] | None) -> None:
    assert {line.movement for line in board_of({"A": 50, "B": 80, "D": 70}, before).lines} == {None}


def test_nobody_is_ranked_before_anybody_has_reported() -> None:
    assert {line.rank for line in board_of({}).lines} == {None}


def test_a_silent_county_is_ranked_last_once_others_have_reported() -> None:
    board = board_of({"A": 50, "B": 80})
    assert [(line.region.code, line.rank) for line in board.lines] == [("B", 1), ("A", 2), ("D", 3)]
    assert board.lines[2].rollup.status is Status.UNREPORTED
    assert board.lines[2].bullet.done == 0


def test_a_region_without_targets_is_not_ranked_and_stands_last() -> None:
    plan = a_race()
    plan = replace(plan, targets=plan.targets[1:])
    board = build_county_board(WallView(assess(plan, reported({"A": 90, "B": 80, "D": 10}), "2023-09")))
    assert board is not None
    assert [(line.region.code, line.rank) for line in board.lines] == [("B", 1), ("D", 2), ("A", None)]


def test_without_a_ranking_the_plan_s_order_stands() -> None:
    board = board_of({"A": 10, "B": 80, "D": 50}, ranking=Ranking.NONE)
    assert [line.region.code for line in board.lines] == ["A", "B", "D"]


def test_the_worst_of_a_county_is_its_indicator_furthest_behind() -> None:
    worst = {line.region.code: line.worst for line in board_of({"A": 10, "B": 80}).lines}
    assert worst["A"] is not None
    assert worst["A"].indicator.code == "I1"
    assert worst["B"] is None
    assert worst["D"] is None


def test_tiles_begin_at_the_first_row_and_column_and_zones_stand_apart() -> None:
    regions = (
        Region("A", "甲县", parent="C", tile_row=2, tile_col=3),
        Region("B", "乙县", parent="C", tile_row=3, tile_col=2),
        Region("D", "丁区", parent="C", kind="zone", tile_row=9, tile_col=9),
    )
    board = build_county_board(WallView(assess(a_race(regions), {}, "2023-09")))
    assert board is not None
    tiles = {t.line.region.code: (t.row, t.column) for t in board.map.tiles}
    assert tiles == {"A": (1, 2), "B": (2, 1)}
    assert (board.map.rows, board.map.columns) == (2, 2)
    assert [line.region.code for line in board.map.zones] == ["D"]


@pytest.mark.parametrize("place", [(None, None), (0, 0)], ids=["one without a place", "two in one place"])
def test_tiles_flow_where_the_plan_gives_no_clear_places(place: tuple[int | None, int | None]) -> None:
    regions = (
        Region("A", "甲县", parent="C", tile_row=0, tile_col=0),
        Region("B", "乙县", parent="C", tile_row=place[0], tile_col=place[1]),
    )
    board = build_county_board(WallView(assess(a_race(regions), {}, "2023-09")))
    assert board is not None
    assert {(tile.row, tile.column) for tile in board.map.tiles} == {(None, None)}
    assert board.map.rows == 0


def test_thirty_counties_are_shown_in_even_pages_and_each_has_its_own_key() -> None:
    regions = tuple(Region(f"R{n}", f"县{n}", parent="C") for n in range(30))
    board = build_county_board(WallView(assess(a_race(regions), {}, "2023-09")))
    assert board is not None
    assert [len(sheet) for sheet in board.sheets] == [10, 10, 10]
    keys = [line.key for line in board.lines]
    assert len(set(keys)) == 30
    assert not {"C", "F"} & set(keys)


def test_the_counties_of_a_county_are_not_on_the_city_s_board() -> None:
    regions = (Region("A", "甲市", parent="C"), Region("A1", "子县", parent="A"))
    board = build_county_board(WallView(assess(a_race(regions), {}, "2023-09")))
    assert board is not None
    assert [line.region.code for line in board.lines] == ["A"]


def test_one_region_shows_only_pillars_and_indicators_that_it_has_targets_for() -> None:
    plan = a_race()
    plan = replace(plan, indicators=(*plan.indicators, by_counties("I2")))
    found = assess(plan, reported({"A": 10}), "2023-09")
    board = build_county_board(WallView(found))
    assert board is not None
    region = build_region_board(WallView(found), board.lines[0])
    assert [line.standing.indicator.code for line in region.lines] == ["I1"]
    assert region.total == 1
    assert [pillar.code for pillar, _, _ in region.pillars] == ["P1"]


def test_a_matrix_leaves_out_what_no_county_reports() -> None:
    board = board_of({"A": 10})
    assert board.by_pillar.columns == ("板块一",)
    assert board.by_headline is not None
    assert [len(row.cells) for row in board.by_headline.rows] == [1, 1, 1]


def test_only_a_ranking_for_all_ranks_the_counties_on_the_city_s_wall() -> None:
    for ranking in (Ranking.OWN, Ranking.NONE):
        board = board_of({"A": 10, "B": 80, "D": 50}, ranking=ranking)
        assert not board.show_ranking
        assert [line.region.code for line in board.lines] == ["A", "B", "D"]
        assert board.movers == ()


def test_those_who_moved_are_named_and_those_who_stayed_are_not() -> None:
    board = board_of({"A": 50, "B": 80, "D": 20}, {"A": 40, "B": 30, "D": 20})
    assert [(line.region.code, line.movement) for line in board.movers] == [("B", 1), ("A", -1)]


def test_what_has_come_in_for_the_month_is_counted_by_county_and_in_all() -> None:
    plan = a_race()
    figures = {("I1", "A"): {"2023-09": 1}, ("I1", "B"): {"2023-08": 1}}
    board = build_county_board(WallView(assess(plan, figures, "2023-09")))
    assert board is not None
    assert {line.region.code: (line.month.published, line.month.expected) for line in board.lines if line.month} == {
        "A": (1, 1),
        "B": (0, 1),
        "D": (0, 1),
    }
    assert board.month is not None
    assert (board.month.published, board.month.expected) == (1, 3)
    assert sorted(line.region.code for line in board.silent) == ["B", "D"]


def test_a_region_with_regions_below_it_counts_what_they_owe() -> None:
    regions = (Region("A", "甲市", parent="C"), Region("A1", "一县", parent="A"), Region("A2", "二县", parent="A"))
    plan = a_race(regions)
    board = build_county_board(WallView(assess(plan, {("I1", "A1"): {"2023-09": 1}}, "2023-09")))
    below = build_county_board(WallView(assess(plan, {}, "2023-09"), place=plan.region_by_code["A"]))
    assert board is not None
    assert below is not None
    assert board.month is not None
    assert (board.month.published, board.month.expected) == (1, 2)
    assert [line.region.code for line in below.lines] == ["A1", "A2"]
