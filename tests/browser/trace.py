"""What a browser's pages asked for and complained of."""

from __future__ import annotations

import urllib.parse

from playwright.sync_api import BrowserContext, ConsoleMessage, Request, Response

_TELL_VIOLATIONS = """
document.addEventListener('securitypolicyviolation', (event) => console.error('policy: ' + event.blockedURI));
"""


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
