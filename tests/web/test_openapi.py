"""The description of the API is true: it names every address, and a server asked at random never breaks it."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser.served_site import ServedSite
from flask.testing import FlaskClient
from web.test_guard import ROW

from dashboard.web.openapi import build_openapi
from dashboard.web.shell import Board

ROOT = Path(__file__).parents[2]
CONFIG = Path(__file__).with_name("schemathesis.toml")
SECONDS, SEED = 25, 20230728


def described() -> set[tuple[str, str]]:
    """Method and address of every operation."""
    paths = build_openapi(50)["paths"]
    return {(method.upper(), address) for address, methods in paths.items() for method in methods}


def test_every_address_of_the_api_is_described_and_nothing_else(app: Board) -> None:
    rules = [rule for rule in app.server.url_map.iter_rules() if rule.rule.startswith("/api/v1/")]
    served = {(method, re.sub(r"<(\w+)>", r"{\1}", rule.rule)) for rule in rules for method in rule.methods - {"HEAD"}}
    assert served == described()


def test_it_is_served_to_whoever_may_read(app: Board, client: FlaskClient) -> None:
    found = client.get("/api/v1/openapi.json")
    assert found.json == json.loads(json.dumps(build_openapi(app.site.settings.max_upload_megabytes)))


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE", "OPTIONS"])
@pytest.mark.parametrize("address", ["/api/v1/plan", "/api/v1/figures", "/api/v1/export/figures.csv"])
def test_a_method_that_an_address_does_not_take_is_said_with_those_it_does(
    client: FlaskClient, method: str, address: str
) -> None:
    answer = client.open(address, method=method)
    assert (answer.status_code, answer.json["error"]["code"]) == (405, "method-not-allowed")
    taken = {"GET", "HEAD", "POST"} if address.endswith("figures") else {"GET", "HEAD"}
    assert set(answer.headers["Allow"].split(", ")) == taken


@pytest.mark.parametrize("method", ["GET", "POST", "DELETE"])
def test_an_address_that_is_not_there_is_said_in_json(client: FlaskClient, method: str) -> None:
    for address in ("/api/", "/api/v1/", "/api/v1/nothing", "/api/v2/plan", "/api/v1/plan/more"):
        answer = client.open(address, method=method)
        assert (answer.status_code, answer.json["error"]["code"]) == (404, "not-found")


def test_what_fails_below_api_is_json_without_a_trace(
    app: Board, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dashboard.web.documents.build_plan_document", lambda _: 1 / 0)
    answer = client.get("/api/v1/plan")
    assert (answer.status_code, answer.json["error"]["code"]) == (500, "failed")
    assert "ZeroDivision" not in answer.get_data(as_text=True)


def test_the_plan_the_figures_and_their_history_tell_the_same_numbers(client: FlaskClient) -> None:
    client.post("/api/v1/figures?name=a.csv&publish=1", data=ROW.format("滨城区", 222).encode())
    plan = client.get("/api/v1/plan").json
    (indicator,) = [one for one in plan["indicators"] if one["code"] == "T28-1"]
    assert (indicator["target"], indicator["comparator"]) == ("1350", "≥")
    asked = "indicator=T28-1&region=滨城"
    (figure,) = client.get(f"/api/v1/figures?month=2023-09&{asked}").json["figures"]
    assert (figure["value"], figure["region"]) == ("222", "371602")
    history = client.get(f"/api/v1/figures/history?{asked}").json["figures"]
    assert [one["value"] for one in history if one["month"] == "2023-09"][-1] == "222"
    (submission,) = client.get("/api/v1/submissions?state=published&limit=1").json["submissions"]
    assert (submission["submission"], submission["file"]) == (history[-1]["submission"], "a.csv")


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/api/v1/submissions?state=lost", 400),
        ("/api/v1/submissions?limit=0", 400),
        ("/api/v1/submissions?limit=x", 400),
        ("/api/v1/submissions?limit=999999999999", 400),
        ("/api/v1/figures?indicator=T99", 404),
        ("/api/v1/figures/history?indicator=T28-1", 400),
        ("/api/v1/plan?plan=nowhere", 404),
    ],
)
def test_what_means_nothing_is_said(client: FlaskClient, address: str, status: int) -> None:
    assert client.get(address).status_code == status


def test_a_switch_is_on_or_off_and_nothing_between(client: FlaskClient) -> None:
    answer = client.post("/api/v1/figures?name=a.csv&publish=maybe", data=ROW.format("滨城区", 1).encode())
    assert (answer.status_code, answer.json["error"]["code"]) == (400, "bad-query")


@pytest.fixture
def served(demo_template: Path, tmp_path: Path) -> Iterator[ServedSite]:
    """The site as it is in use, with an account, so that nobody is let in unasked."""
    database = Path(shutil.copy(demo_template, tmp_path / "site.db"))
    found = ServedSite(database, tmp_path / "server.log", {"DASHBOARD_UPLOADS_PER_MINUTE": "1000000"})
    try:
        found.command("account", "add", "张三", "--role", "administrator")
        yield found
    finally:
        found.stop()
    assert found.faults() == []


def test_a_server_asked_at_random_keeps_to_its_description(served: ServedSite, tmp_path: Path) -> None:
    token = served.command("token", "add", "试探", "--kind", "api", "--scope", "administrator").splitlines()[-1]
    schema = tmp_path / "openapi.json"
    schema.write_text(json.dumps(build_openapi(50)))
    asked = [sys.executable, "-m", "schemathesis.cli", "--config-file", str(CONFIG), "run", str(schema)]
    asked += ["--url", served.url, "--max-time", str(SECONDS), "--seed", str(SEED), "--checks", "all"]
    told = subprocess.run(
        asked, cwd=tmp_path, env={**os.environ, "API_TOKEN": token, "NO_COLOR": "1"}, capture_output=True, text=True
    )
    assert told.returncode == 0, told.stdout[-8000:] + told.stderr[-2000:]
