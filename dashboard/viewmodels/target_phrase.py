"""The number of a target in the document's own words, found so that it can be marked and quoted."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from dashboard.domain.plan import Indicator

_SCALES = {"": 1, "千": 1_000, "万": 10_000, "亿": 100_000_000}
_DIGITS = {character: value for value, character in enumerate("一二三四五六七八九十", 1)}
_NUMBER = re.compile(r"(?P<digits>\d[\d,]*(?:\.\d+)?)(?P<scale>[千万亿]?)|(?P<word>[一二三四五六七八九十])")
_BEFORE = re.compile(r"(?:突破|超过|达到|达|小于|低于|不超过|不少于|不低于|至少|力争)$")
_AFTER = re.compile(r"^(?:以上|以下|以内|左右)")


@dataclass(frozen=True, slots=True)
class TargetPhrase:
    """A wording around its number: `before` + `number` + `after` is the wording.

    `quote` is the number with the words that belong to it: 突破9000个, 85%以上.
    """

    before: str
    number: str
    after: str
    quote: str


@lru_cache(maxsize=1024)
def find_target(indicator: Indicator) -> TargetPhrase | None:
    """Where an indicator's wording names its target; None where it does so in words alone."""
    wording = indicator.wording
    for found in _NUMBER.finditer(wording):
        end = found.end() + _unit_length(wording[found.end() :], indicator, found["scale"] or "")
        if _value(found, indicator, wording) == indicator.target:
            before, after = wording[: found.start()], wording[end:]
            lead, tail = _BEFORE.search(before), _AFTER.match(after)
            quote = (lead[0] if lead else "") + wording[found.start() : end] + (tail[0] if tail else "")
            return TargetPhrase(before, wording[found.start() : end], after, quote)
    return None


def _unit_length(following: str, indicator: Indicator, scale: str) -> int:
    """How much of the text after a number is its unit; 亿 of 亿条 may be taken as the number's scale already."""
    unit = indicator.unit[len(scale) :] if scale and indicator.unit.startswith(scale) else indicator.unit
    return len(unit) if unit and following.startswith(unit) else 0


def _value(found: re.Match[str], indicator: Indicator, wording: str) -> Decimal | None:
    """What the text says, in the indicator's unit; a number word counts only where the unit follows it."""
    if found["word"]:
        counted = bool(indicator.unit) and wording[found.end() :].startswith(indicator.unit)
        return Decimal(_DIGITS[found["word"]]) if counted else None
    said = Decimal(found["digits"].replace(",", ""))
    scale = found["scale"]
    return said if scale and indicator.unit.startswith(scale) else said * _SCALES[scale]
