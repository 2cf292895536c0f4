"""Walls report over HTTP; the page lists them."""

from __future__ import annotations

import json
from typing import Any

import pytest
from flask.testing import FlaskClient

from dashboard.services.screens import list_screens
from dashboard.web.pages.screens.callbacks import show
from dashboard.web.shell import Board, open_address

BEAT = {"name": "一楼大厅", "named": True, "page": "总览", "revision": 1, "unpainted": 0.4, "fault": ""}
ADDRESS = "/screen/heartbeat"


def test_a_heartbeat_is_taken_and_its_screen_is_on_the_page(app: Board, client: FlaskClient) -> None:
    assert client.post(ADDRESS, json=BEAT).status_code == 204
    markup = show(app.site)
    assert "一楼大厅" in markup
    assert "正常" in markup
    assert "都正常" in markup


def test_before_any_screen_has_spoken_the_page_says_how_to_open_one(app: Board) -> None:
    assert "/screen?name=" in show(app.site)


def test_the_page_opens_at_its_address(app: Board) -> None:
    page, _ = open_address(app.site, app.pages, "/screens", {})
    assert "大屏状态" in str(page)


def test_what_a_screen_says_of_itself_is_escaped(app: Board, client: FlaskClient) -> None:
    evil = "<script>"
    assert client.post(ADDRESS, json={**BEAT, "name": evil, "page": evil, "fault": evil}).status_code == 204
    assert evil not in show(app.site)


def test_texts_are_cut_and_cleaned_to_what_a_database_keeps(app: Board, client: FlaskClient) -> None:
    body = json.dumps({**BEAT, "name": " 大\0厅\ud800 \n" + "长" * 99})
    assert client.post(ADDRESS, data=body, content_type="application/json").status_code == 204
    (line,) = list_screens(app.site).lines
    assert line.screen.name == "大厅 " + "长" * 37


@pytest.mark.parametrize(
    "document",
    [
        None,
        [],
        "text",
        {},
        {**BEAT, "name": " "},
        {**BEAT, "name": 7},
        {**BEAT, "page": []},
        {**BEAT, "revision": "1"},
        {**BEAT, "revision": True},
        {**BEAT, "revision": -1},
        {**BEAT, "revision": 2**60},
        {**BEAT, "unpainted": None},
        {**BEAT, "unpainted": float("nan")},
        {**BEAT, "fault": "长" * 4_000},
    ],
)
def test_what_is_no_heartbeat_is_refused_and_leaves_nothing(app: Board, client: FlaskClient, document: Any) -> None:
    answer = client.post(ADDRESS, json=document)
    assert answer.status_code == 422
    assert answer.json["error"]["code"] == "no-heartbeat"
    assert list_screens(app.site).lines == ()


def test_another_site_cannot_report_a_screen(client: FlaskClient) -> None:
    answer = client.post(ADDRESS, json=BEAT, headers={"Origin": "http://elsewhere.example"})
    assert answer.status_code == 403
