"""What a page of markup needs besides its markup: its styles, to stand in the answer, and its scripts, as one file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from flask import Flask, Response, abort

from dashboard.web.page import Page

ENDPOINT = "bundle"
_ADDRESS = "/assets/bundle/{}.js"
_YEAR = 365 * 24 * 3600


def serve_bundles(server: Flask, assets: Path, pages: Sequence[Page]) -> None:
    """Attach the address of the scripts of each page of markup, in the order in which the page names them."""
    known = {page.name: page for page in pages if page.markup}

    @server.get(_ADDRESS.format("<name>"), endpoint=ENDPOINT)
    def bundle(name: str) -> Any:
        if name not in known:
            abort(404)
        answer = Response(scripts(assets, known[name]), mimetype="text/javascript")
        answer.cache_control.max_age = _YEAR  # the address carries the age of what it brings
        return answer


def script_address(assets: Path, page: Page) -> str:
    """Where the page's scripts are; another address once one of them has changed."""
    scripts_ = [name for name in page.uses if name.endswith(".js")]
    return f"{_ADDRESS.format(page.name)}?v={int(age(assets, scripts_))}"


def age(assets: Path, names: Iterable[str]) -> float:
    """When the youngest of these files of the assets' folder was changed, in seconds since 1970."""
    return max((assets / name).stat().st_mtime for name in names)


def scripts(assets: Path, page: Page) -> str:
    """The page's scripts, in the order in which it names them."""
    return joined(assets, (name for name in page.uses if name.endswith(".js")))


def styles(assets: Path, page: Page) -> str:
    """The page's styles: in the answer itself they cost no further request before the first paint."""
    return joined(assets, (name for name in page.uses if name.endswith(".css")))


def joined(assets: Path, names: Iterable[str]) -> str:
    """What these files of the assets' folder hold, one after the other."""
    files = (assets / name for name in names)
    return "\n".join(_read(file, file.stat().st_mtime_ns) for file in files)


@lru_cache(64)
def _read(file: Path, _age: int) -> str:
    return file.read_text(encoding="utf-8")
