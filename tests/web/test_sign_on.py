"""The other front doors: a real, certified OpenID provider on this machine, and a proxy that says who came."""

from __future__ import annotations

import hmac
import os
import re
import subprocess
import sys
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from time import time
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
import requests
from flask.testing import FlaskClient
from joserfc import jwt
from joserfc.jwk import RSAKey
from web.people import ADMINISTRATOR, VIEWER, people
from werkzeug.test import TestResponse

from dashboard.application import create_app
from dashboard.domain.access import Account, Role
from dashboard.services import accounts, auditing
from dashboard.settings import Settings
from dashboard.storage.audit import AuditFilter
from dashboard.web.oidc import Provider, ProviderFailed, derive
from dashboard.web.shell import Board
from dashboard.web.sign_in import own_path

ROOT = Path(__file__).parents[2]
NOT_REACHED = 75
SITE, REVISION = "http://localhost", "/api/v1/revision"
SECRET = "not-a-secret-but-long-enough-for-a-test"
ZHANG = Account("zhang.san", Role.VIEWER)


@contextmanager
def provider(*words: str) -> Iterator[str]:
    """Where a provider of our own listens."""
    ready = subprocess.run([ROOT / "scripts" / "prepare_provider.sh"])
    if ready.returncode == NOT_REACHED:
        pytest.skip("npm cannot fetch the OpenID provider")
    ready.check_returncode()
    command = ["node", str(ROOT / "tests" / "provider" / "provider.mjs"), SITE, *words]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as started:
        assert started.stdout
        yield f"http://127.0.0.1:{started.stdout.readline().strip()}"
        started.terminate()


@pytest.fixture(scope="session")
def issuer() -> Iterator[str]:
    """The provider of all these tests."""
    with provider() as found:
        yield found


@dataclass(slots=True)
class Person:
    """A browser with its own cookies at the site and at the provider."""

    site: FlaskClient
    elsewhere: requests.Session

    def start(self, wanted: str = "/") -> str:
        """The provider's address that the site sends this browser to."""
        answer = self.site.get(f"/sign-on?{urlencode({'next': wanted})}")
        assert answer.status_code == 302
        return answer.headers["Location"]

    def come_back(self, address: str, name: str = ZHANG.name) -> str:
        """Sign in at the provider; the site's address that it sends this browser back to."""
        answer = self.elsewhere.get(address, allow_redirects=False)
        for _ in range(10):
            if "Location" in answer.headers:
                following = requests.compat.urljoin(answer.url, answer.headers["Location"])
                if following.startswith(f"{SITE}/"):
                    return following.removeprefix(SITE)
                answer = self.elsewhere.get(following, allow_redirects=False)
            else:
                action = re.search(r'<form[^>]+action="([^"]+)"', answer.text)
                assert action, answer.text
                filled = {"prompt": "login", "login": name, "password": "x"}
                answer = self.elsewhere.post(
                    requests.compat.urljoin(answer.url, action.group(1)), data=filled, allow_redirects=False
                )
        raise AssertionError("the provider never sent the browser back")

    def sign_on(self, name: str = ZHANG.name, wanted: str = "/") -> TestResponse:
        """What the site answers to somebody who comes back from the provider."""
        return self.site.get(self.come_back(self.start(wanted), name))

    def is_in(self) -> bool:
        """Whether the site knows this browser."""
        return self.site.get(REVISION).status_code == 200


def with_provider(app: Board, issuer: str, **said: Any) -> Board:
    """The same site where people sign on by the provider."""
    given = {"oidc_client_id": "board", "oidc_client_secret": SECRET, "site_address": SITE, **said}
    return create_app(replace(app.site.settings, oidc_issuer=issuer, **given))


@pytest.fixture
def signing_on(app: Board, issuer: str) -> Board:
    """The site with an account for somebody whom the provider knows."""
    people(app, ZHANG)
    return with_provider(app, issuer)


@pytest.fixture
def person(signing_on: Board) -> Person:
    return Person(signing_on.server.test_client(), requests.Session())


def refusals(app: Board) -> list[str]:
    """Why nobody was let in, as the audit log keeps it, oldest first."""
    found = auditing.search_audit(app.site.acting(ADMINISTRATOR), AuditFilter(action="sign in"))
    return [entry.detail for entry in reversed(found) if entry.result == "refused"]


def is_refused(answer: TestResponse, told: str = "没有完成登录") -> bool:
    """Whether an answer is the calm page that refuses, and gives no session."""
    cookies = " ".join(answer.headers.getlist("Set-Cookie"))
    return answer.status_code == 403 and told in answer.get_data(as_text=True) and "session=" not in cookies


