"""People at the door: accounts with passwords of their own, and browsers that sign in as anybody would."""

from __future__ import annotations

import re
from html import unescape

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from dashboard.domain.access import Account, Role
from dashboard.services import accounts
from dashboard.storage.accounts import change_password, load_account
from dashboard.storage.database import writing
from dashboard.web.shell import Board

PASSWORD = "长一点的 Password 2023"
ADMINISTRATOR = Account("管理员", Role.ADMINISTRATOR)
VIEWER = Account("查看员", Role.VIEWER)
REVIEWER = Account("审核员", Role.REVIEWER)
COUNTY = Account("惠民填报", Role.REPORTER, regions=frozenset({"371621"}))
NARROW = Account("惠民查看", Role.VIEWER, regions=frozenset({"371621"}), reads_all=False)
EVERYBODY = (ADMINISTRATOR, VIEWER, REVIEWER, COUNTY, NARROW)


def people(app: Board, *wanted: Account) -> None:
    """Give these people accounts whose passwords they have chosen already; the administrator always has one."""
    kept = ""
    for account in dict.fromkeys((ADMINISTRATOR, *wanted)):
        accounts.add_account(app.site, account, PASSWORD)
        with writing(app.site.engine) as connection:
            found = load_account(connection, account.name)
            kept = kept or found.password
            change_password(connection, found.id, kept, must_change=False)
    app.site.forget_people()


def sign_in(client: FlaskClient, account: Account | str, password: str = PASSWORD, wanted: str = "/") -> TestResponse:
    """The answer to the log-in form, filled in and sent."""
    form = client.get(f"/login?next={wanted}").get_data(as_text=True)
    hidden = re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form)
    name = account if isinstance(account, str) else account.name
    values = {key: unescape(value) for key, value in hidden} | {"name": name, "password": password}
    return client.post("/login", data=values)


def browser(app: Board, account: Account, password: str = PASSWORD) -> FlaskClient:
    """A browser in which somebody has signed in."""
    client = app.server.test_client()
    assert sign_in(client, account, password).status_code == 303
    return client


def csrf(client: FlaskClient) -> dict[str, str]:
    """The header that a page of this browser's session sends along."""
    cookie = client.get_cookie("_csrf_token")
    return {"X-CSRFToken": cookie.value if cookie else ""}
