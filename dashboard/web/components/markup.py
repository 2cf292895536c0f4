"""Plain HTML from templates: a table of 63 rows as Dash components costs more than the query behind it."""

from __future__ import annotations

from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from dashboard.domain.status import Status
from dashboard.web import wording

_WORDS = (
    "percent points lag_words number amount short_number stepped required_words shortfall month_label moment "
    "status_word status_key target_words cut width unit_words"
)


def _environment() -> Environment:
    """Every value is escaped; a name that the view model lacks is a fault, not an empty place."""
    found = Environment(
        loader=PackageLoader("dashboard.web", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    found.globals["wording"] = wording
    found.globals["Status"] = Status
    found.filters.update({name: getattr(wording, name) for name in _WORDS.split()})
    return found


_ENVIRONMENT = _environment()


def draw(template: str, **values: Any) -> str:
    """The HTML of a template (a path below web/templates) with these values."""
    return _ENVIRONMENT.get_template(template).render(values)
