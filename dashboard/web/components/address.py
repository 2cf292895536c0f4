"""Addresses of pages with what they are narrowed to: a link takes the filters along."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, urlencode

from dashboard.viewmodels.filters import Filters


def page_address(path: str, filters: Filters, came_from: str | None = None, **changes: Any) -> str:
    """A page under these filters, with some of them changed; `came_from` names the list to go back to."""
    query = filters.but(**changes).to_query()
    if came_from:
        query["from"] = came_from
    return f"{quote(path)}?{urlencode(query, quote_via=quote)}" if query else quote(path)
