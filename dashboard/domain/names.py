"""Names in a file against the plan's: what fits exactly one is taken, everything else is refused with the nearest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import NamedTuple, TypeVar

from dashboard.domain.cell_text import Remark, error, key_of, notice, quoted, warning
from dashboard.domain.plan import Indicator, Plan, Region
from dashboard.domain.sheet_row import Field

Named = TypeVar("Named", Indicator, Region)

_ALIKE = 0.6
_AS_ALIKE = 0.2
_SUGGESTED = 3
_LISTED = 12
_LONGEST = 40
_LOOKED_FOR = 200
"""How many different unknown names of one file are compared with the known ones: beyond that it is the wrong file."""

_ROOT_WORDS = "市省县区州盟旗国"


class RegionMatch(NamedTuple):
    """The region that a text names, and what is to be said about it; without a region the remark refuses."""

    region: Region | None
    remark: Remark | None = None


class IndicatorMatch(NamedTuple):
    """The indicator that a row's code and name stand for, and what is to be said about the cell in `field`."""

    indicator: Indicator | None
    remark: Remark | None = None
    field: Field = Field.CODE


@dataclass(frozen=True, slots=True)
class Names:
    """A plan's names, prepared for many look-ups: every text is judged once and remembered."""

    regions: Mapping[str, tuple[Region, ...]]
    codes: Mapping[str, Indicator]
    indicators: Mapping[str, tuple[Indicator, ...]]
    spellings: frozenset[str]
    _regions_seen: dict[str, RegionMatch] = field(default_factory=dict)
    _indicators_seen: dict[tuple[str | None, str | None], IndicatorMatch] = field(default_factory=dict)

    def region(self, text: str) -> RegionMatch:
        """The region that a text names."""
        seen = self._regions_seen.get(text)
        if seen is None:
            seen = self._regions_seen[text] = self._find_region(text)
        return seen

    def indicator(self, code: str | None, name: str | None) -> IndicatorMatch:
        """The indicator that a code, a name or both stand for; the code counts."""
        seen = self._indicators_seen.get((code, name))
        if seen is None:
            seen = self._indicators_seen[code, name] = self._find_indicator(code, name)
        return seen

    def _find_region(self, text: str) -> RegionMatch:
        key = key_of(text)
        found = self.regions.get(key, ())
        if len(found) == 1:
            return RegionMatch(found[0], self._repair(text, found[0].name))
        if not key:
            return RegionMatch(None, error("region-empty", "是空的，请填地区。"))
        if found:
            return RegionMatch(
                None, error("region-ambiguous", f"不止一个地区叫这个名字：{_listed(found)}，请写全称或代码。")
            )
        near = self._nearest(key, self.regions, len(self._regions_seen))
        hint = _nearest_text(near) or self._all_regions()
        return RegionMatch(None, error("region-unknown", f"没有这个地区。{hint}，请您确认。"))

    def _all_regions(self) -> str:
        known = tuple({region.code: region for found in self.regions.values() for region in found}.values())
        more = "等" if len(known) > _LISTED else ""
        return f"工作要点里的地区是{'、'.join(region.label for region in known[:_LISTED])}{more}"

    def _find_indicator(self, code: str | None, name: str | None) -> IndicatorMatch:
        code_key, name_key = key_of(code or ""), key_of(name or "")
        if not code_key:
            return self._by_name(name or "", name_key, Field.NAME if name is not None else Field.CODE)
        known = self.codes.get(code_key)
        if not known:
            return self._by_name(code or "", code_key, Field.CODE)
        if name_key and known not in self._called(name_key):
            told = f"编码 {known.code} 是{quoted(known.name)}，与这里写的名称不一致，按编码计，请您确认。"
            return IndicatorMatch(known, warning("name-differs", told), Field.NAME)
        return IndicatorMatch(known, self._repair(code or "", known.code))

    def _by_name(self, text: str, key: str, field: Field) -> IndicatorMatch:
        found = self._called(key)
        if len(found) == 1:
            return IndicatorMatch(found[0], self._repair(text, found[0].name), field)
        if not key:
            return IndicatorMatch(None, error("indicator-empty", "没有指标编码或指标名称，请补上。"), field)
        if found:
            told = f"不止一个指标叫这个名字：{_listed(found)}，请填指标编码。"
            return IndicatorMatch(None, error("indicator-ambiguous", told), field)
        known = {**{code: (indicator,) for code, indicator in self.codes.items()}, **self.indicators}
        near = self._nearest(key, known, len(self._indicators_seen))
        hint = _nearest_text(near)
        told = f"没有这个指标。{hint}，请您确认。" if hint else "没有这个指标，请核对指标编码和名称。"
        return IndicatorMatch(None, error("indicator-unknown", told), field)

    def _called(self, key: str) -> tuple[Indicator, ...]:
        coded = self.codes.get(key)
        return (coded,) if coded else self.indicators.get(key, ())

    def _repair(self, text: str, name: str) -> Remark | None:
        return None if text.strip() in self.spellings else notice("name-repaired", f"读作{quoted(name)}。")

    def _nearest(self, key: str, known: Mapping[str, tuple[Named, ...]], searched: int) -> tuple[Named, ...]:
        """Those whose spelling is about as near as the nearest, at most three, the nearest first."""
        if len(key) > _LONGEST or searched > _LOOKED_FOR:
            return ()
        likeness = ((_likeness(key, spelling), found) for spelling, found in known.items())
        scores = [(score, named) for score, found in likeness if score for named in found]
        scores.sort(key=lambda scored: -scored[0])
        near = {named.code: named for score, named in scores if score >= scores[0][0] - _AS_ALIKE}
        return tuple(near.values())[:_SUGGESTED]


