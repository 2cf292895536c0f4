"""A real Chromium, and for it the site with its demonstration figures: one for all who only read, or one's own."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from browser.served_site import ServedSite
from browser.trace import Trace
from playwright.sync_api import BrowserContext, expect

_QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

LIVELY = {"DASHBOARD_REFRESH_SECONDS": "0.1"}

expect.set_options(timeout=20_000)  # a limit for slow machines; what is there is seen at once


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder opens a browser."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


def serve_copy(template: Path, folder: Path, settings: Mapping[str, str] | None = None) -> Iterator[ServedSite]:
    """A site on a copy of a database, ended afterwards."""
    served = ServedSite(Path(shutil.copy(template, folder / "site.db")), folder / "server.log", settings)
    try:
        yield served
    finally:
        served.stop()
    assert served.faults() == []


@pytest.fixture(scope="session")
def demo_served(demo_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedSite]:
    """The site with its demonstration figures, shared by the tests that publish nothing."""
    yield from serve_copy(demo_template, tmp_path_factory.mktemp("served"))


@pytest.fixture(scope="session")
def site_url(demo_served: ServedSite) -> str:
    """Where the shared site answers."""
    return demo_served.url


@pytest.fixture
def own_served(demo_template: Path, tmp_path: Path) -> Iterator[ServedSite]:
    """The site with its demonstration figures, for one test that changes them or stops it."""
    yield from serve_copy(demo_template, tmp_path)


@pytest.fixture(scope="session")
def lively_served(demo_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedSite]:
    """A site whose walls ask for news ten times a second, shared by the tests that publish nothing."""
    yield from serve_copy(demo_template, tmp_path_factory.mktemp("lively"), LIVELY)


@pytest.fixture
def own_lively(demo_template: Path, tmp_path: Path) -> Iterator[ServedSite]:
    """A site whose walls ask for news ten times a second, for one test that publishes, or stops it."""
    yield from serve_copy(demo_template, tmp_path, LIVELY)


@pytest.fixture
def trace(context: BrowserContext) -> Trace:
    """What the pages of this test ask for and complain of."""
    return Trace(context)


@pytest.fixture
def no_complaints(trace: Trace) -> Iterator[None]:
    """After the test: no script stumbled and no console complained."""
    yield
    assert trace.complaints == []


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The Chromium of the system, doing nothing by itself."""
    return {**browser_type_launch_args, "executable_path": shutil.which("chromium"), "args": list(_QUIET)}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """A Chinese reader's browser on an ordinary screen."""
    return {**browser_context_args, "locale": "zh-CN", "viewport": {"width": 1440, "height": 900}}
