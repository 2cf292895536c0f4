"""Plain HTML from templates: a table of 63 rows as Dash components costs more than the query behind it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from dashboard.domain.status import Status
from dashboard.web import wording
from dashboard.web.components import list_columns, scope_words, standing_words
from dashboard.web.components.address import page_address
from dashboard.web.components.compiled import compiled_templates

_WORDS = (
    "percent points lag_words number amount short_number stepped required_words shortfall gap month_label month_in "
    "day_label dated moment "
    "status_word status_key target_words cut width unit_words value_words"
)
_STANDING_WORDS = "target_said bar_words short_words required_said projected_said units_said spark_words"
_SCOPE_WORDS = "scope_address scope_words unknown_words"


def _environment() -> Environment:
    """Every value is escaped; a name that the view model lacks is a fault, not an empty place."""
    found = Environment(
        loader=PackageLoader("dashboard.web", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=compiled_templates(Path(__file__).read_text(encoding="utf-8")),
    )
    found.globals["wording"] = wording
    found.globals["Status"] = Status
    found.globals["columns"] = list_columns
    found.filters["export_address"] = list_columns.export_address
    found.globals["page_address"] = page_address
    found.filters.update({name: getattr(wording, name) for name in _WORDS.split()})
    found.filters.update({name: getattr(standing_words, name) for name in _STANDING_WORDS.split()})
    found.filters.update({name: getattr(scope_words, name) for name in _SCOPE_WORDS.split()})
    return found


_ENVIRONMENT = _environment()


def draw(template: str, **values: Any) -> str:
    """The HTML of a template (a path below web/templates) with these values."""
    return _ENVIRONMENT.get_template(template).render(values)


def macro(template: str, name: str) -> Callable[..., Markup]:
    """A macro of a template, for what is drawn so often that looking the template up would count."""
    return cast(Callable[..., Markup], getattr(_ENVIRONMENT.get_template(template).module, name))
