"""Signing in and out over HTTP, and everything that ends a session or keeps one from beginning."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import text, update
from web.people import ADMINISTRATOR, COUNTY, PASSWORD, VIEWER, browser, csrf, people, sign_in

from dashboard.application import create_app
from dashboard.services import accounts, auditing
from dashboard.services.signing_in import digest_of
from dashboard.storage.access_schema import account as account_table
from dashboard.storage.access_schema import session as session_table
from dashboard.storage.audit import AuditFilter
from dashboard.storage.database import reading
from dashboard.storage.moments import now
from dashboard.web.shell import Board
from dashboard.web.sign_in import own_path

REVISION = "/api/v1/revision"


def audit(app: Board, action: str) -> list[tuple[str, str, str]]:
    """Subject, result and detail of what was recorded, oldest first."""
    found = auditing.search_audit(app.site, AuditFilter(action=action))
    return [(entry.subject, entry.result, entry.detail) for entry in reversed(found)]


def age_sessions(app: Board, *, seen: timedelta = timedelta(), made: timedelta = timedelta()) -> None:
    """Let every session have been seen and made so long ago."""
    with app.site.engine.begin() as connection:
        values = {"seen_at": now() - seen, "made_at": now() - made}
        connection.execute(update(session_table).values(**values))


def test_without_any_account_everybody_on_this_machine_acts_as_administrator(client: FlaskClient) -> None:
    assert client.get("/").status_code == 200
    assert client.get(REVISION).status_code == 200
    page = client.get("/login").get_data(as_text=True)
    assert "account add" in page
    assert "进入工作台" in page


@pytest.mark.parametrize(
    "said",
    [
        {"environ_base": {"REMOTE_ADDR": "10.1.2.3"}},
        {"headers": {"Host": "board.example"}},
        {"headers": {"X-Forwarded-For": "10.1.2.3"}},
        {"headers": {"Forwarded": "for=10.1.2.3"}},
        {"headers": {"Via": "1.1 proxy"}},
    ],
)
def test_the_trial_is_for_this_machine_alone(client: FlaskClient, said: dict[str, dict[str, str]]) -> None:
    assert client.get(REVISION, **said).status_code == 401
    answer = client.get("/", **said)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/login")


def test_a_site_that_listens_to_others_is_closed_until_there_is_an_account(app: Board) -> None:
    client = create_app(replace(app.site.settings, host="0.0.0.0")).server.test_client()
    assert client.get(REVISION).status_code == 401
    page = client.get("/login").get_data(as_text=True)
    assert "account add" in page
    assert "进入工作台" not in page


def test_the_first_account_ends_the_trial_at_once(app: Board, client: FlaskClient) -> None:
    assert client.get(REVISION).status_code == 200
    people(app)
    assert client.get(REVISION).status_code == 401


def test_a_name_and_its_password_open_the_address_that_was_asked_for(app: Board, client: FlaskClient) -> None:
    people(app, VIEWER)
    asked = client.get("/?region=371621&month=2023-09")
    assert asked.status_code == 302
    wanted = re.search(r"next=(.+)", asked.headers["Location"])
    assert wanted
    answer = sign_in(client, VIEWER, wanted=wanted.group(1))
    assert (answer.status_code, answer.headers["Location"]) == (303, "/?region=371621&month=2023-09")
    assert client.get("/").status_code == 200
    assert client.get(REVISION).status_code == 200


def test_cookies_are_kept_from_scripts_and_other_sites(app: Board, client: FlaskClient) -> None:
    people(app, VIEWER)
    cookies = sign_in(client, VIEWER).headers.getlist("Set-Cookie")
    session = next(cookie for cookie in cookies if cookie.startswith("session="))
    assert "HttpOnly" in session
    assert "SameSite=Lax" in session
    assert "Secure" not in session
    behind_tls = create_app(replace(app.site.settings, https=True)).server.test_client()
    form = behind_tls.get("/login", base_url="https://localhost").get_data(as_text=True)
    token = re.search(r'name="csrf" value="([^"]+)"', form)
    assert token
    values = {"csrf": token.group(1), "name": VIEWER.name, "password": PASSWORD}
    answer = behind_tls.post("/login", data=values, base_url="https://localhost")
    assert all("Secure" in cookie for cookie in answer.headers.getlist("Set-Cookie"))
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"


def test_the_database_keeps_neither_tokens_nor_passwords(app: Board, client: FlaskClient) -> None:
    people(app, VIEWER)
    sign_in(client, VIEWER)
    cookie = client.get_cookie("session")
    assert cookie
    with reading(app.site.engine) as connection:
        digests = list(connection.scalars(text("SELECT digest FROM session")))
        kept = list(connection.scalars(text("SELECT password FROM account")))
    assert digests == [digest_of(cookie.value)]
    assert cookie.value not in digests
    assert all(password.startswith("$argon2id$v=19$m=19456,t=2,p=1$") for password in kept)


@pytest.mark.parametrize(
    ("name", "password"), [("查看员", "错的密码"), ("没有这个人", PASSWORD), ("", ""), ("查看员", "")]
)
def test_a_wrong_log_in_never_says_what_was_wrong(app: Board, client: FlaskClient, name: str, password: str) -> None:
    people(app, VIEWER)
    answer = sign_in(client, name, password)
    assert answer.status_code == 401
    assert "账号名或密码不对" in answer.get_data(as_text=True)
    assert client.get(REVISION).status_code == 401


def test_five_failures_lock_an_account_also_for_the_right_password(app: Board, client: FlaskClient) -> None:
    people(app, VIEWER, COUNTY)
    for _ in range(5):
        assert sign_in(client, VIEWER, "错的密码").status_code == 401
    assert sign_in(client, VIEWER).status_code == 401
    assert sign_in(client, COUNTY).status_code == 303  # nobody else is kept out
    details = [detail for subject, result, detail in audit(app, "sign in") if result == "refused"]
    assert details == [*["wrong password"] * 4, "wrong password, locked", "locked"]
    with app.site.engine.begin() as connection:
        connection.execute(update(account_table).values(locked_until=now() - timedelta(seconds=1)))
    assert sign_in(app.server.test_client(), VIEWER).status_code == 303


def test_a_right_password_forgets_the_failures_before_it(app: Board, client: FlaskClient) -> None:
    people(app, VIEWER)
    for _ in range(2):
        for _ in range(4):
            assert sign_in(client, VIEWER, "错的密码").status_code == 401
        assert sign_in(client, VIEWER).status_code == 303
        client = app.server.test_client()


def test_one_address_may_not_try_without_end(app: Board, client: FlaskClient) -> None:
    people(app)
    limit = app.site.settings.sign_ins_per_minute
    codes = [sign_in(client, f"人{number}", "x").status_code for number in range(limit + 2)]
    assert codes == [401] * limit + [429] * 2
    assert len(audit(app, "sign in")) == limit  # what is not tried any more does not fill the log either


def test_a_first_log_in_changes_the_password_before_anything_else(app: Board, client: FlaskClient) -> None:
    people(app)
    once = accounts.add_account(app.site, VIEWER)
    assert sign_in(client, VIEWER, once).status_code == 303
    assert client.get("/").headers["Location"] == "/password"
    answer = client.get(REVISION)
    assert (answer.status_code, answer.json["error"]["code"]) == (403, "password-change")
    values = {"csrf": csrf(client)["X-CSRFToken"], "old": once, "new": PASSWORD, "again": PASSWORD}
    before = client.get_cookie("session")
    assert client.post("/password", data=values).status_code == 303
    after = client.get_cookie("session")
    assert before
    assert after
    assert before.value != after.value
    assert client.get(REVISION).status_code == 200
    assert sign_in(app.server.test_client(), VIEWER, once).status_code == 401


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"old": "不对"}, "现在的密码不对"),
        ({"again": "另一个 Password 2023"}, "两次输入的新密码不一样"),
        ({"new": "短 Ab1", "again": "短 Ab1"}, "至少要 12 位"),
        ({"new": PASSWORD, "again": PASSWORD}, "要和现在的不同"),
        ({"new": "password1234", "again": "password1234"}, "太常见"),
        ({"new": "查看员 is my password", "again": "查看员 is my password"}, "不要含账号名"),
        ({"csrf": "x"}, "放得太久"),
    ],
)
def test_a_password_that_cannot_be_taken_is_said_in_a_sentence(app: Board, changes: dict[str, str], told: str) -> None:
    people(app, VIEWER)
    client = browser(app, VIEWER)
    fresh = "全新的 Password 2024"
    values = {"csrf": csrf(client)["X-CSRFToken"], "old": PASSWORD, "new": fresh, "again": fresh}
    answer = client.post("/password", data=values | changes)
    assert answer.status_code in (400, 422)
    assert told in answer.get_data(as_text=True)
    assert client.get(REVISION).status_code == 200


def test_a_one_time_password_holds_for_a_week(app: Board, client: FlaskClient) -> None:
    people(app)
    once = accounts.add_account(app.site, VIEWER)
    with app.site.engine.begin() as connection:
        connection.execute(update(account_table).values(password_at=now() - timedelta(days=8)))
    assert sign_in(client, VIEWER, once).status_code == 401
    assert sign_in(client, ADMINISTRATOR).status_code == 303  # a password of one's own does not age


def test_a_session_ends_after_thirty_idle_minutes(app: Board) -> None:
    people(app, VIEWER)
    client = browser(app, VIEWER)
    age_sessions(app, seen=timedelta(minutes=29))
    assert client.get("/").status_code == 200  # and is alive again
    age_sessions(app, seen=timedelta(minutes=29))
    assert client.get(REVISION).status_code == 200  # asking for news is nobody at a keyboard
    age_sessions(app, seen=timedelta(minutes=31))
    assert client.get(REVISION).status_code == 401
    assert client.get("/report?month=2023-09").headers["Location"] == "/login?next=%2Freport%3Fmonth%3D2023-09"


def test_a_session_that_only_asks_for_news_grows_old(app: Board) -> None:
    people(app, VIEWER)
    client = browser(app, VIEWER)
    age_sessions(app, seen=timedelta(minutes=20))
    assert client.get(REVISION).status_code == 200
    with reading(app.site.engine) as connection:
        seen = connection.execute(session_table.select()).one().seen_at
    assert now().replace(tzinfo=None) - seen > timedelta(minutes=19)


def test_a_session_lasts_a_working_day_at_most(app: Board) -> None:
    people(app, VIEWER)
    client = browser(app, VIEWER)
    age_sessions(app, made=timedelta(hours=11))
    assert client.get(REVISION).status_code == 200
    age_sessions(app, made=timedelta(hours=13))
    assert client.get(REVISION).status_code == 401


def test_a_session_outlives_the_server_and_serves_every_worker(app: Board) -> None:
    people(app, VIEWER)
    client = browser(app, VIEWER)
    cookie = client.get_cookie("session")
    assert cookie
    other = create_app(app.site.settings).server.test_client()
    other.set_cookie("session", cookie.value)
    assert other.get(REVISION).status_code == 200


def test_who_signs_out_is_out_in_every_worker_at_once(app: Board) -> None:
    people(app, VIEWER)
    client = browser(app, VIEWER)
    cookie = client.get_cookie("session")
    assert cookie
    other = create_app(app.site.settings).server.test_client()
    other.set_cookie("session", cookie.value)
    assert other.get(REVISION).status_code == 200
    assert client.post("/logout", data={"csrf": csrf(client)["X-CSRFToken"]}).status_code == 303
    assert client.get_cookie("session") is None
    assert other.get(REVISION).status_code == 401  # the cookie, replayed
    client.set_cookie("session", cookie.value)
    assert client.get(REVISION).status_code == 401


def test_who_signs_out_everywhere_is_out_on_every_device(app: Board) -> None:
    people(app, VIEWER, COUNTY)
    first, second, other = browser(app, VIEWER), browser(app, VIEWER), browser(app, COUNTY)
    first.post("/logout", data={"csrf": csrf(first)["X-CSRFToken"], "everywhere": "1"})
    assert second.get(REVISION).status_code == 401
    assert other.get(REVISION).status_code == 200


@contextmanager
def a_step(app: Board, step: str) -> Iterator[FlaskClient]:
    """A browser of the viewer's, before and after what the administrator does to the account."""
    people(app, VIEWER)
    client = browser(app, VIEWER)
    assert client.get(REVISION).status_code == 200
    getattr(accounts, step)(app.site, VIEWER.name)
    yield client


