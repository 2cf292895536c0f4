"""Many rows at once: what is given column by column is what the table holds."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Column, Integer, MetaData, Table, select

from dashboard.domain.errors import StoreUnavailable
from dashboard.services.site import Site
from dashboard.storage.database import writing
from dashboard.storage.inserting import insert_columns

CELL = Table(
    "cell",
    MetaData(),
    *(Column(name, Integer, primary_key=name == "number", autoincrement=False) for name in ("number", "one", "two")),
)
values = st.one_of(st.none(), st.sampled_from([0, 7, -1, 2**31 - 1]))


@pytest.fixture
def table(site: Site) -> Site:
    with writing(site.engine) as connection:
        CELL.create(connection)
    return site


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(values, values), max_size=100), st.booleans())
def test_every_row_is_kept_whether_its_columns_vary_or_not(
    table: Site, pairs: list[tuple[int | None, int | None]], same: bool
):
    pairs = pairs[:1] * len(pairs) if same else pairs
    columns = {
        "number": range(len(pairs)),
        "one": [one for one, _ in pairs],
        "two": [two for _, two in pairs],
    }
    with writing(table.engine) as connection:
        connection.execute(CELL.delete())
        insert_columns(connection, CELL, columns)
        kept = connection.execute(select(CELL).order_by(CELL.c.number)).all()
    assert [tuple(row) for row in kept] == [(number, *pair) for number, pair in enumerate(pairs)]


def test_more_rows_than_are_made_ready_at_a_time_are_all_kept(table: Site):
    with writing(table.engine) as connection:
        insert_columns(connection, CELL, {"number": range(20_000), "one": [1] * 20_000, "two": range(20_000)})
        kept = connection.execute(select(CELL).order_by(CELL.c.number)).all()
    assert [tuple(row) for row in kept] == [(number, 1, number) for number in range(20_000)]


def test_a_broken_key_stays_an_error_of_our_own(table: Site):
    with pytest.raises(Exception, match=r"(?i)unique") as raised, writing(table.engine) as connection:
        insert_columns(connection, CELL, {"number": [1, 1], "one": [1, 2], "two": [1, 2]})
    assert not isinstance(raised.value, StoreUnavailable)


def test_what_the_driver_says_while_rows_go_in_is_said_calmly(site: Site):
    with pytest.raises(StoreUnavailable, match="init"), writing(site.engine) as connection:
        insert_columns(connection, CELL, {"number": [1], "one": [1], "two": [1]})
