"""The whole site in this process, on the demonstration figures."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from builders import TESTER
from flask import has_request_context
from flask.testing import FlaskClient

from dashboard.application import create_app
from dashboard.settings import Settings
from dashboard.web.shell import Board


@pytest.fixture
def app(demo_template: Path, tmp_path: Path) -> Board:
    """The site with its demonstration figures; outside of requests `app.site` acts for the tests."""
    file = shutil.copy(demo_template, tmp_path / "site.db")
    found = create_app(replace(Settings(), database_url=f"sqlite:///{file}"))
    ask = found.site.ask
    found.site = found.site.asking(lambda: ask() if has_request_context() else TESTER)
    return found


@pytest.fixture
def client(app: Board) -> FlaskClient:
    """Asks the site over HTTP, without a browser."""
    return app.server.test_client()
