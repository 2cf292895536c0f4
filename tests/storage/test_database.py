"""What the database promises: one writer at a time, all or nothing, calm sentences."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from dashboard.domain.errors import StoreUnavailable
from dashboard.services.site import Site
from dashboard.storage import site as site_table
from dashboard.storage.database import open_database, reading, writing


def test_what_fails_halfway_leaves_nothing_behind(site: Site) -> None:
    def fail_halfway() -> None:
        with writing(site.engine) as connection:
            site_table.next_revision(connection)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_halfway()
    with reading(site.engine) as connection:
        assert site_table.load_revision(connection) == 0


def test_writers_wait_for_each_other_and_none_is_lost(site: Site) -> None:
    def add() -> None:
        for _ in range(10):
            with writing(site.engine) as connection:
                site_table.next_revision(connection)

    threads = [threading.Thread(target=add) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with reading(site.engine) as connection:
        assert site_table.load_revision(connection) == 80


def test_a_reader_sees_one_state_from_beginning_to_end(site: Site) -> None:
    with reading(site.engine) as connection:
        before = site_table.load_revision(connection)
        with writing(site.engine) as other:
            site_table.next_revision(other)
        assert site_table.load_revision(connection) == before


def test_foreign_keys_are_enforced_and_the_log_is_written_ahead(sqlite_url: str) -> None:
    with reading(open_database(sqlite_url)) as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"


def test_a_file_that_is_no_database_gets_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "notes.db").write_text("这不是数据库" * 1000, encoding="utf-8")
    with (
        pytest.raises(StoreUnavailable, match="不是数据库"),
        reading(open_database(f"sqlite:///{tmp_path}/notes.db")) as c,
    ):
        site_table.load_revision(c)


def test_a_database_without_tables_says_how_to_make_them(tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailable, match="init"), reading(open_database(f"sqlite:///{tmp_path}/new.db")) as c:
        site_table.load_revision(c)
