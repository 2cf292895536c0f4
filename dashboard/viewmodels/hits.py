"""Hits: the regions, departments and pillars that somebody may mean by what was typed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dashboard.domain.finding import find
from dashboard.domain.plan import Department, Pillar, Plan
from dashboard.viewmodels.filters import Filters

_AT_MOST = 4


@dataclass(frozen=True, slots=True)
class Hit:
    """A name that fits, of which kind it is, and the filters that look at it: the text is let go."""

    kind: str
    name: str
    filters: Filters


def build_hits(plan: Plan, filters: Filters) -> tuple[Hit, ...]:
    """What fits the filters' text, of each kind the best few: what begins with it comes first."""
    if not filters.text:
        return ()
    free = filters.but(text=None)
    regions = {r.name: (r.name, r.short_name, *r.aliases) for r in plan.regions}
    codes = {r.name: None if r.parent is None else r.code for r in plan.regions}
    pillars = {p.name: p.code for p in plan.pillars}
    return (
        *(Hit("region", name, free.but(region=codes[name])) for name in _best(filters.text, regions)),
        *(Hit("department", name, free.but(department=name)) for name in _best(filters.text, _alone(plan.departments))),
        *(Hit("pillar", name, free.but(pillar=pillars[name])) for name in _best(filters.text, _alone(plan.pillars))),
    )


def _alone(named: Iterable[Department] | Iterable[Pillar]) -> dict[str, tuple[str, ...]]:
    return {one.name: (one.name,) for one in named}


def _best(text: str, spellings: Mapping[str, Iterable[str]]) -> list[str]:
    """The names of which a spelling holds the text, those first that begin with it."""
    places = {
        name: min((at for word in words if (at := find(text, word)) is not None), default=None)
        for name, words in spellings.items()
    }
    found = [name for name, at in places.items() if at is not None]
    return sorted(found, key=lambda name: places[name] or 0)[:_AT_MOST]
