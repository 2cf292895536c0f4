"""On whose behalf the present request is answered."""

from __future__ import annotations

from flask import g, has_request_context

from dashboard.domain.access import NOBODY, Account, Role

TRIAL = Account("试用", Role.ADMINISTRATOR)
"""Everybody on this machine, as long as it is being tried and no account has been made."""


def present_account() -> Account:
    """The account of the request under way; nobody outside of one."""
    if not has_request_context():
        return NOBODY
    account: Account = g.get("account", TRIAL)
    return account
