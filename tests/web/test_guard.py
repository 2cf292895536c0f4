"""The door from outside: whatever is not listed is refused, and nobody gets in by pretending."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import update
from web.people import ADMINISTRATOR, COUNTY, NARROW, REVIEWER, VIEWER, browser, csrf, people, sign_in
from werkzeug.routing import Rule

from dashboard.application import create_app
from dashboard.domain.access import Account, Role
from dashboard.services import auditing, tokens
from dashboard.storage.access_schema import token as token_table
from dashboard.storage.audit import AuditFilter
from dashboard.storage.moments import now
from dashboard.storage.tokens import TokenKind
from dashboard.web.shell import Board

REVISION = "/api/v1/revision"
CALLBACK = "/_dash-update-component"
ROW = "指标编码,地区,月份,累计值\nT28-1,{},2023-09,{}\n"
OPEN_TO_ALL = {
    "/healthz",
    "/login",
    "/logout",
}


def an_api_token(app: Board, account: Account = COUNTY, **said: Any) -> dict[str, str]:
    """The header of a program that has been given a token."""
    token = tokens.add_token(app.site, TokenKind.API, account, **said)
    return {"Authorization": f"Bearer {token}"}


def a_display_token(app: Board, name: str = "三楼大屏") -> str:
    return tokens.add_token(app.site, TokenKind.DISPLAY, Account(name, Role.DISPLAY))


def open_page(address: str) -> dict[str, Any]:
    """What the browser sends to open a page."""
    return {
        "output": "..page.children...bar-markup.data..",
        "outputs": [{"id": "page", "property": "children"}, {"id": "bar-markup", "property": "data"}],
        "inputs": [{"id": "route", "property": "data", "value": {"path": address, "query": {}, "at": 1}}],
        "changedPropIds": ["route.data"],
    }


def addresses(app: Board) -> list[tuple[str, str]]:
    """Every address that the server answers at, with every method."""
    found = []
    for rule in app.server.url_map.iter_rules():
        path = re.sub(r"<(?:\w+:)?\w+>", "x", rule.rule)
        found += [(method, path) for method in rule.methods or () if method not in ("HEAD", "OPTIONS")]
    return sorted(found)


def test_nobody_gets_anything_but_the_door(app: Board, client: FlaskClient) -> None:
    people(app)
    let_in = []
    for method, path in addresses(app):
        answer = client.open(path, method=method)
        refused = answer.status_code in (401, 403, 404, 405) or (
            answer.status_code == 302 and answer.headers["Location"].startswith("/login")
        )
        if not refused:
            let_in.append(path)
    assert set(let_in) == OPEN_TO_ALL


@pytest.mark.parametrize(
    ("address", "method", "status"),
    [
        ("/_dash-layout", "GET", 401),
        ("/_dash-dependencies", "GET", 401),
        (CALLBACK, "POST", 401),
        ("/api/v1/standings", "GET", 401),
        ("/api/v1/export/figures.csv", "GET", 401),
        ("/api/v1/figures", "POST", 401),
        ("/report/files", "POST", 401),
        ("/screen/heartbeat", "POST", 401),
        ("/assets/js/board.js", "GET", 401),
        ("/assets/vendor/bootstrap/bootstrap.min.css", "GET", 401),
        ("/assets/css/50-sign-in.css", "GET", 200),
        ("/assets/css/../../data/dashboard.db", "GET", 401),
        ("/", "GET", 302),
        ("/report", "GET", 302),
        ("/screen", "GET", 302),
        ("/nowhere", "GET", 302),
    ],
)
def test_who_has_not_signed_in_is_sent_to_the_door(
    app: Board, client: FlaskClient, address: str, method: str, status: int
) -> None:
    people(app)
    answer = client.open(address, method=method, buffered=True)
    assert answer.status_code == status
    if status == 401:
        assert answer.json["error"]["code"] == "sign-in"


def test_an_unlisted_address_route_or_callback_is_refused_also_to_the_administrator(app: Board) -> None:
    people(app)

    app.server.url_map.add(Rule("/added/later", endpoint="later"))
    app.server.view_functions["later"] = lambda: "secret"
    client = browser(app, ADMINISTRATOR)
    assert client.get("/added/later").status_code == 404
    assert client.get("/nowhere").status_code == 404
    unknown = {**open_page("/"), "output": "..secret.children.."}
    assert client.post(CALLBACK, json=unknown, headers=csrf(client)).status_code == 404
    assert client.post(CALLBACK, data=b"[]", headers=csrf(client)).status_code == 404


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE"])
def test_methods_that_nothing_uses_change_nothing(app: Board, method: str) -> None:
    people(app)
    client = browser(app, ADMINISTRATOR)
    for path in ("/", "/report", "/api/v1/figures", "/login"):
        assert client.open(path, method=method, headers=csrf(client)).status_code >= 400


@pytest.mark.parametrize("given", [{}, {"X-CSRFToken": ""}, {"X-CSRFToken": "0" * 64}])
def test_what_changes_something_must_come_from_a_page_of_the_session(app: Board, given: dict[str, str]) -> None:
    people(app, COUNTY)
    client = browser(app, COUNTY)
    for address in (CALLBACK, "/report/files?name=a.csv", "/api/v1/figures?name=a.csv"):
        answer = client.post(address, data=json.dumps(open_page("/")), content_type="application/json", headers=given)
        assert (answer.status_code, answer.json["error"]["code"]) == (403, "csrf")


def test_the_token_of_another_session_is_not_taken(app: Board) -> None:
    people(app, COUNTY, VIEWER)
    mine, other = browser(app, COUNTY), browser(app, VIEWER)
    answer = mine.post(CALLBACK, json=open_page("/"), headers=csrf(other))
    assert (answer.status_code, answer.json["error"]["code"]) == (403, "csrf")
    assert mine.post(CALLBACK, json=open_page("/"), headers=csrf(mine)).status_code == 200


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "http://localhost.evil.example", "https://localhost:1"]
)
def test_a_page_of_another_site_speaks_for_nobody(app: Board, origin: str) -> None:
    people(app, COUNTY)
    client = browser(app, COUNTY)
    answer = client.post(CALLBACK, json=open_page("/"), headers={**csrf(client), "Origin": origin})
    assert (answer.status_code, answer.json["error"]["code"]) == (403, "other-site")


@pytest.mark.parametrize(
    "header",
    [
        "Bearer forged",
        "Bearer ",
        "Bearer api_" + "A" * 43,
        "Basic YWRtaW46YWRtaW4=",
        "bearer \x00",
    ],
)
def test_a_forged_token_opens_nothing(app: Board, client: FlaskClient, header: str) -> None:
    people(app)
    assert client.get("/api/v1/standings", headers={"Authorization": header}).status_code == 401


def test_a_bad_token_beside_a_good_session_is_refused(app: Board) -> None:
    people(app, VIEWER)
    client = browser(app, VIEWER)
    assert client.get(REVISION, headers={"Authorization": "Bearer forged"}).status_code == 401


def test_a_programs_token_has_its_scope_and_its_end(app: Board, client: FlaskClient) -> None:
    people(app)
    header = an_api_token(app)
    body = ROW.format("惠民县", 190).encode()
    answer = client.post("/api/v1/figures?name=a.csv", data=body, headers=header)
    assert (answer.status_code, answer.json["counts"]["changed"]) == (200, 1)
    other = client.post("/api/v1/figures?name=a.csv", data=ROW.format("阳信县", 190).encode(), headers=header)
    assert (other.status_code, {p["code"] for p in other.json["problems"]} >= {"not-permitted"}) == (422, True)
    published = client.post("/api/v1/figures?name=a.csv&publish=1", data=body, headers=header)
    assert (published.status_code, published.json["error"]["code"]) == (403, "not-allowed")
    with app.site.engine.begin() as connection:
        connection.execute(update(token_table).values(until=now() - timedelta(seconds=1)))
    assert client.get(REVISION, headers=header).status_code == 401


def test_a_revoked_token_is_taken_no_more_at_once(app: Board, client: FlaskClient) -> None:
    people(app)
    header = an_api_token(app, until=date.today())
    assert client.get(REVISION, headers=header).status_code == 200
    tokens.revoke_token(app.site, COUNTY.name)
    assert client.get(REVISION, headers=header).status_code == 401


def test_what_a_token_does_is_recorded_under_its_name(app: Board, client: FlaskClient) -> None:
    people(app)
    body = ROW.format("惠民县", 190).encode()
    client.post("/api/v1/figures?name=a.csv", data=body, headers=an_api_token(app))
    (entry,) = auditing.search_audit(app.site, AuditFilter(actor="token:惠民填报"))
    assert (entry.action, entry.address) == ("submit", "127.0.0.1")


def test_a_wall_is_opened_by_its_link_and_stays_open(app: Board, client: FlaskClient) -> None:
    people(app)
    token = a_display_token(app)
    answer = client.get(f"/screen?token={token}&name=三楼&month=2023-09")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/screen?name=%E4%B8%89%E6%A5%BC&month=2023-09")
    (cookie,) = answer.headers.getlist("Set-Cookie")
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "77.9" in client.get("/screen?month=2023-09").get_data(as_text=True)
    assert client.get(REVISION).status_code == 200
    beat = {"name": "三楼", "named": True, "page": "总览", "revision": 1, "unpainted": 0}
    assert client.post("/screen/heartbeat", json=beat).status_code == 204
    for asset in re.findall(r'(?:href|src)="(/assets/[^"]+)"', client.get("/screen").get_data(as_text=True)):
        assert client.get(asset, buffered=True).status_code == 200


@pytest.mark.parametrize(
    ("address", "method"),
    [
        ("/", "GET"),
        ("/report", "GET"),
        ("/indicator/T28-1", "GET"),
        ("/api/v1/standings", "GET"),
        ("/api/v1/export/figures.csv", "GET"),
        ("/api/v1/figures", "POST"),
        ("/report/files", "POST"),
        ("/_dash-layout", "GET"),
        (CALLBACK, "POST"),
        ("/password", "GET"),
    ],
)
def test_a_wall_opens_nothing_but_the_wall(app: Board, client: FlaskClient, address: str, method: str) -> None:
    people(app)
    client.get(f"/screen?token={a_display_token(app)}")
    answer = client.open(address, method=method, json=open_page("/") if address == CALLBACK else None)
    assert answer.status_code in (302, 403)
    assert answer.headers.get("Location", "/login") == "/login"


def test_a_walls_token_is_no_programs_and_the_other_way_round(app: Board, client: FlaskClient) -> None:
    people(app)
    token = a_display_token(app)
    assert client.get(REVISION, headers={"Authorization": f"Bearer {token}"}).status_code == 401
    program = an_api_token(app)["Authorization"].removeprefix("Bearer ")
    client.get(f"/screen?token={program}")
    assert client.get("/screen").status_code == 302


def test_a_wall_whose_token_is_revoked_goes_dark_at_once(app: Board, client: FlaskClient) -> None:
    people(app)
    client.get(f"/screen?token={a_display_token(app)}")
    assert client.get(REVISION).status_code == 200
    tokens.revoke_token(app.site, "三楼大屏")
    assert client.get(REVISION).status_code == 401
    assert client.get("/screen").headers["Location"].startswith("/login")


def test_the_name_that_a_request_calls_the_site_by_must_be_one_of_its_own(app: Board) -> None:
    people(app, VIEWER)
    client = create_app(replace(app.site.settings, allowed_hosts="board.gov.example, 10.0.0.5")).server.test_client()
    there = {"REMOTE_ADDR": "10.0.0.9"}
    for host, status in (
        ("board.gov.example", 200),
        ("BOARD.gov.example:8443", 200),
        ("10.0.0.5:8050", 200),
        ("evil.example", 400),
        ("board.gov.example.evil.example", 400),
        ("localhost", 400),
        ("", 400),
    ):
        assert client.get("/login", headers={"Host": host}, environ_base=there).status_code == status, host
    assert client.get("/healthz").status_code == 200  # the machine's own check of its health


def test_no_answer_repeats_the_name_that_it_was_called_by(app: Board, client: FlaskClient) -> None:
    people(app)
    answer = client.get("/", headers={"Host": "evil.example"})
    assert answer.headers["Location"] == "/login"
    assert "evil.example" not in client.get("/login", headers={"Host": "evil.example"}).get_data(as_text=True)


def test_browsers_are_told_to_frame_load_and_guess_nothing(app: Board) -> None:
    people(app, VIEWER)
    client = browser(app, VIEWER)
    for address in ("/", "/login", "/screen", "/api/v1/standings", "/nowhere", "/assets/js/board.js"):
        headers = client.get(address, buffered=True).headers
        policy = headers["Content-Security-Policy"]
        assert "frame-ancestors 'none'" in policy
        assert "unsafe-eval" not in policy
        assert "'unsafe-inline'" not in policy.split("style-src")[0]
        assert headers["X-Frame-Options"] == "DENY"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"
        assert "Strict-Transport-Security" not in headers  # not over plain HTTP
        if not address.startswith("/assets/"):
            assert headers["Cache-Control"] == "no-store"


def test_names_and_remarks_are_text_wherever_they_come_out(app: Board) -> None:
    people(app, COUNTY)
    client = browser(app, COUNTY)
    evil = '指标编码,地区,月份,累计值,备注\nT28-1,<script>alert(1)</script>,2023-09,1,=HYPERLINK("http://e")\n'
    name = "%3Cscript%3Ealert(2)%3C%2Fscript%3E.csv"
    answer = client.post(f"/report/files?name={name}", data=evil.encode(), headers=csrf(client))
    assert answer.mimetype == "application/json"
    for address in ("/report", "/login?next=<script>alert(3)</script>", "/<script>alert(4)</script>"):
        assert "<script>alert" not in client.get(address).get_data(as_text=True)
    page = client.post(CALLBACK, json=open_page("/report"), headers=csrf(client))
    assert "<script>alert" not in json.dumps(page.json)


@pytest.mark.parametrize("name", ["../../etc/passwd", "..\\..\\boot.ini", "/etc/passwd", "a\x00.csv", "C:\\a.csv"])
def test_a_files_name_leads_nowhere(app: Board, name: str) -> None:
    people(app, COUNTY)
    client = browser(app, COUNTY)
    content = io.BytesIO(ROW.format("惠民县", 191).encode())
    answer = client.post("/api/v1/figures", data={"file": (content, name)}, headers=csrf(client))
    assert answer.status_code in (200, 400, 422)


def test_uploads_without_end_are_slowed_down(app: Board) -> None:
    people(app, COUNTY, REVIEWER)
    client = browser(app, COUNTY)
    limit = app.site.settings.uploads_per_minute
    codes = [
        client.post("/report/files?name=a.csv", data=b"", headers=csrf(client)).status_code for _ in range(limit + 1)
    ]
    assert codes == [200] * limit + [429]
    other = browser(app, REVIEWER)
    assert other.post("/report/files?name=a.csv", data=b"", headers=csrf(other)).status_code == 200


def test_a_refusal_is_recorded_with_who_and_where(app: Board) -> None:
    people(app, VIEWER)
    client = browser(app, VIEWER)
    answer = client.get("/report")
    assert answer.status_code == 403
    assert "您的账号不能报送" in answer.get_data(as_text=True)
    (entry,) = auditing.search_audit(app.site, AuditFilter(action="refused"))
    assert (entry.actor, entry.address, entry.subject, entry.result) == (
        "查看员",
        "127.0.0.1",
        "GET /report",
        "refused",
    )


def test_the_menu_shows_what_the_account_may_open(app: Board) -> None:
    people(app, VIEWER, COUNTY)
    for account, shown in ((VIEWER, False), (COUNTY, True)):
        client = browser(app, account)
        bar = client.post(CALLBACK, json=open_page("/"), headers=csrf(client)).json["response"]["bar-markup"]["data"]
        assert ('href="/report"' in bar) is shown
        assert account.name in bar
        assert 'action="/logout"' in bar


def test_a_narrow_reader_is_answered_narrowly_by_the_api_too(app: Board) -> None:
    people(app, NARROW)
    client = browser(app, NARROW)
    found = client.get("/api/v1/standings?month=2023-09").json
    assert {row["region"] for row in found["standings"]} == {"371621"}
    assert client.get("/api/v1/standings?region=阳信县").status_code == 404
    lines = client.get("/api/v1/export/figures.csv").get_data(as_text=True).splitlines()[1:]
    assert {line.split(",")[2] for line in lines} == {"惠民县"}


def test_answers_kept_for_one_reader_are_not_given_to_another(app: Board) -> None:
    people(app, VIEWER, NARROW)
    wide, narrow = browser(app, VIEWER), browser(app, NARROW)
    asked = open_page("/")
    gzip = {"Accept-Encoding": "gzip"}
    for _ in range(2):
        seen = [c.post(CALLBACK, json=asked, headers={**csrf(c), **gzip}).data for c in (wide, narrow)]
        assert seen[0] != seen[1]


def test_a_log_in_goes_over_to_the_wall(app: Board, client: FlaskClient) -> None:
    people(app, VIEWER)
    assert sign_in(client, VIEWER, wanted="/screen").headers["Location"] == "/screen"
    assert client.get("/screen").status_code == 200
