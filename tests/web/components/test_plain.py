"""What a browser gets is plain: no component reaches the JSON encoder, and NumPy is not loaded for it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from dash import html, no_update

from dashboard.web.components.plain import plain

LOADED = """
import sys
from dataclasses import replace
from dashboard.application import create_app
from dashboard.settings import Settings
client = create_app(replace(Settings(), database_url={url!r})).server.test_client()
assert client.get("/_dash-layout").get_json()["props"]["children"]
route = next(c for c in client.get("/_dash-dependencies").get_json() if c["inputs"][0]["id"] == "route")
answer = client.post("/_dash-update-component", json={{
    "output": route["output"],
    "outputs": [{{"id": "page", "property": "children"}}, {{"id": "bar-markup", "property": "data"}}],
    "inputs": [{{"id": "route", "property": "data", "value": {{"path": "/", "query": {{}}}}}}],
    "changedPropIds": ["route.data"], "state": [],
}})
assert answer.get_json()["response"]["page"]["children"]["props"], answer.data
print(sorted({{"numpy", "pandas", "openpyxl", "alembic", "psycopg", "typer"}} & set(sys.modules)))
"""


def test_components_become_what_the_browser_reads_wherever_they_stand() -> None:
    inner = html.B("乙")
    found = plain(([html.P(["甲", inner], id="p")], no_update, {"figure": {"x": (1, 2)}}))
    props = {"children": ["甲", inner.to_plotly_json()], "id": "p"}
    assert found[0] == [{"type": "P", "namespace": "dash_html_components", "props": props}]
    assert found[1] is no_update
    assert found[2] == {"figure": {"x": [1, 2]}}


def test_a_worker_that_serves_pages_loads_nothing_that_only_files_or_commands_need(demo_template: Path) -> None:
    script = LOADED.format(url=f"sqlite:///{demo_template}")
    told = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
    assert told.stdout.strip() == "[]"