def test_who_signs_on_is_in_and_goes_on_to_what_was_asked_for(app: Board, person: Person) -> None:
    assert not person.is_in()
    answer = person.sign_on(wanted="/?region=371621")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/?region=371621")
    assert person.is_in()  # at once: the one-time password of the account need not be changed
    (entry,) = auditing.search_audit(app.site, AuditFilter(action="sign in"))
    assert (entry.actor, entry.detail, entry.result) == (ZHANG.name, "by provider", "done")


def test_the_log_in_form_offers_it_and_still_takes_passwords(signing_on: Board, app: Board) -> None:
    form = signing_on.server.test_client().get("/login?next=/report").get_data(as_text=True)
    assert 'href="/sign-on?next=/report"' in form
    assert 'name="password"' in form
    assert "sign-on" not in app.server.test_client().get("/login").get_data(as_text=True)


@pytest.mark.parametrize("address", ["/sign-on", "/sign-on/back?code=x&state=y", "/sign-on/end"])
def test_where_it_is_off_there_is_no_such_address(app: Board, client: FlaskClient, address: str) -> None:
    people(app)
    assert client.get(address).headers["Location"].startswith("/login")


def test_the_browser_is_sent_out_with_state_nonce_and_a_challenge(person: Person, issuer: str) -> None:
    address = urlsplit(person.start())
    asked = {name: values[0] for name, values in parse_qs(address.query).items()}
    assert f"{address.scheme}://{address.netloc}" == issuer
    assert (asked["response_type"], asked["client_id"], asked["code_challenge_method"]) == ("code", "board", "S256")
    assert asked["redirect_uri"] == f"{SITE}/sign-on/back"
    assert len({asked["state"], asked["nonce"], asked["code_challenge"]}) == 3
    cookie = person.site.get_cookie("sign_on", path="/sign-on")
    assert cookie
    assert cookie.http_only
    assert cookie.same_site == "Lax"
    assert not any(value in cookie.value for value in (asked["state"], asked["nonce"]))


def test_a_wrong_state_is_refused(signing_on: Board, person: Person) -> None:
    back = urlsplit(person.come_back(person.start()))
    asked = {name: values[0] for name, values in parse_qs(back.query).items()}
    answer = person.site.get(f"{back.path}?{urlencode({**asked, 'state': 'x' * 43})}")
    assert is_refused(answer)
    assert not person.is_in()
    assert refusals(signing_on) == ["wrong state"]


def test_an_answer_is_taken_from_the_browser_that_asked_alone(signing_on: Board, person: Person) -> None:
    back = person.come_back(person.start())  # an attacker's own answer, sent to somebody else as a link
    victim = signing_on.server.test_client()
    assert is_refused(victim.get(back))
    victim.get("/sign-on")
    assert is_refused(victim.get(back))
    assert refusals(signing_on) == ["wrong state"] * 2


def test_a_code_is_taken_once(signing_on: Board, person: Person) -> None:
    address = person.start()
    cookie = person.site.get_cookie("sign_on", path="/sign-on")
    assert cookie
    back = person.come_back(address)
    assert person.site.get(back).status_code == 303
    again = signing_on.server.test_client()
    again.set_cookie("sign_on", cookie.value, path="/sign-on")
    assert is_refused(again.get(back))
    assert refusals(signing_on)[0].startswith("no token: OAuthError invalid_grant")


def test_a_code_without_its_verifier_is_worth_nothing(signing_on: Board, person: Person) -> None:
    address = urlsplit(person.start())
    asked = {name: values[0] for name, values in parse_qs(address.query).items()}
    stolen = urlsplit(person.come_back(f"{address.scheme}://{address.netloc}{address.path}?{address.query}"))
    code = parse_qs(stolen.query)["code"][0]
    thief = signing_on.server.test_client()
    thief.get("/sign-on")
    cookie = thief.get_cookie("sign_on", path="/sign-on")
    assert cookie
    state = derive(cookie.value.partition(".")[0], "state")
    assert state != asked["state"]
    assert is_refused(thief.get(f"/sign-on/back?{urlencode({'code': code, 'state': state})}"))
    assert "invalid_grant" in refusals(signing_on)[0]


def test_a_token_that_answers_another_nonce_is_refused(signing_on: Board, person: Person) -> None:
    address = person.start()
    nonce = parse_qs(urlsplit(address).query)["nonce"][0]
    assert is_refused(person.site.get(person.come_back(address.replace(nonce, "another"))))
    assert "nonce" in refusals(signing_on)[0]


