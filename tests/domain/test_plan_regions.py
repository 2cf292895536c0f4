"""The tree of regions, and names that mean one region only."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain.plan import Region
from dashboard.domain.plan_draft import Listed, Placed
from dashboard.domain.plan_regions import check_regions


def listed(*regions: Region) -> Listed[Region]:
    return Listed("regions.csv", tuple(Placed(line, region) for line, region in enumerate(regions, start=2)))


def found(*regions: Region) -> list[tuple[int | None, str]]:
    return [(fault.line, fault.code) for fault in check_regions(listed(*regions))]


def region(code: str, parent: str | None = None, *aliases: str) -> Region:
    return Region(code, f"名{code}", aliases=aliases, parent=parent)


TREES: list[tuple[tuple[tuple[str, str | None], ...], list[tuple[int, str]]]] = [
    ((("A", None),), []),
    ((("A", None), ("B", "A"), ("C", "B")), []),
    ((("B", "A"), ("A", None)), []),
    ((("A", None), ("B", None)), [(3, "second-root")]),
    ((("A", None), ("B", None), ("C", None)), [(3, "second-root"), (4, "second-root")]),
    ((("A", "B"), ("B", "A")), [(1, "no-root"), (2, "loop")]),
    ((("R", None), ("A", "B"), ("B", "C"), ("C", "A")), [(3, "loop")]),
    ((("R", None), ("T", "A"), ("A", "B"), ("B", "A")), [(4, "loop")]),
    ((("R", None), ("A", "A"), ("B", "B")), [(3, "loop"), (4, "loop")]),
]


@pytest.mark.parametrize(("rows", "faults"), TREES)
def test_regions_make_one_tree(rows: tuple[tuple[str, str | None], ...], faults: list[tuple[int, str]]) -> None:
    assert found(*(region(code, parent) for code, parent in rows)) == faults


def test_a_loop_is_told_as_the_way_round() -> None:
    faults = list(check_regions(listed(region("R"), region("A", "B"), region("B", "C"), region("C", "A"))))
    assert "A → B → C → A" in faults[0].message


@given(st.lists(st.integers(0, 50), max_size=30))
def test_regions_that_hang_below_an_earlier_one_never_loop(parents: list[int]) -> None:
    tree = [region("0")]
    tree += [region(str(place), str(parent % place)) for place, parent in enumerate(parents, start=1)]
    assert found(*tree) == []


@pytest.mark.parametrize("alias", ["名B", "名 b", "Ｂ", "b", "“名B”"])
def test_no_name_means_two_regions_however_it_is_spelled(alias: str) -> None:
    assert found(region("R"), region("A", "R", alias), region("B", "R"))[:1] == [(4, "name-of-two")]


def test_a_region_may_repeat_its_own_name_among_its_aliases() -> None:
    assert found(region("R", None, "名R", "R")) == []


def test_two_regions_on_one_tile_are_told() -> None:
    tiles = [Region(code, f"名{code}", parent="R", tile_row=1, tile_col=2) for code in "AB"]
    assert found(region("R"), *tiles) == [(4, "tile-taken")]
