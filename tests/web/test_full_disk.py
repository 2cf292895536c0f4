"""A disk that is full while a file comes in over HTTP: one sentence, nothing changed, and the same upload again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from random import Random
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event

from dashboard.services import restanding
from dashboard.services.reading import load_revision
from dashboard.storage.database import reading
from dashboard.web.shell import Board

LONG = Random(1).randbytes(50_000).hex()  # more than the file's free pages hold, however it is compressed
FILE = f"指标编码,地区,月份,累计值,备注\nT28-1,滨城,2023-10,190,{LONG}\n".encode()


@contextmanager
def full_disk(app: Board) -> Iterator[None]:
    """The site's database may not grow by a page meanwhile."""
    engine = app.site.engine
    with reading(engine) as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()

    def narrow(connection: Any, _: object) -> None:
        connection.execute(f"PRAGMA max_page_count={pages}")

    engine.dispose()
    event.listen(engine, "connect", narrow)
    try:
        yield
    finally:
        event.remove(engine, "connect", narrow)
        engine.dispose()


@pytest.mark.parametrize("address", ["/api/v1/figures?name=a.csv&publish=1", "/report/files?name=a.csv"])
def test_a_full_disk_is_said_and_the_same_upload_goes_through_later(
    app: Board, client: FlaskClient, address: str
) -> None:
    before = load_revision(app.site)
    with full_disk(app):
        refused = client.post(address, data=FILE)
    assert refused.status_code == 503
    assert "磁盘已满，什么都没有改动" in refused.json["error"]["message"]
    assert load_revision(app.site) == before
    assert client.post(address, data=FILE).status_code == 200
    assert restanding.check_standings(app.site) == ()
