"""What is told of requests: counts as Prometheus reads them, a log without people, an id on every answer."""

from __future__ import annotations

import json
import logging
import re
from dataclasses import replace
from typing import Any

import pytest
from flask.testing import FlaskClient
from prometheus_client.parser import text_string_to_metric_families
from web.people import COUNTY, PASSWORD, VIEWER, browser, csrf, people, sign_in
from web.test_guard import CALLBACK, ROW, a_display_token, an_api_token, open_page

from dashboard.application import create_app
from dashboard.domain.access import Account, Role
from dashboard.logs import REQUEST, JsonLines
from dashboard.services.site import Site
from dashboard.web.shell import Board

SCRAPER = Account("监控", Role.VIEWER)
ID = "X-Request-ID"


def counted(client: FlaskClient, **said: Any) -> dict[tuple[str, frozenset[tuple[str, str]]], float]:
    """Every sample by its name and labels, read by Prometheus' own parser."""
    answer = client.get("/metrics", **said)
    assert answer.status_code == 200
    assert answer.content_type.startswith("text/plain; version=")
    families = text_string_to_metric_families(answer.get_data(as_text=True))
    return {(one.name, frozenset(one.labels.items())): one.value for family in families for one in family.samples}


def sample(found: dict[Any, float], name: str, **labels: str) -> float:
    return found.get((name, frozenset(labels.items())), 0.0)


def test_whoever_may_read_may_read_the_counts_and_nobody_else(app: Board, client: FlaskClient) -> None:
    people(app)
    assert client.get("/metrics").status_code == 401  # not a log-in page, which a scraper would take for an answer
    assert client.get("/metrics", headers=an_api_token(app, SCRAPER)).status_code == 200
    client.get(f"/screen?token={a_display_token(app)}")
    assert client.get("/metrics").status_code == 403