@pytest.mark.parametrize("step", ["disable_account", "reset_account"])
def test_what_the_administrator_takes_away_is_gone_at_once(app: Board, step: str) -> None:
    with a_step(app, step) as client:
        assert client.get(REVISION).status_code == 401
        assert sign_in(client, VIEWER).status_code == 401


def test_another_role_holds_from_the_next_request_on(app: Board) -> None:
    people(app, VIEWER)
    client = browser(app, VIEWER)
    assert client.get("/report").status_code == 403
    accounts.change_account(app.site, replace(COUNTY, name=VIEWER.name))
    assert client.get("/report").status_code == 200


def test_a_session_given_from_outside_is_never_taken_over(app: Board, client: FlaskClient) -> None:
    people(app, VIEWER)
    client.set_cookie("session", "given-by-an-attacker")
    assert client.get(REVISION).status_code == 401
    sign_in(client, VIEWER)
    cookie = client.get_cookie("session")
    assert cookie
    assert cookie.value != "given-by-an-attacker"
    again = cookie.value
    client.get("/login")
    sign_in_again = app.server.test_client()
    sign_in_again.set_cookie("session", again)
    sign_in(sign_in_again, VIEWER)  # already signed in: the form is not even shown
    fresh = sign_in_again.get_cookie("session")
    assert fresh


