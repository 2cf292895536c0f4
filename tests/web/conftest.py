"""The whole site in this process, on the demonstration figures."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from dashboard.application import create_app
from dashboard.settings import Settings
from dashboard.web.shell import Board


@pytest.fixture
def app(demo_template: Path, tmp_path: Path) -> Board:
    """The site with its demonstration figures."""
    file = shutil.copy(demo_template, tmp_path / "site.db")
    return create_app(replace(Settings(), database_url=f"sqlite:///{file}"))


@pytest.fixture
def client(app: Board) -> FlaskClient:
    """Asks the site over HTTP, without a browser."""
    return app.server.test_client()
