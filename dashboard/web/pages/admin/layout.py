"""How the administration page is drawn: three lists, and beside each what can be done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dash import dcc, html

from dashboard.viewmodels.audit_list import ACTION_WORDS, AuditLine
from dashboard.viewmodels.people_list import AccountLine, TokenLine, UnitChoices
from dashboard.web.components.fragment import fragment
from dashboard.web.components.markup import draw
from dashboard.web.pages.admin import ids


def layout(body: str, place: Mapping[str, str]) -> html.Div:
    """The whole page; `place` is what the address names."""
    return html.Div(
        [
            dcc.Store(id=ids.STEP),
            dcc.Store(id=ids.PLACE, data=dict(place)),
            fragment(ids.MESSAGE, "", "page-message"),
            fragment(ids.BODY, body, "content admin"),
        ],
        id=ids.ROOT,
    )


def accounts_markup(lines: Sequence[AccountLine], choices: UnitChoices, chosen: AccountLine | None) -> str:
    """Every account, and the form for a new one or for changing the chosen one."""
    return draw("admin/accounts.html", tab="accounts", lines=lines, choices=choices, chosen=chosen)


def tokens_markup(lines: Sequence[TokenLine], choices: UnitChoices) -> str:
    """Every token, and the form for a new one."""
    return draw("admin/tokens.html", tab="tokens", lines=lines, choices=choices)


def audit_markup(lines: Sequence[AuditLine], wanted: Mapping[str, str], older: str | None) -> str:
    """The entries that are looked for; `older` is the number below which there are more."""
    values = {"lines": lines, "wanted": wanted, "older": older, "actions": ACTION_WORDS}
    return draw("admin/audit.html", tab="audit", **values)


def message_markup(sentence: str, kind: str = "success", secret: str = "") -> str:
    """One calm sentence, and below it what is shown only once."""
    return draw("admin/message.html", sentence=sentence, kind=kind, secret=secret)
