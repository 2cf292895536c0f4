"""Addresses of pages with what they are narrowed to: a link takes the filters along."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any
from urllib.parse import quote, urlencode

from dashboard.viewmodels.filters import Filters

_NOTHING: Mapping[str, str | None] = MappingProxyType({})


def page_address(path: str, filters: Filters, more: Mapping[str, str | None] = _NOTHING, **changes: Any) -> str:
    """A page under these filters, with some of them changed; `more` is what the address names beside them."""
    query = filters.but(**changes).to_query() | {name: value for name, value in more.items() if value}
    return f"{quote(path)}?{urlencode(query, quote_via=quote)}" if query else quote(path)
