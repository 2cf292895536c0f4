"""What one header cell says: a field, a region, a month or a sum, and the unit that it names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from dashboard.domain.cell_text import key_of
from dashboard.domain.measure import Measure
from dashboard.domain.month import Month
from dashboard.domain.month_text import read_month
from dashboard.domain.names import Names, build_names
from dashboard.domain.plan import Indicator, Plan
from dashboard.domain.sheet_row import Field
from dashboard.domain.unit import PERCENT, parse_unit
from dashboard.files.header_words import (
    SUM_WORDS,
    WEAK_WORDS,
    WORDS,
    bare,
    is_corner,
    split_brackets,
    split_period,
)

_LONGEST = 40
_REMEMBERED = 4096
_BARE_DIGITS = re.compile(r"[0-9.]+")
_SIX_DIGITS = re.compile(r"(?:19|20|21)[0-9]{2}(?:0[1-9]|1[0-2])")
_UNIT_LABEL = re.compile(r"^单位:?")
_YEAR = re.compile(r"[0-9]{4}年度?")
_INDICATOR_FIELDS = (Field.CODE, Field.NAME)


class Heading(NamedTuple):
    """What a header cell says; `text` is the cell without line breaks, empty where it has none.

    `period` is the month as it stood in the header and `month` the one it means; a weak field gives way to a sure one.
    """

    text: str = ""
    field: Field | None = None
    is_weak: bool = False
    region: str | None = None
    period: str | None = None
    month: Month | None = None
    is_sum: bool = False
    unit: str | None = None
    is_only_unit: bool = False

    @property
    def is_known(self) -> bool:
        """Whether the cell says anything about what stands below it."""
        return bool(self.field or self.region or self.month or self.is_sum)


@dataclass(slots=True)
class Vocabulary:
    """Everything that header cells may name: the words for fields, a plan's regions, months and units."""

    plan: Plan
    names: Names
    units: frozenset[str]
    departments: frozenset[str]
    _seen: dict[str, Heading] = field(default_factory=dict)

    def heading(self, text: str) -> Heading:
        """What a header cell says."""
        seen = self._seen.get(text)
        if seen is None:
            if len(self._seen) > _REMEMBERED:
                self._seen.clear()
            seen = self._seen[text] = self._read(text)
        return seen

    def score(self, cells: Sequence[str]) -> int:
        """How many cells of a row are known headers; a field that comes twice counts once."""
        headings = [self.heading(cell) for cell in cells if cell]
        fields = {heading.field for heading in headings if heading.field}
        return len(fields) + sum(heading.is_known and not heading.field for heading in headings)

    def is_indicator_header(self, text: str) -> bool:
        """Whether a cell heads the column of indicators."""
        return len(text) <= _LONGEST and WORDS.get(bare(key_of(text))) in _INDICATOR_FIELDS

    def indicator(self, code: str, name: str) -> Indicator | None:
        """The indicator that a code or else a name fits exactly; nothing is suggested."""
        found = self.names.codes.get(key_of(code or name))
        called = () if code else self.names.indicators.get(key_of(name), ())
        return found or (called[0] if len(called) == 1 else None)

    def names_indicator(self, text: str) -> bool:
        """Whether a text is an indicator's code or name."""
        key = key_of(text)
        return key in self.names.codes or key in self.names.indicators

    def names_something(self, text: str) -> bool:
        """Whether a text is a code or name of the plan: of an indicator or a region."""
        return self.names_indicator(text) or self.is_region(text)

    def is_department(self, text: str) -> bool:
        """Whether a text names a department, with or without the city in front."""
        key, city = key_of(text), key_of(self.plan.root.name)
        kind = city[-1:]
        return not self.departments.isdisjoint({key, kind + key, key.removeprefix(city[:-1]), key.removeprefix(city)})

    def is_region(self, text: str) -> bool:
        """Whether a text names a region."""
        return key_of(text) in self.names.regions

    def is_city(self, text: str) -> bool:
        """Whether a text names the city itself."""
        return self.names.regions.get(key_of(text)) == (self.plan.root,)

    def adds_up(self, code: str, name: str) -> bool:
        """Whether the values of an indicator may be summed over regions; an unknown indicator's may."""
        indicator = self.indicator(code, name)
        return indicator is None or indicator.measure not in (Measure.RATIO, Measure.LEVEL)

    def _read(self, cell: str) -> Heading:
        text = "".join(filter(str.isprintable, "".join(cell.splitlines()))).strip()
        if not text or len(text) > _LONGEST:
            return Heading(text[:_LONGEST])
        key = bare(key_of(text))
        if key.startswith("(") and key.endswith(")"):
            unit = self._unit(key[1:-1])
            return Heading(text, unit=unit, is_only_unit=unit is not None)
        base, note = (key, "") if key in WORDS else split_brackets(key)
        return self._named(text, base)._replace(unit=self._unit(note))

    def _named(self, text: str, key: str) -> Heading:
        if key in WORDS or is_corner(key):
            return Heading(text, WORDS.get(key, Field.NAME))
        if key in WEAK_WORDS:
            return Heading(text, WEAK_WORDS[key], is_weak=True)
        if key in self.names.regions:
            return Heading(text, region=text if text in self.names.spellings else key)
        if key in SUM_WORDS:
            return Heading(text, is_sum=True)
        return self._timed(text, key)

    def _timed(self, text: str, key: str) -> Heading:
        """A header that names a month or a year; columns of years outside the plan are none of its figures."""
        month = self._month(key)
        if month:
            return Heading(text, period=text if bare(key_of(text)) == key else key, month=month)
        field, period = split_period(key) or (None, "")
        month = self._month(period)
        if field is None or (_YEAR.match(period) and not self._is_in_plan(month, period)):
            return Heading(text)
        return Heading(text, field, period=period if month else None, month=month)

    def _is_in_plan(self, month: Month | None, period: str) -> bool:
        if month:
            return self.plan.first_month.plus(-1) <= month <= self.plan.last_month
        return self.plan.first_month.year <= int(period[:4]) <= self.plan.last_month.year

    def _month(self, text: str) -> Month | None:
        if _BARE_DIGITS.fullmatch(text) and not _SIX_DIGITS.fullmatch(text):
            return None
        # a month without its year is recognised in any plan; whether it can be taken is not decided here
        year = self.plan.first_month.year
        return read_month(text, Month(year, 1), Month(year, 12)).month

    def _unit(self, note: str) -> str | None:
        name = _UNIT_LABEL.sub("", note)
        unit = parse_unit(name)
        known = unit.base == PERCENT or unit.is_familiar or key_of(name) in self.units
        return name if name and known else None


def build_vocabulary(plan: Plan) -> Vocabulary:
    """The words that headers of this plan's figures files may hold."""
    return Vocabulary(
        plan=plan,
        names=build_names(plan),
        units=frozenset(key_of(indicator.unit) for indicator in plan.indicators),
        departments=frozenset(key_of(department.name) for department in plan.departments),
    )


def joined(top: Heading, bottom: Heading, vocabulary: Vocabulary) -> Heading:
    """What two header cells over one column say together: the lower one decides, the upper one adds what it lacks."""
    if not bottom.text:
        return top
    if bottom.is_only_unit:
        return top._replace(text=top.text + bottom.text, unit=bottom.unit)
    if not top.text:
        return bottom
    text = f"{top.text} {bottom.text}"
    whole = vocabulary.heading(top.text + bottom.text)
    if whole.is_known:
        return whole._replace(text=text)
    if not bottom.is_known:
        return Heading(text)
    return Heading(
        text=text,
        field=bottom.field or top.field,
        is_weak=bottom.is_weak if bottom.field else top.is_weak,
        region=bottom.region or top.region,
        period=bottom.period or top.period,
        month=bottom.month or top.month,
        is_sum=bottom.is_sum or top.is_sum,
        unit=bottom.unit or top.unit,
    )