def test_what_happens_is_counted(app: Board, client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    before = counted(client)
    client.get("/api/v1/standings")
    client.get("/api/v1/standings?month=9月")
    client.post(CALLBACK, json=open_page("/"))
    client.post(CALLBACK, json={**open_page("/"), "output": "..made-up.children.."})
    client.post("/api/v1/figures?name=a.csv", data=ROW.format("滨城区", 190).encode())
    client.post("/api/v1/figures?name=a.csv", data=b"x")
    after = counted(client)

    def more(name: str, **labels: str) -> float:
        return sample(after, name, **labels) - sample(before, name, **labels)

    assert more("dashboard_requests_total", surface="api", method="GET", status="200") == 1
    assert more("dashboard_requests_total", surface="api", method="GET", status="400") == 1
    assert more("dashboard_request_seconds_count", surface="api") == 4
    assert more("dashboard_callbacks_total", callback="page.children", result="done") == 1
    assert more("dashboard_callbacks_total", callback="unknown", result="refused") == 1
    assert more("dashboard_uploads_total", result="done") == 1
    assert more("dashboard_uploads_total", result="refused") == 1
    assert more("dashboard_upload_bytes_total") == len(ROW.format("滨城区", 190).encode()) + 1


def test_a_callback_that_fails_calmly_is_an_error_all_the_same(
    app: Board, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError

    before = counted(client)
    monkeypatch.setattr("dashboard.web.shell.open_address", fail)
    assert client.post(CALLBACK, json=open_page("/")).status_code == 200
    after = counted(client)
    for name, labels in (
        ("dashboard_errors_total", {"logger": "dashboard.web.shell"}),
        ("dashboard_callbacks_total", {"callback": "page.children", "result": "failed"}),
    ):
        assert sample(after, name, **labels) - sample(before, name, **labels) == 1


def test_the_age_of_the_revision_begins_anew_with_each(app: Board, client: FlaskClient) -> None:
    before = counted(client)
    client.post("/api/v1/figures?name=a.csv&publish=1", data=ROW.format("滨城区", 191).encode())
    after = counted(client)
    assert sample(after, "dashboard_revision") == sample(before, "dashboard_revision") + 1
    assert sample(after, "dashboard_revision_age_seconds") < sample(before, "dashboard_revision_age_seconds")


def test_every_answer_has_an_id_of_its_own(app: Board, client: FlaskClient) -> None:
    found = [client.get(address).headers[ID] for address in ("/", "/healthz", "/nowhere", "/api/v1/revision")]
    assert len(set(found)) == 4
    assert all(re.fullmatch(r"[0-9a-f]{16}", one) for one in found)


@pytest.mark.parametrize(
    ("proxies", "addresses", "given", "taken"),
    [
        (0, "", "0123456789abcdef-proxy", False),  # no proxy is believed
        (1, "", "0123456789abcdef-proxy", True),
        (1, "127.0.0.0/8", "0123456789abcdef-proxy", True),
        (1, "10.0.0.2", "0123456789abcdef-proxy", False),  # another one is
        (1, "", 'x", "level": "error', False),
        (1, "", "short", False),
        (1, "", "x" * 65, False),
    ],
)
def test_an_id_is_taken_over_from_a_proxy_that_is_believed(
    app: Board, proxies: int, addresses: str, given: str, taken: bool
) -> None:
    settings = replace(app.site.settings, trusted_proxies=proxies, proxy_addresses=addresses)
    answer = create_app(settings).server.test_client().get("/healthz", headers={ID: given})
    assert (answer.headers[ID] == given) is taken


def test_a_proxys_word_counts_only_from_its_address(app: Board) -> None:
    settings = replace(app.site.settings, trusted_proxies=1, proxy_addresses="10.0.0.2, fd00::/8")
    server = create_app(settings).server
    for peer, scheme in (
        ("10.0.0.2", "https"),
        ("fd00::7", "https"),
        ("::ffff:10.0.0.2", "https"),
        ("10.9.9.9", "http"),
    ):
        said = {"environ_base": {"REMOTE_ADDR": peer}, "headers": {"X-Forwarded-Proto": "https"}}
        answer = server.test_client().get("/healthz", **said)
        assert ("Strict-Transport-Security" in answer.headers) is (scheme == "https"), peer


def test_addresses_that_are_none_are_said_at_once(app: Board) -> None:
    with pytest.raises(ValueError, match="DASHBOARD_PROXY_ADDRESSES"):
        create_app(replace(app.site.settings, proxy_addresses="the proxy"))


def lines(caplog: pytest.LogCaptureFixture) -> list[dict[str, Any]]:
    """What the log holds, as it is written."""
    return [json.loads(JsonLines().format(record)) for record in caplog.records]


def test_the_log_tells_of_requests_and_of_nobody(app: Board, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "dashboard")
    people(app, COUNTY, VIEWER)
    token = an_api_token(app)["Authorization"].removeprefix("Bearer ")
    stranger = app.server.test_client()
    sign_in(stranger, COUNTY, "a wrong one")
    client = browser(app, VIEWER)
    client.get("/?region=371621&q=somebody")
    client.get("/nowhere/张三")
    client.post("/api/v1/figures?name=张三.csv", data=b"x", headers=csrf(client))
    stranger.get("/api/v1/standings", headers={"Authorization": f"Bearer {token}"})
    found = lines(caplog)
    assert {"GET", "POST"} <= {line["method"] for line in found if line["message"] == "request"}
    told = "\n".join(json.dumps(line, ensure_ascii=False) for line in found)
    session = client.get_cookie("session")
    assert session
    for word in (
        COUNTY.name,
        VIEWER.name,
        PASSWORD,
        "a wrong one",
        "127.0.0.1",
        token,
        session.value,
        "张三",
        "somebody",
    ):
        assert word not in told


def test_a_failure_is_one_line_with_its_trace_and_the_id_of_its_answer(
    app: Board, client: FlaskClient, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    found: list[str] = []
    monkeypatch.setattr(
        "dashboard.web.shell.open_address",
        lambda *_: found.append(JsonLines().format(a_record(REQUEST.get()))) or 1 / 0,
    )
    answer = client.post(CALLBACK, json=open_page("/"))
    assert json.loads(found[0])["request"] == answer.headers[ID]
    failed = next(line for line in lines(caplog) if line["level"] == "error")
    assert "ZeroDivisionError" in failed["exception"]
    assert "\n" not in json.dumps(failed)


def a_record(message: str) -> logging.LogRecord:
    return logging.LogRecord("dashboard", logging.INFO, __file__, 1, message, None, None)


def test_request_lines_can_be_left_to_the_proxy(app: Board, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "dashboard")
    quiet = create_app(replace(app.site.settings, log_requests=False)).server.test_client()
    caplog.clear()
    quiet.get("/")
    assert lines(caplog) == []


def test_health_says_what_was_looked_at(app: Board, client: FlaskClient) -> None:
    found = client.get("/healthz").json
    assert found == {"status": "ok", "database": "reached", "migrations": "current", "revision": found["revision"]}
    with app.site.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0001'")
    assert client.get("/healthz").json | {"error": 0} == {"error": 0, "database": "reached", "migrations": "behind"}
    with app.site.engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE alembic_version")
    assert client.get("/healthz").json | {"error": 0} == {"error": 0, "database": "unreached", "migrations": "unknown"}


def test_no_statement_takes_its_values_into_a_log(demo_site: Site) -> None:
    assert demo_site.engine.hide_parameters
