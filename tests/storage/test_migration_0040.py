"""Submissions and figures from before the people's side of reporting are there after it, as they were."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import Connection, text
from sqlalchemy.exc import IntegrityError

from dashboard.storage import upgrading
from dashboard.storage.database import open_database, reading, writing

_BEFORE, _AFTER = "0010", "0040"
_ROWS = (
    "INSERT INTO plan (id, code, revision, title, first_month, last_month, clock, approx_share, red_after, asof_share,"
    " publish) VALUES (1, 'p', 1, 'P', 202301, 202312, 'plan', 1, 1, 1, 'review')",
    "INSERT INTO region (id, plan_id, code, ordinal, name) VALUES (1, 1, 'C', 0, 'C')",
    "INSERT INTO pillar (plan_id, code, ordinal, name) VALUES (1, 'P1', 0, 'P')",
    "INSERT INTO task (plan_id, code, ordinal, pillar, title) VALUES (1, 'T1', 0, 'P1', 'T')",
    "INSERT INTO indicator (id, plan_id, code, ordinal, task, name, unit, measure, comparator, target, reported_by,"
    " headline, due, weight) VALUES (1, 1, 'I1', 0, 'T1', 'I', '个', 'increment', '≥', 1, 'city', false, 202312, 1)",
    "INSERT INTO submission (id, plan_id, state, name, sha256, content, accept_valid, figures, demonstration, review,"
    " made_at, made_by) VALUES (7, 1, 'published', 'a.csv', 'x', 'y', false, 1, false, 'z',"
    " '2023-10-01 00:00:00', 'somebody')",
    "INSERT INTO figure (indicator_id, region_id, month, submission_id, line, value) VALUES (1, 1, 202309, 7, 2, 5)",
)


def _go(connection: Connection, revision: str) -> None:
    config = upgrading._config()
    config.attributes["connection"] = connection
    move = command.downgrade if revision == _BEFORE else command.upgrade
    move(config, revision)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def old_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database in the old shape, with a published figure in it."""
    url = f"sqlite:///{tmp_path}/old.db"
    if request.param == "postgresql":
        url = str(request.getfixturevalue("postgresql_url"))
    engine = open_database(url)
    with writing(engine) as connection:
        if request.param == "sqlite":
            upgrading.upgrade(connection)
        _go(connection, _BEFORE)
        for row in _ROWS:
            connection.execute(text(row))
    engine.dispose()
    return url


def test_what_was_there_is_there_afterwards(old_url: str) -> None:
    engine = open_database(old_url)
    with writing(engine) as connection:
        upgrading.upgrade(connection)
    with reading(engine) as connection:
        kept = connection.execute(text("SELECT id, state, kind, reason, submitted_at, name FROM submission")).one()
        assert tuple(kept) == (7, "published", "file", "", None, "a.csv")
        assert connection.execute(text("SELECT submission_id, value, repeats FROM figure")).one() == (7, 5, False)
    engine.dispose()
    if old_url.startswith("sqlite"):
        with sqlite3.connect(old_url.removeprefix("sqlite:///")) as found:
            assert found.execute("PRAGMA foreign_key_check").fetchall() == []
            assert found.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_the_new_states_are_taken_and_no_others(old_url: str) -> None:
    engine = open_database(old_url)
    with writing(engine) as connection:
        upgrading.upgrade(connection)
        for state in ("submitted", "returned"):
            connection.execute(text(f"UPDATE submission SET state = '{state}'"))
    with pytest.raises(IntegrityError), writing(engine) as connection:
        connection.execute(text("UPDATE submission SET state = 'lost'"))
    engine.dispose()


def test_the_way_back_keeps_them_too(old_url: str) -> None:
    engine = open_database(old_url)
    with writing(engine) as connection:
        _go(connection, _AFTER)
        connection.execute(text("UPDATE submission SET state = 'returned'"))
        _go(connection, _BEFORE)
    with reading(engine) as connection:
        assert connection.execute(text("SELECT id, state FROM submission")).one() == (7, "draft")
    engine.dispose()
