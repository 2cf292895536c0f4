"""What the wall costs the server: a tick without news, a picture seen before, a new day."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Connection, Engine, event

from dashboard.services.site import Site
from dashboard.storage.database import reading
from dashboard.web.pages.screen import loading
from dashboard.web.shell import Board


@contextmanager
def statements(engine: Engine) -> Iterator[list[str]]:
    """The statements that the database is sent, without the BEGIN around them."""
    found: list[str] = []

    def note(_c: Connection, _k: object, statement: str, *_others: Any) -> None:
        if statement != "BEGIN":
            found.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(engine, "before_cursor_execute", note)


def test_a_tick_without_news_costs_one_read_of_one_row_found_by_its_key(app: Board, client: FlaskClient) -> None:
    engine = app.site.engine
    client.get("/api/v1/revision")  # who asks is remembered from here on
    with statements(engine) as found:
        answer = client.get("/api/v1/revision")
    assert sorted(answer.json) == ["day", "revision"]
    (statement,) = found
    with reading(engine) as connection:
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", (1,)).one()
    assert plan.detail == "SEARCH site USING INTEGER PRIMARY KEY (rowid=?)"


def test_the_wall_says_of_what_revision_and_day_it_is_in_the_words_of_the_tick(client: FlaskClient) -> None:
    told = client.get("/api/v1/revision").json
    wall = client.get("/screen").get_data(as_text=True)
    assert f'data-revision="{told["revision"]}" data-day="{told["day"]}"' in wall


def test_a_new_day_is_another_picture_without_a_publication(demo_site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    class Tomorrow(date):
        @classmethod
        def today(cls) -> date:
            return date.today() + timedelta(days=1)

    today = loading.load_wall(demo_site, {})
    assert loading.load_wall(demo_site, {}) is today
    monkeypatch.setattr(loading, "date", Tomorrow)
    assert f'data-day="{Tomorrow.today()}"' in loading.load_wall(demo_site, {})
