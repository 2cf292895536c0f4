"""Whether what a plan folder names is there, and is named once."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from dashboard.domain.cell_text import key_of, quoted
from dashboard.domain.plan import RegionalTarget, Section
from dashboard.domain.plan_draft import Coded, Listed, PlanDraft, by_code
from dashboard.domain.plan_fault import PlanFault, error

# Looking for the nearest name is slow; a whole column of strange names needs no more examples than these.
_SUGGESTIONS = 20


@dataclass(frozen=True, slots=True)
class Register:
    """What may be named: the names, what each is also called, and the Chinese word for such a thing."""

    noun: str
    file: str
    names: frozenset[str]
    also: Mapping[str, str]
    whole: bool = True

    def nearest(self, name: str) -> str | None:
        """The name that was probably meant, or None."""
        if name in self.also:
            return self.also[name]
        # sorted, so that the same folder is always answered with the same suggestion
        found = difflib.get_close_matches(name, sorted(self.names), n=1, cutoff=0.5)
        return found[0] if found else None


class Mention(NamedTuple):
    """One cell that names something."""

    line: int
    column: str
    name: str


def check_references(draft: PlanDraft) -> Iterator[PlanFault]:
    """Everything that is named in the folder and is not there."""
    pillars, sections = _register("板块", draft.pillars), _register("小节", draft.sections)
    tasks, regions = _register("重点任务", draft.tasks), _register("县区", draft.regions)
    yield from check_mentions("sections.csv", _cells(draft.sections, "pillar"), pillars)
    yield from check_mentions("tasks.csv", _cells(draft.tasks, "section"), sections)
    yield from check_mentions("tasks.csv", _cells(draft.tasks, "pillar"), pillars)
    yield from check_mentions("tasks.csv", _units(draft), _departments(draft))
    yield from check_mentions("indicators.csv", _cells(draft.indicators, "task"), tasks)
    yield from check_mentions(
        "indicators.csv", _cells(draft.indicators, "pairs_with"), _register("指标", draft.indicators)
    )
    yield from check_mentions("milestones.csv", _cells(draft.milestones, "task"), tasks)
    yield from check_mentions("regions.csv", _cells(draft.regions, "parent"), regions)
    yield from check_targets_name(draft.targets, _register("指标", draft.indicators), regions)
    yield from _check_pillars_of_tasks(draft)


def check_targets_name(targets: Listed[RegionalTarget], indicators: Register, regions: Register) -> Iterator[PlanFault]:
    """Regional targets for an indicator or a region that is not there."""
    yield from check_mentions(targets.file, _cells(targets, "indicator"), indicators)
    yield from check_mentions(targets.file, _cells(targets, "region"), regions)


def register(noun: str, file: str, values: Sequence[Coded], whole: bool = True) -> Register:
    """The codes of a table of the file, with the names that people may write in their stead."""
    also: dict[str, str] = {}
    for value in values:
        for name in (getattr(value, "name", ""), getattr(value, "short_name", ""), *getattr(value, "aliases", ())):
            also.setdefault(name, value.code)
    return Register(noun, file, frozenset(value.code for value in values), also, whole)


def check_mentions(file: str, mentions: Iterable[Mention], known: Register) -> Iterator[PlanFault]:
    """A fault for each cell that names what is not there; none where the other file could not be read in full."""
    if not known.whole:
        return
    nearest: dict[str, str | None] = {}
    for mention in mentions:
        if mention.name in known.names:
            continue
        if mention.name not in nearest and len(nearest) < _SUGGESTIONS:
            nearest[mention.name] = known.nearest(mention.name)
        yield _unknown(file, mention, known, nearest.get(mention.name))


def check_codes(draft: PlanDraft) -> Iterator[PlanFault]:
    """Codes, and names of departments, that stand twice in one file."""
    tables: tuple[Listed[Coded], ...] = (
        draft.pillars,
        draft.sections,
        draft.tasks,
        draft.indicators,
        draft.milestones,
        draft.regions,
    )
    for listed in tables:
        yield from _check_once(listed.file, "code", ((p.line, p.value.code) for p in listed))
    departments = draft.departments
    yield from _check_once(departments.file, "name", ((p.line, p.value.name) for p in departments))


def _check_once(file: str, column: str, keys: Iterable[tuple[int, str]]) -> Iterator[PlanFault]:
    # figures files are matched without regard to width and case, so codes must differ in more than these
    first: dict[str, tuple[int, str]] = {}
    for line, name in keys:
        known = first.setdefault(key_of(name), (line, name))
        if name and known[0] != line:
            message = f"{quoted(name)}与第{known[0]}行的{quoted(known[1])}重复，请改成不重复的，或删去其中一行。"
            yield error(file, line, column, "twice", message)


def _cells(listed: Listed[object], column: str) -> Iterator[Mention]:
    for placed in listed:
        name = getattr(placed.value, column)
        if name:
            yield Mention(placed.line, column, name)


def _units(draft: PlanDraft) -> Iterator[Mention]:
    for placed in draft.tasks:
        for column, names in (("lead", placed.value.lead), ("responsible", placed.value.responsible)):
            yield from (Mention(placed.line, column, name) for name in names)


def _register(noun: str, listed: Listed[Coded]) -> Register:
    return register(noun, listed.file, listed.values, listed.whole)


def _departments(draft: PlanDraft) -> Register:
    names = frozenset(department.name for department in draft.departments.values)
    return Register("部门", draft.departments.file, names, {}, draft.departments.whole)


def _unknown(file: str, mention: Mention, known: Register, meant: str | None) -> PlanFault:
    remedy = f"如指{quoted(meant)}请照此改正" if meant else "请改正"
    if any(mark in mention.name for mark in "、，,;；｜"):
        remedy = "几个名称之间请用半角竖线 | 隔开"
    message = f"{known.file} 里没有{known.noun}{quoted(mention.name)}，{remedy}，或在 {known.file} 里补上。"
    return error(file, mention.line, mention.column, "unknown", message)


def _check_pillars_of_tasks(draft: PlanDraft) -> Iterator[PlanFault]:
    sections = by_code(draft.sections)
    for placed in draft.tasks:
        task = placed.value
        if not task.section and not task.pillar:
            message = "看不出这条重点任务属于哪个板块，请填写 section，没有小节的填写 pillar。"
            yield error(draft.tasks.file, placed.line, "section", "no-pillar", message)
        elif task.section in sections and task.pillar:
            yield from _check_agreement(draft.tasks.file, placed.line, task.pillar, sections[task.section].value)


def _check_agreement(file: str, line: int, pillar: str, section: Section) -> Iterator[PlanFault]:
    if section.pillar and section.pillar != pillar:
        message = f"写的板块是 {pillar}，而小节 {section.code} 属于板块 {section.pillar}，请改成一致或把 pillar 留空。"
        yield error(file, line, "pillar", "pillar-differs", message)
