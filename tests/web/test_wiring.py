"""Callbacks and pages fit together: what is named is drawn, no answer is large, every page opens."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from dash.development.base_component import Component
from flask.testing import FlaskClient

from dashboard.web import shell
from dashboard.web.shell import Board

ADDRESSES = ["/", "/admin", "/compare", "/indicator/T28-1", "/publish", "/report", "/screens", "/tasks"]


def drawn(component: Any) -> Iterator[str]:
    """The ids in a tree of components."""
    if isinstance(component, (list, tuple)):
        for part in component:
            yield from drawn(part)
    elif isinstance(component, Component):
        if isinstance(getattr(component, "id", None), str):
            yield component.id
        yield from drawn(getattr(component, "children", None))


def named(app: Board) -> set[str]:
    """The ids that callbacks name."""
    found = set()
    for callback in app.callback_map.values():
        for part in (*callback["inputs"], *callback["state"]):
            found.add(part["id"])
    for key in app.callback_map:
        for output in key.strip(".").split("..."):
            if "." in output:
                found.add(output.rpartition(".")[0])
    return found


def test_every_id_that_a_callback_names_is_drawn(app: Board) -> None:
    there = set(drawn(shell.frame()))
    for address in ADDRESSES:
        there |= set(drawn(shell.open_address(app.site, app.pages, address, {})[0]))
    late = {"workspace-heat"}  # drawn when one comes near it
    assert named(app) - there - late == set()


def test_no_callback_answers_with_more_than_three_parts(app: Board) -> None:
    sizes = {key: len(key.strip(".").split("...")) for key in app.callback_map}
    assert {key: size for key, size in sizes.items() if size > 3} == {}


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_page_answers_and_says_that_its_figures_are_made(client: FlaskClient, address: str) -> None:
    body = {
        "output": "..page.children...bar-markup.data..",
        "outputs": [{"id": "page", "property": "children"}, {"id": "bar-markup", "property": "data"}],
        "inputs": [{"id": "route", "property": "data", "value": {"path": address, "query": {}, "at": 1}}],
        "changedPropIds": ["route.data"],
    }
    answer = client.post("/_dash-update-component", json=body)
    assert answer.status_code == 200
    assert "演示数据" in json.dumps(answer.json, ensure_ascii=False)


def test_an_address_without_a_page_gets_a_sentence(app: Board) -> None:
    page, _ = shell.open_address(app.site, app.pages, "/nowhere", {})
    assert "没有这个页面" in str(page)


def test_the_wall_stands_in_the_first_response_without_dash(client: FlaskClient) -> None:
    text = client.get("/screen").get_data(as_text=True)
    assert 'data-theme="wall"' in text
    assert "77.9" in text
    assert "演示数据" in text
    assert "_dash" not in text


def test_the_index_names_no_other_site_and_is_chinese(client: FlaskClient) -> None:
    for address in (*ADDRESSES, "/screen"):
        text = client.get(address).get_data(as_text=True)
        assert "//" not in text.replace("http://www.w3.org/", "").replace("</", "<").split("<body")[0]
        assert 'lang="zh-CN"' in text
