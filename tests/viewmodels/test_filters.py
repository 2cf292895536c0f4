"""Filters come from an address and go back into it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain.plan import Department
from dashboard.domain.scope import Role
from dashboard.domain.status import Status
from dashboard.viewmodels.filters import NAMES, Filters, asked_month, check_query
from tests.builders import a_plan, month

PLAN = a_plan(departments=(Department("市大数据局"),))
FULL = {
    "plan": "plan",
    "month": "2023-09",
    "region": "A",
    "department": "市大数据局",
    "role": "lead",
    "pillar": "P1",
    "status": "BEHIND",
    "text": "5G 基站",
}


def test_an_address_names_every_filter() -> None:
    filters = Filters.from_query(FULL, PLAN)
    assert filters == Filters(
        "plan", month("2023-09"), "A", "市大数据局", Role.LEAD, "P1", Status.BEHIND, "5G 基站"
    )  # fmt: skip


def test_an_address_comes_back_as_it_was() -> None:
    assert Filters.from_query(FULL, PLAN).to_query() == FULL


@pytest.mark.parametrize("name", list(FULL))
@pytest.mark.parametrize("value", ["all", "", "nothing-like-it", "2031-01"])
def test_a_value_that_the_plan_does_not_know_is_passed_over(name: str, value: str) -> None:
    filters = Filters.from_query({name: value}, PLAN)
    assert filters == (Filters(text=value) if name == "text" and value else Filters())


def test_the_city_is_no_filter() -> None:
    filters = Filters.from_query({"region": "C"}, PLAN)
    assert filters.region is None
    assert not filters.narrows


def test_a_role_without_a_department_means_nothing() -> None:
    assert Filters.from_query({"role": "lead"}, PLAN).role is None


def test_month_and_plan_do_not_count_as_narrowing() -> None:
    assert not Filters.from_query({"plan": "plan", "month": "2023-09"}, PLAN).narrows


def test_spaces_around_the_text_are_left_out() -> None:
    assert Filters.from_query({"text": "  5G   基站 "}, PLAN).text == "5G 基站"


@pytest.mark.parametrize("text", ["", "2023-13", "9月", "2023-9"])
def test_a_month_that_cannot_be_read_is_none(text: str) -> None:
    assert asked_month({"month": text}) is None


@given(st.dictionaries(st.sampled_from(list(FULL)), st.text()))
def test_any_address_gives_filters_that_survive_the_way_back(query: dict[str, str]) -> None:
    filters = Filters.from_query(query, PLAN)
    assert Filters.from_query(filters.to_query(), PLAN) == filters


def test_the_names_are_those_of_an_address_in_full() -> None:
    assert tuple(Filters.from_query(FULL, PLAN).to_query()) == NAMES


@pytest.mark.parametrize(("name", "value"), [("region", "甲县"), ("region", "甲"), ("region", "A")])
def test_a_region_may_be_called_by_its_name(name: str, value: str) -> None:
    assert Filters.from_query({name: value}, PLAN).region == "A"


def test_a_pillar_may_be_called_by_its_name() -> None:
    assert Filters.from_query({"pillar": "板块一"}, PLAN).pillar == "P1"


@pytest.mark.parametrize("name", [name for name in NAMES if name != "text"])
def test_a_value_that_means_nothing_is_told(name: str) -> None:
    assert check_query({name: "nothing-like-it"}, PLAN) == ((name, "nothing-like-it"),)


def test_what_is_understood_or_left_open_is_not_told() -> None:
    assert check_query(FULL, PLAN) == ()
    assert check_query({"region": "C", "role": "lead", "pillar": "all", "status": "", "code": "T1"}, PLAN) == ()
    assert check_query({"region": "某市"}, PLAN) == ()