def test_a_token_that_has_expired_is_refused(app: Board) -> None:
    people(app, ZHANG)
    with provider("1200") as slow:  # its tokens hold for ten minutes
        late = with_provider(app, slow)
        assert is_refused(Person(late.server.test_client(), requests.Session()).sign_on())
    assert "ExpiredTokenError" in refusals(late)[0]


def test_a_client_without_a_secret_proves_itself_by_its_verifier(app: Board, issuer: str) -> None:
    people(app, ZHANG)
    public = with_provider(app, issuer, oidc_client_id="public", oidc_client_secret="")
    assert Person(public.server.test_client(), requests.Session()).sign_on().status_code == 303


def test_another_claim_can_be_the_name(app: Board, issuer: str) -> None:
    people(app, replace(ZHANG, name="li.si.gov"))
    named = with_provider(app, issuer, oidc_name_claim="preferred_username")
    person = Person(named.server.test_client(), requests.Session())
    assert person.sign_on("li.si").status_code == 303
    assert person.is_in()


@pytest.mark.parametrize("wanted", ["//evil.example", "http://evil.example/", "/\\evil.example", "javascript:alert(1)"])
def test_nobody_is_led_to_another_site(person: Person, wanted: str) -> None:
    assert own_path(wanted) == "/"
    assert person.sign_on(wanted=wanted).headers["Location"] == "/"


def test_a_path_put_into_the_cookie_leads_nowhere_else_either(person: Person) -> None:
    address = person.start()
    cookie = person.site.get_cookie("sign_on", path="/sign-on")
    assert cookie
    person.site.set_cookie("sign_on", cookie.value.partition(".")[0] + ".Ly9ldmlsLmV4YW1wbGU=", path="/sign-on")
    assert person.site.get(person.come_back(address)).headers["Location"] == "/"


def test_whom_nobody_knows_is_told_so_and_stays_out(signing_on: Board, person: Person) -> None:
    assert is_refused(person.sign_on("wang.wu"), "本站没有可用的账号“wang.wu”")
    assert not person.is_in()
    assert refusals(signing_on) == ["provider: unknown account"]


def test_whom_nobody_knows_can_become_a_viewer(app: Board, issuer: str) -> None:
    people(app)
    open_site = with_provider(app, issuer, sign_on_unknown="viewer")
    person = Person(open_site.server.test_client(), requests.Session())
    assert person.sign_on("wang.wu").status_code == 303
    assert person.is_in()
    assert person.site.get("/report").status_code == 403
    made = next(line for line in accounts.list_accounts(app.site) if line.name == "wang.wu")
    assert (made.account.role, made.made_by) == (Role.VIEWER, "统一身份认证")


def test_nobody_becomes_the_first_account_by_signing_on(app: Board, issuer: str) -> None:
    open_site = with_provider(app, issuer, sign_on_unknown="viewer")
    assert is_refused(Person(open_site.server.test_client(), requests.Session()).sign_on(), "没有可用的账号")
    assert accounts.list_accounts(app.site) == ()


def test_a_disabled_account_stays_out_and_is_put_out_at_once(app: Board, signing_on: Board, person: Person) -> None:
    assert person.sign_on().status_code == 303
    accounts.disable_account(app.site, ZHANG.name)
    assert not person.is_in()
    assert is_refused(person.sign_on(), "没有可用的账号")


def test_who_refuses_at_the_provider_comes_back_calmly(signing_on: Board, person: Person) -> None:
    state = parse_qs(urlsplit(person.start()).query)["state"][0]
    back = f"/sign-on/back?{urlencode({'error': 'access_denied', 'state': state})}"
    assert is_refused(person.site.get(back))
    assert refusals(signing_on) == ["no code: access_denied"]


def test_trying_without_end_is_slowed_down(signing_on: Board, person: Person) -> None:
    limit = signing_on.site.settings.sign_ins_per_minute
    for _ in range(limit):
        person.site.get("/sign-on/back?state=x")
    assert person.sign_on().status_code == 429
    assert not person.is_in()


