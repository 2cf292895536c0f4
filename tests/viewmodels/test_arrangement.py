"""The list is arranged as its address says, and the address says it shortly."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.viewmodels.arrangement import NAMES, USUAL, Arrangement, Column, Grouping


def test_the_usual_arrangement_needs_no_words() -> None:
    assert Arrangement().to_query() == {}
    assert Arrangement.from_query({}) == Arrangement()


def test_an_address_says_how_the_list_is_arranged() -> None:
    found = Arrangement.from_query({"sort": "-name", "group": "task", "columns": "pace.lag"})
    assert found == Arrangement(
        Column.NAME, True, Grouping.TASK, (Column.STATUS, Column.NAME, Column.PACE, Column.LAG)
    )  # fmt: skip


@pytest.mark.parametrize("sort", ["", "trend", "-trend", "nothing", "-", "--lag"])
def test_what_cannot_be_sorted_by_stays_as_usual(sort: str) -> None:
    assert Arrangement.from_query({"sort": sort}) == Arrangement()


def test_all_that_can_be_left_out_may_be_left_out() -> None:
    assert Arrangement.from_query({"columns": "none"}).columns == (Column.STATUS, Column.NAME)
    assert Arrangement.from_query({"columns": "nothing.like.it"}).columns == USUAL


@given(
    st.builds(
        Arrangement,
        st.sampled_from([column for column in Column if column is not Column.TREND]),
        st.booleans(),
        st.sampled_from(Grouping),
        st.sets(st.sampled_from(Column)).map(
            lambda chosen: tuple(c for c in Column if c in chosen or c in (Column.STATUS, Column.NAME))
        ),
    )
)
def test_every_arrangement_comes_back_from_its_address(arrangement: Arrangement) -> None:
    assert Arrangement.from_query(arrangement.to_query()) == arrangement


@given(st.dictionaries(st.sampled_from(NAMES), st.text()))
def test_any_address_gives_an_arrangement(query: dict[str, str]) -> None:
    found = Arrangement.from_query(query)
    assert Arrangement.from_query(found.to_query()) == found


def test_a_head_begins_with_what_is_looked_for_and_turns_round_after_that() -> None:
    usual = Arrangement()
    assert (usual.next_sort(Column.LAG), usual.next_sort(Column.NAME)) == ("lag", "name")
    assert usual.next_sort(Column.REQUIRED) == "-required"
    assert Arrangement(Column.NAME, falling=False).next_sort(Column.NAME) == "-name"