def test_a_session_before_a_log_in_ends_with_it(app: Board) -> None:
    people(app, VIEWER, COUNTY)
    client = browser(app, VIEWER)
    old, token = client.get_cookie("session"), csrf(client)["X-CSRFToken"]
    assert old
    answer = client.post("/login", data={"csrf": token, "name": COUNTY.name, "password": PASSWORD})
    assert answer.status_code == 303
    other = app.server.test_client()
    other.set_cookie("session", old.value)
    assert other.get(REVISION).status_code == 401


@pytest.mark.parametrize(
    ("given", "taken"),
    [
        ("/", "/"),
        ("/report?month=2023-09", "/report?month=2023-09"),
        ("/indicator/T28-1", "/indicator/T28-1"),
        ("http://evil.example/", "/"),
        ("//evil.example/", "/"),
        ("/\\evil.example/", "/"),
        ("\\\\evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("/\tevil", "/"),
        ("///evil.example", "/"),
        ("report", "/"),
        ("", "/"),
        (None, "/"),
        ("http:/\\evil.example", "/"),
        ("/%0d%0aSet-Cookie:x=1", "/%0d%0aSet-Cookie:x=1"),  # stays encoded
    ],
)
def test_a_log_in_goes_on_to_own_paths_alone(given: str | None, taken: str) -> None:
    assert own_path(given) == taken


@pytest.mark.parametrize("wanted", ["//evil.example", "http://evil.example", "/%5Cevil.example"])
def test_no_log_in_leads_to_another_site(app: Board, client: FlaskClient, wanted: str) -> None:
    people(app, VIEWER)
    assert sign_in(client, VIEWER, wanted=wanted).headers["Location"] == "/"


def test_every_log_in_and_log_out_is_recorded_with_where_it_came_from(app: Board) -> None:
    people(app, VIEWER)
    client = browser(app, VIEWER)
    client.post("/logout", data={"csrf": csrf(client)["X-CSRFToken"]})
    sign_in(client, "没有这个人", "x")
    found = auditing.search_audit(app.site, AuditFilter(), limit=3)
    assert [(e.actor, e.address, e.action, e.subject, e.result) for e in reversed(found)] == [
        ("查看员", "127.0.0.1", "sign in", "查看员", "done"),
        ("查看员", "127.0.0.1", "sign out", "查看员", "done"),
        ("", "127.0.0.1", "sign in", "（没有这个账号）", "refused"),
    ]
    with reading(app.site.engine) as connection:
        log = str(connection.execute(text("SELECT * FROM audit_entry")).all())
    assert PASSWORD not in log


def test_a_log_in_form_of_another_site_is_refused(app: Board, client: FlaskClient) -> None:
    people(app, VIEWER)
    client.get("/login")
    values = {"name": VIEWER.name, "password": PASSWORD}
    assert client.post("/login", data=values).status_code == 400
    assert client.post("/login", data=values, headers={"Origin": "http://evil.example"}).status_code == 403
    assert client.get(REVISION).status_code == 401