def test_who_signs_out_here_is_out_here_and_can_sign_out_there(person: Person, issuer: str) -> None:
    person.sign_on()
    csrf = person.site.get_cookie("_csrf_token")
    assert csrf
    answer = person.site.post("/logout", data={"csrf": csrf.value})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/login?left")
    assert not person.is_in()
    assert 'href="/sign-on/end"' in person.site.get("/login?left").get_data(as_text=True)
    there = person.site.get("/sign-on/end").headers["Location"]
    assert there.startswith(f"{issuer}/session/end?")
    form = person.elsewhere.get(there)
    assert form.status_code == 200
    xsrf = re.search(r'name="xsrf" value="([^"]+)"', form.text)
    assert xsrf
    done = person.elsewhere.post(
        f"{issuer}/session/end/confirm", data={"xsrf": xsrf.group(1), "logout": "yes"}, allow_redirects=False
    )
    assert done.headers["Location"] == f"{SITE}/login"
    asked_again = person.elsewhere.get(person.start())  # and has to sign in there before the next time here
    assert 'name="login"' in asked_again.text


def test_a_provider_that_is_not_there_costs_nobody_the_password(app: Board) -> None:
    people(app, VIEWER)
    lonely = with_provider(app, "http://127.0.0.1:9").server.test_client()
    assert is_refused(lonely.get("/sign-on"))
    assert lonely.get("/login").status_code == 200


def a_token(issuer: str, key: Any, alg: str = "RS256", **claims: Any) -> str:
    now = int(time())
    said = {"iss": issuer, "aud": "board", "sub": ZHANG.name, "iat": now, "exp": now + 60, "nonce": "n", **claims}
    return jwt.encode({"alg": alg, "kid": "k"}, said, key, algorithms=[alg])


def provider_with(key: Any) -> Provider:
    """A provider whose documents have just been read: its key is this one."""
    found = Provider("https://idp.example", "board", SECRET, "sub")
    document = {"issuer": "https://idp.example", "jwks_uri": "https://idp.example/keys"}
    keys = {"keys": [key.as_dict(private=False, kid="k")]}
    for address, known in (
        ("https://idp.example/.well-known/openid-configuration", document),
        ("https://idp.example/keys", keys),
    ):
        found.remember(address, known)
    return found


KEY, ANOTHER = RSAKey.generate_key(2048), RSAKey.generate_key(2048)


@pytest.mark.parametrize(
    ("claims", "told"),
    [
        ({}, ""),
        ({"iss": "https://evil.example"}, "iss"),
        ({"aud": "another"}, "aud"),
        ({"aud": ["board", "another"], "azp": "another"}, "azp"),
        ({"exp": 1}, "Expired"),
        ({"iat": 2**40}, "issued in the future"),
        ({"nonce": "m"}, "nonce"),
        ({"nonce": ""}, "nonce"),
        ({"sub": 7}, "sub"),
        ({"sub": ""}, "sub"),
    ],
)
def test_an_id_token_is_for_us_of_now_and_an_answer(claims: dict[str, Any], told: str) -> None:
    token = a_token("https://idp.example", KEY, **claims)
    if not told:
        assert provider_with(KEY).proven_name(token, "n") == ZHANG.name
        return
    with pytest.raises(ProviderFailed) as failed:
        provider_with(KEY).proven_name(token, "n")
    assert told in failed.value.reason


def signed_with_the_public_key() -> str:
    """A token signed with what everybody knows, for a reader that lets the token say how it is to be checked."""
    claims = a_token("https://idp.example", KEY).split(".")[1]
    head = urlsafe_b64encode(b'{"alg":"HS256","kid":"k"}').rstrip(b"=").decode()
    digest = hmac.digest(KEY.as_pem(private=False), f"{head}.{claims}".encode(), "sha256")
    return f"{head}.{claims}.{urlsafe_b64encode(digest).rstrip(b'=').decode()}"


def test_a_forged_id_token_proves_nothing() -> None:
    unsigned = ".".join((*a_token("https://idp.example", KEY).split(".")[:2], ""))
    plain = re.sub(r"^[^.]+", "eyJhbGciOiJub25lIn0", unsigned)  # {"alg":"none"}
    forged = (
        a_token("https://idp.example", ANOTHER),
        signed_with_the_public_key(),
        unsigned,
        plain,
        "",
        "x.y.z",
    )
    for token in forged:
        with pytest.raises(ProviderFailed):
            provider_with(KEY).proven_name(token, "n")


