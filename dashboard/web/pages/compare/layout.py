"""How the comparison is drawn."""

from __future__ import annotations

from dash import html

from dashboard.viewmodels.comparison import Comparison, Side
from dashboard.viewmodels.filters import ALL, Unknown
from dashboard.viewmodels.scope_choices import ScopeChoices
from dashboard.web.components.fragment import fragment
from dashboard.web.components.markup import draw
from dashboard.web.components.scope_bar import choice, region_options, scope_bar
from dashboard.web.components.scope_words import scope_words, side_words, swapped_address
from dashboard.web.pages.compare import ids
from dashboard.web.wording import month_label


def layout(comparison: Comparison, unknown: Unknown, choices: ScopeChoices) -> html.Div:
    """The whole page: the scope that is compared, what it is compared with, and the differences."""
    one = comparison.one
    plan, as_of = one.assessment.plan, one.assessment.as_of
    return html.Div(
        [
            scope_bar(ids.SCOPE, choices, plan, one.filters, as_of),
            _other_bar(comparison.other, choices),
            fragment(ids.BODY, body(comparison, unknown)),
        ],
        className="compare",
    )


def body(comparison: Comparison, unknown: Unknown = ()) -> str:
    """Both sides and their differences."""
    one, other = comparison.one, comparison.other
    return draw(
        "compare/body.html",
        c=comparison,
        a=one.assessment,
        unknown=unknown,
        one=side_words(comparison, one),
        other=side_words(comparison, other),
        swapped=swapped_address("/compare", comparison),
        title=f"对比 · {scope_words(one.assessment, one.filters)}",
    )


def _other_bar(other: Side, choices: ScopeChoices) -> html.Div:
    """What is compared with, beside the scope's own controls."""
    month, region, department = ids.OTHERS
    filters = other.filters
    names = [(ALL, "全部部门"), *((d.name, d.name) for d in choices.departments)]
    months = [(str(m), month_label(m)) for m in choices.months]
    fields = [
        html.Span("与它对比", className="compare-with"),
        choice("月份", month, months, str(other.assessment.as_of), "field-month"),
        choice("县区", region, region_options(choices.regions), filters.region, "field-region"),
        choice("部门", department, names, filters.department, "field-department"),
        html.Span(className="compare-rest"),
    ]
    return html.Div(
        html.Div(fields, className="scope-fields"),
        className="compare-bar",
        role="search",
        **{"aria-label": "与什么对比"},
    )
