"""The site as it is in use: gunicorn with two workers on figures of its own, opened in a real Chromium."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, ConsoleMessage, Request, Response

ROOT = Path(__file__).parents[2]
_SLOWEST_START_SECONDS = 120
_WORKERS = ("--workers", "2", "--threads", "4", "--worker-class", "gthread")
_QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
_TELL_VIOLATIONS = """
document.addEventListener('securitypolicyviolation', (event) => console.error('policy: ' + event.blockedURI));
"""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder opens a browser."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


class ServedSite:
    """A site on a database of its own; it can be stopped and started again at the same address."""

    def __init__(self, database: Path, log: Path) -> None:
        self._environ = {**os.environ, "DASHBOARD_DATABASE_URL": f"sqlite:///{database}"}
        self._log = log
        self._port = 0
        self._process: subprocess.Popen[bytes] | None = None
        self.start()

    @property
    def url(self) -> str:
        """Where it answers, without a slash at the end."""
        return f"http://127.0.0.1:{self._port}"

    def start(self) -> None:
        """Serve, and return when a worker has answered."""
        # Bound here and handed over, so that no other program can take the port in between, and who asks early waits.
        with socket.create_server(("127.0.0.1", self._port)) as listening, self._log.open("ab") as log:
            self._port = listening.getsockname()[1]
            command = [sys.executable, "-m", "gunicorn", *_WORKERS, "--bind", f"fd://{listening.fileno()}"]
            self._process = subprocess.Popen(
                [*command, "app:server"],
                cwd=ROOT,
                env=self._environ,
                stdout=log,
                stderr=log,
                pass_fds=[listening.fileno()],
            )
        self.fetch("/healthz", timeout=_SLOWEST_START_SECONDS)

    def stop(self) -> None:
        """End this server, and no other."""
        if self._process:
            self._process.terminate()
            self._process.wait(timeout=60)
            self._process = None

    def fetch(self, address: str, content: bytes | None = None, timeout: float = 60) -> bytes:
        """What the site answers to a GET, or to a POST of a content."""
        request = urllib.request.Request(self.url + address, content, {"Content-Type": "application/octet-stream"})
        with urllib.request.urlopen(request, timeout=timeout) as answer:
            return bytes(answer.read())

    def keep_draft(self, name: str, content: bytes) -> str:
        """The number of the draft that an upload became."""
        answer = self.fetch(f"/report/files?name={urllib.parse.quote(name)}", content)
        return str(json.loads(answer)["submission"])


class Trace:
    """All that a context's pages asked for and complained of."""

    def __init__(self, context: BrowserContext) -> None:
        self.addresses: list[str] = []
        self.failures: list[str] = []
        self.complaints: list[str] = []
        context.add_init_script(_TELL_VIOLATIONS)
        context.on("request", self._on_request)
        context.on("requestfailed", self._on_failure)
        context.on("response", self._on_response)
        context.on("console", self._on_console)
        context.on("weberror", lambda fault: self.complaints.append(str(fault.error)))

    def _on_request(self, request: Request) -> None:
        self.addresses.append(request.url)

    def _on_failure(self, request: Request) -> None:
        self.failures.append(f"{request.url} {request.failure}")

    def _on_response(self, response: Response) -> None:
        if response.status >= 400:
            self.failures.append(f"{response.url} {response.status}")

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.complaints.append(message.text)

    def hosts(self) -> set[str]:
        """Whom the pages asked; what a page carries in itself (data:, blob:) asks nobody."""
        parts = [urllib.parse.urlsplit(address) for address in self.addresses]
        return {part.netloc for part in parts if part.scheme not in ("data", "blob", "about")}


def serve_copy(template: Path, folder: Path) -> Iterator[ServedSite]:
    """A site on a copy of a database, ended afterwards."""
    served = ServedSite(Path(shutil.copy(template, folder / "site.db")), folder / "server.log")
    try:
        yield served
    finally:
        served.stop()


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


@pytest.fixture
def trace(context: BrowserContext) -> Trace:
    """What the pages of this test ask for and complain of."""
    return Trace(context)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The Chromium of the system, doing nothing by itself."""
    return {**browser_type_launch_args, "executable_path": shutil.which("chromium"), "args": list(_QUIET)}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """A Chinese reader's browser on an ordinary screen."""
    return {**browser_context_args, "locale": "zh-CN", "viewport": {"width": 1440, "height": 900}}
