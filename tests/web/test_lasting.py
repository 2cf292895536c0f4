"""Answers that last: given again within a revision, made anew after it, never another question's, never a failure."""

from __future__ import annotations

import gzip
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import product
from pathlib import Path
from time import time
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event

from dashboard.application import create_app
from dashboard.services import intake
from dashboard.services.intake import Upload
from dashboard.services.reading import load_assessment
from dashboard.web.pages.indicator import ids as indicator
from dashboard.web.pages.workspace import ids
from dashboard.web.shell import Board

BODY = f"{ids.BODY}-markup"
GZIP = {"Accept-Encoding": "gzip"}


def question(app: Board, listens_to: str, values: dict[str, Any]) -> dict[str, Any]:
    """What a browser sends when a control has changed."""
    asked = next(
        (output, callback)
        for output, callback in app.callback_map.items()
        if "callback" in callback
        and any(part["id"] == listens_to for part in (*callback["inputs"], *callback["state"]))
    )
    output, callback = asked
    names = [dict(zip(("id", "property"), name.rsplit(".", 1), strict=True)) for name in output[2:-2].split("...")]
    parts = {
        kind: [{**part, "value": values.get(part["id"])} for part in callback[kind]] for kind in ("inputs", "state")
    }
    return {"output": output, "outputs": names, **parts, "changedPropIds": [f"{listens_to}.value"]}


def ask(client: FlaskClient, asked: dict[str, Any], **headers: str) -> bytes:
    answer = client.post("/_dash-update-component", json=asked, headers=headers or GZIP)
    assert answer.status_code == 200
    return gzip.decompress(answer.data) if answer.headers.get("Content-Encoding") == "gzip" else answer.data


def scope(app: Board, **values: Any) -> dict[str, Any]:
    return question(app, ids.REGION, {f"workspace-{name}": value for name, value in values.items()})


def publish(app: Board, row: str) -> None:
    content = f"指标编码,月份,累计值\n{row}".encode()
    upload = Upload(content, "a.csv", "test", explanation="更正")
    assert intake.load_upload(app.site, upload, publish=True).published


@contextmanager
def statements(app: Board) -> Iterator[list[str]]:
    """The SQL that runs meanwhile."""
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        seen.append(statement)

    event.listen(app.site.engine, "before_cursor_execute", note)
    yield seen
    event.remove(app.site.engine, "before_cursor_execute", note)


def test_what_was_asked_before_costs_one_look_at_the_revision(app: Board, client: FlaskClient) -> None:
    first = ask(client, scope(app, region="371603"))
    with statements(app) as seen:
        assert ask(client, scope(app, region="371603")) == first
    assert len([statement for statement in seen if statement.startswith("SELECT")]) == 1


def test_the_control_that_led_to_a_scope_makes_no_difference(app: Board, client: FlaskClient) -> None:
    first = ask(client, scope(app, region="371603"))
    with statements(app) as seen:
        assert ask(client, {**scope(app, region="371603"), "changedPropIds": [f"{ids.STATUS}.value"]}) == first
    assert len(seen) <= 2


def test_after_a_publication_the_answer_is_made_anew(app: Board, client: FlaskClient) -> None:
    asked = scope(app, month="2023-09", text="T05-1")
    before = ask(client, asked)
    publish(app, "T05-1,2023-09,24")
    after = ask(client, asked)
    assert before != after
    assert ">24\u00a0个" in json.loads(after)["response"][BODY]["data"]["rows"]
    assert ask(client, asked) == after


def test_scopes_never_share_an_answer(app: Board, client: FlaskClient) -> None:
    plan = load_assessment(app.site).plan
    scopes = [
        {"region": region.code, "pillar": pillar, "month": month}
        for region, pillar, month in product(plan.regions[:3], ("all", plan.pillars[1].code), ("2023-03", "2023-09"))
    ]
    first = [ask(client, scope(app, **values)) for values in scopes]
    again = [ask(client, scope(app, **values)) for values in scopes]
    assert len(set(first)) == len(scopes)
    assert again == first


def test_a_state_is_part_of_the_question(app: Board, client: FlaskClient) -> None:
    code = question(app, indicator.REGION, {indicator.CODE: "T28-1"})
    other = question(app, indicator.REGION, {indicator.CODE: "T05-1"})
    assert ask(client, code) != ask(client, other)
    assert ask(client, other) == ask(client, other)


def test_what_could_not_be_answered_is_asked_again(app: Board, client: FlaskClient) -> None:
    asked = question(app, indicator.REGION, {indicator.CODE: "X" * 4000})
    for _ in range(2):
        with statements(app) as seen:
            assert "sideUpdate" in json.loads(ask(client, asked))
        assert len(seen) > 2


def test_a_browser_without_gzip_gets_the_same_answer_plain(app: Board, client: FlaskClient) -> None:
    packed = ask(client, scope(app, region="371603"))
    assert ask(client, scope(app, region="371603"), Accept="*/*") == packed


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b'{"inputs": []}'])
def test_what_is_no_question_gets_no_answer(client: FlaskClient, body: bytes) -> None:
    answer = client.post("/_dash-update-component", data=body, content_type="application/json", headers=GZIP)
    assert answer.status_code >= 400


def test_the_whole_list_is_small_over_the_wire(app: Board, client: FlaskClient) -> None:
    answer = client.post("/_dash-update-component", json=scope(app), headers=GZIP)
    assert len(answer.data) <= 20_000


@pytest.mark.parametrize("view", ["chart", "table"])
@pytest.mark.parametrize("region", [None, "371602", "371625"])
def test_an_answer_with_list_heat_map_and_pillars_is_small(
    app: Board, client: FlaskClient, region: str | None, view: str
) -> None:
    asked = question(app, ids.REGION, {ids.REGION: region, ids.HEAT_VIEW: view})
    answer = client.post("/_dash-update-component", json=asked, headers=GZIP)
    assert answer.headers["Content-Encoding"] == "gzip"
    assert len(answer.data) <= 20_000


def test_a_wall_that_was_shown_before_costs_one_look_at_the_revision(app: Board, client: FlaskClient) -> None:
    usual, whole, county = (
        client.get(f"/screen{query}", headers=GZIP).data for query in ("", "?whole", "?region=博兴")
    )
    with statements(app) as seen:
        assert client.get("/screen?whole", headers=GZIP).data == whole
    assert len([statement for statement in seen if statement.startswith("SELECT")]) == 1
    again = client.get("/screen", headers=GZIP)
    assert (again.data, again.mimetype) == (usual, "text/html")
    assert again.headers["Content-Security-Policy"]
    assert usual != county == client.get("/screen?region=博兴", headers=GZIP).data


def test_a_wall_follows_a_publication(app: Board, client: FlaskClient) -> None:
    before = client.get("/screen?whole", headers=GZIP).data
    publish(app, "T28-1,2023-09,1")
    assert client.get("/screen?whole", headers=GZIP).data != before


@pytest.mark.parametrize("name", ["30-screen.css", "31-screen-pages.css"])
def test_a_wall_follows_a_change_of_its_styles(app: Board, tmp_path: Path, name: str) -> None:
    assets = Path(shutil.copytree(app.site.settings.assets_folder, tmp_path / "assets"))
    client = create_app(replace(app.site.settings, assets_folder=assets)).server.test_client()
    client.get("/screen?whole", headers=GZIP)
    style = assets / "css" / name
    style.write_text(style.read_text("utf-8") + ".changed {}", "utf-8")
    os.utime(style, (time() + 1, time() + 1))
    assert b".changed {}" in gzip.decompress(client.get("/screen?whole", headers=GZIP).data)
