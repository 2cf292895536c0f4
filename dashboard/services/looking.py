"""Looking: what a desk page is about, from the address that asks for it. The same for every page with a scope bar."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.domain.assessment import Assessment
from dashboard.domain.errors import NotFound
from dashboard.services.planning import list_plan_choices
from dashboard.services.reading import load_assessment, load_rows
from dashboard.services.site import Site
from dashboard.viewmodels.arrangement import Arrangement
from dashboard.viewmodels.filters import Filters, Query, Unknown, asked_month, check_query
from dashboard.viewmodels.scope_choices import ScopeChoices, build_scope_choices
from dashboard.viewmodels.worklist import Worklist, build_worklist


@dataclass(frozen=True, slots=True)
class Outlook:
    """An assessment and the filters to look at it through, and what the address named in vain."""

    assessment: Assessment
    filters: Filters
    unknown: Unknown = ()


def load_outlook(site: Site, query: Query) -> Outlook:
    """What an address asks for; what it names wrongly is left aside and told.

    NotFound where there is no plan at all.
    """
    month = asked_month(query)
    try:
        assessment = load_assessment(site, month, query.get("plan"))
    except NotFound:
        assessment = load_assessment(site, month)
    plan = assessment.plan
    if month and plan.hold(month) != month:
        assessment = load_assessment(site, None, plan.code)
    return Outlook(assessment, Filters.from_query(query, plan), check_query(query, plan))


def load_choices(site: Site, assessment: Assessment) -> ScopeChoices:
    """What the scope bar offers beside an assessment."""
    return build_scope_choices(assessment, list_plan_choices(site))


def load_worklist(site: Site, outlook: Outlook, query: Query) -> Worklist:
    """The scope's list as the address arranges it, its rows with the lines that their sparks are drawn from."""
    assessment, filters = outlook.assessment, outlook.filters
    rows = load_rows(site, assessment, filters.region or assessment.plan.root.code)
    return build_worklist(assessment, filters, rows, Arrangement.from_query(query))