def build_names(plan: Plan) -> Names:
    """A plan's names, ready for look-ups."""
    regions = _gather((key, region) for region in plan.regions for key in _region_keys(region))
    for word in _root_words(plan.root):
        regions.setdefault(word, (plan.root,))
    return Names(
        regions=regions,
        codes={key_of(indicator.code): indicator for indicator in plan.indicators},
        indicators=_gather((key_of(text), one) for one in plan.indicators for text in (one.name, one.short_name)),
        spellings=frozenset(regions) | _spellings(plan),
    )


def _region_keys(region: Region) -> Iterable[str]:
    return dict.fromkeys(key_of(text) for text in (region.code, region.name, region.short_name, *region.aliases))


def _root_words(root: Region) -> tuple[str, ...]:
    """The words for the whole, by what it is: 全市, 市级 and 市本级 for a 市, 全省 … for a 省."""
    kind = root.name[-1:]
    return ("本级", f"全{kind}", f"{kind}级", f"{kind}本级") if kind and kind in _ROOT_WORDS else ("本级",)


def _spellings(plan: Plan) -> set[str]:
    regions = {text for r in plan.regions for text in (r.code, r.name, r.short_name, *r.aliases)}
    return regions | {text for i in plan.indicators for text in (i.code, i.name, i.short_name)}


def _gather(pairs: Iterable[tuple[str, Named]]) -> dict[str, tuple[Named, ...]]:
    gathered: dict[str, dict[str, Named]] = {}
    for key, named in pairs:
        gathered.setdefault(key, {})[named.code] = named
    return {key: tuple(named.values()) for key, named in gathered.items() if key}


def _likeness(key: str, spelling: str) -> float:
    """How alike two texts are, from 0 to 1; 0 where they are too unlike to be meant."""
    matcher = SequenceMatcher(None, spelling, key, autojunk=False)
    if min(matcher.real_quick_ratio(), matcher.quick_ratio()) < _ALIKE:
        return 0
    score = matcher.ratio()
    return score if score >= _ALIKE else 0


def _listed(found: tuple[Indicator, ...] | tuple[Region, ...]) -> str:
    return "、".join(f"{named.label}（{named.code}）" for named in found)


def _nearest_text(near: tuple[Indicator, ...] | tuple[Region, ...]) -> str:
    return f"最接近的是{'、'.join(f'“{named.name}”（{named.code}）' for named in near)}" if near else ""