def test_where_it_is_off_nobody_pays_for_the_libraries(app: Board) -> None:
    asked = "import app, sys; print(sorted({name.partition('.')[0] for name in sys.modules}))"
    environ = {**os.environ, "DASHBOARD_DATABASE_URL": app.site.settings.database_url}
    told = subprocess.run(
        [sys.executable, "-c", asked], cwd=ROOT, env=environ, capture_output=True, text=True, check=True
    )
    assert "'flask'" in told.stdout
    assert not {"authlib", "joserfc", "cryptography"} & set(re.findall(r"'(\w+)'", told.stdout))


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"proxy_user_header": "X-Remote-User"}, "PROXY_ADDRESSES"),
        ({"oidc_issuer": "https://idp.example"}, "OIDC_CLIENT_ID"),
        ({"oidc_issuer": "http://idp.example", "oidc_client_id": "b"}, "OIDC_ISSUER"),
        ({"oidc_issuer": "https://idp.example", "oidc_client_id": "b"}, "SITE_ADDRESS"),
        (
            {"oidc_issuer": "https://i.example", "proxy_user_header": "X", "proxy_addresses": "10.0.0.2"},
            "只能用一个",
        ),
    ],
)
def test_settings_that_leave_a_door_open_are_refused(said: dict[str, str], told: str) -> None:
    with pytest.raises(ValueError, match=told):
        create_app(replace(Settings(), **said))


def test_only_the_two_words_are_taken_for_unknown_names() -> None:
    with pytest.raises(ValueError, match="refuse 或 viewer"):
        Settings.from_environ({"DASHBOARD_SIGN_ON_UNKNOWN": "administrator"})


PROXY = {"REMOTE_ADDR": "10.0.0.2"}
USER = "X-Remote-User"


@pytest.fixture
def proxied(app: Board) -> Board:
    """The site behind a proxy that names whom it has let in."""
    people(app, VIEWER)
    settings = replace(app.site.settings, host="0.0.0.0", trusted_proxies=1, proxy_addresses=PROXY["REMOTE_ADDR"])
    return create_app(replace(settings, proxy_user_header=USER))


def named(name: str) -> dict[str, str]:
    """The header as a proxy sends it: UTF-8, which WSGI reads as Latin-1."""
    return {USER: name.encode().decode("latin-1"), "X-Forwarded-For": "10.7.7.7"}


def through_proxy(client: FlaskClient, address: str, name: str = VIEWER.name) -> TestResponse:
    return client.get(address, headers=named(name), environ_base=PROXY)


def test_whom_the_proxy_names_is_in(proxied: Board) -> None:
    client = proxied.server.test_client()
    sent = through_proxy(client, "/?region=371621")
    assert (sent.status_code, sent.headers["Location"]) == (302, "/sign-on?next=%2F%3Fregion%3D371621")
    assert through_proxy(client, sent.headers["Location"]).headers["Location"] == "/?region=371621"
    assert through_proxy(client, REVISION).status_code == 200
    (entry,) = auditing.search_audit(proxied.site.acting(ADMINISTRATOR), AuditFilter(action="sign in"))
    assert (entry.actor, entry.address, entry.detail) == (VIEWER.name, "10.7.7.7", "by proxy")


@pytest.mark.parametrize("peer", ["10.0.0.3", "127.0.0.1", "10.7.7.7"])
def test_a_name_is_believed_from_the_proxy_alone(proxied: Board, peer: str) -> None:
    client = proxied.server.test_client()
    direct = {"headers": named(ADMINISTRATOR.name), "environ_base": {"REMOTE_ADDR": peer}}
    assert client.get("/", **direct).headers["Location"] == "/login"
    assert client.get("/sign-on", **direct).headers["Location"] == "/login"
    assert client.get(REVISION, **direct).status_code == 401


def test_a_session_ends_where_the_proxy_names_another_or_nobody(proxied: Board) -> None:
    client = proxied.server.test_client()
    through_proxy(client, "/sign-on")
    assert through_proxy(client, REVISION).status_code == 200
    for name in (ADMINISTRATOR.name, ""):
        assert through_proxy(client, REVISION, name).status_code == 401
    assert client.get(REVISION, environ_base=PROXY).status_code == 401
    assert client.get(REVISION).status_code == 401  # past the proxy


def test_what_changes_something_still_needs_the_pages_own_token(proxied: Board) -> None:
    client = proxied.server.test_client()
    through_proxy(client, "/sign-on")
    answer = client.post("/_dash-update-component", json={}, headers=named(VIEWER.name), environ_base=PROXY)
    assert answer.status_code in (403, 404)
    refused = client.post("/api/v1/figures?name=a.csv", data=b"x", headers=named(VIEWER.name), environ_base=PROXY)
    assert (refused.status_code, refused.json["error"]["code"]) == (403, "csrf")


def test_whom_the_proxy_names_and_nobody_knows_stays_out(proxied: Board) -> None:
    answer = through_proxy(proxied.server.test_client(), "/sign-on", "王五")
    assert is_refused(answer, "本站没有可用的账号“王五”")
