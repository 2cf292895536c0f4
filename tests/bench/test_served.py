"""The server that pages are measured on answers what it is asked: a filter, and the empty callback beside it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from bench.client import Client, callback_of, request_body
from bench.empty_callback import NAME, TEXT
from bench.server import serving
from dashboard.web.pages.workspace import ids


def test_a_filter_and_the_empty_callback_are_answered_by_one_server(demo_template: Path, tmp_path: Path) -> None:
    address = f"sqlite:///{shutil.copy(demo_template, tmp_path / 'site.db')}"
    with serving("bench.served", {"DASHBOARD_DATABASE_URL": address}) as server, Client(server) as client:
        empty = request_body(callback_of(client, NAME), NAME, {NAME: "x"})
        assert json.loads(client.text(empty))["response"] == {TEXT: {"children": "x"}}
        body = request_body(callback_of(client, ids.REGION), ids.REGION, {ids.REGION: "371625"})
        assert "博兴县" in client.text(body)
