"""Units of measure: which of them stand for the same kind of thing, and by what they differ."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from dashboard.domain.cell_text import key_of

PERCENT = "%"

_PREFIXES = {
    "万亿": 12,
    "千亿": 11,
    "百亿": 10,
    "十亿": 9,
    "亿": 8,
    "千万": 7,
    "百万": 6,
    "十万": 5,
    "万": 4,
    "千": 3,
}
_PREFIX = re.compile("|".join(_PREFIXES))

_COUNTED = frozenset(
    "个台户家项路次人座所件条名处套辆栋幢间例份起篇场期批站村张部款支只头株艘架根门宗笔班组对种类本册位床盏"
) | {
    "人次",
    "户次",
    "件次",
    "家次",
    "社区",
    "企业",
    "项目",
    "机架",
    "基站",
    "场景",
}


class Unit(NamedTuple):
    """A unit as so many of a base unit: `own` without its prefix, times the prefix. The base is empty for 万 alone."""

    base: str
    own: Decimal = Decimal(1)
    prefix: Decimal = Decimal(1)

    @property
    def factor(self) -> Decimal:
        """How many of the base unit it is."""
        return self.own * self.prefix

    @property
    def is_counted(self) -> bool:
        """Whether only whole numbers of it make sense: 台 and 户, but neither 万户 nor 公里."""
        return self.factor == 1 and self.base in _COUNTED

    @property
    def is_familiar(self) -> bool:
        """Whether it is a known unit of things, lengths, areas, masses, money or energy, or a mere multiple."""
        return not self.base or self.base in _COUNTED or self.base in _BASES

    def equals(self, other: Unit) -> bool:
        """Whether both are the same unit, however they are written."""
        return self.base == other.base and self.factor == other.factor

    def within(self, kind: Unit) -> Unit | None:
        """The unit where it is of that kind, else None; 万 alone takes the place of the kind's own prefix."""
        if not self.base:
            return kind._replace(prefix=self.prefix)
        return self if self.base == kind.base else None


_KNOWN = {
    **dict.fromkeys((PERCENT, "百分比", "百分数", "百分率"), Unit(PERCENT)),
    **dict.fromkeys(("元", "人民币元"), Unit("元")),
    **dict.fromkeys(("米", "m"), Unit("米")),
    **dict.fromkeys(("公里", "千米", "km"), Unit("米", Decimal(1000))),
    **dict.fromkeys(("平方米", "平米", "m2"), Unit("平方米")),
    **dict.fromkeys(("公顷", "ha"), Unit("平方米", Decimal(10_000))),
    **dict.fromkeys(("平方公里", "平方千米", "km2"), Unit("平方米", Decimal(1_000_000))),
    **dict.fromkeys(("立方米", "m3"), Unit("立方米")),
    **dict.fromkeys(("公斤", "千克", "kg"), Unit("公斤")),
    **dict.fromkeys(("吨", "t"), Unit("公斤", Decimal(1000))),
    **dict.fromkeys(("瓦", "w"), Unit("瓦")),
    **dict.fromkeys(("千瓦", "kw"), Unit("瓦", Decimal(1000))),
    **dict.fromkeys(("兆瓦", "mw"), Unit("瓦", Decimal(1_000_000))),
    **dict.fromkeys(("千瓦时", "kwh", "度"), Unit("千瓦时")),
    **dict.fromkeys(("兆瓦时", "mwh"), Unit("千瓦时", Decimal(1000))),
    **dict.fromkeys(("星", "星级"), Unit("星")),
}
_BASES = frozenset(unit.base for unit in _KNOWN.values()) - {PERCENT}


@lru_cache(maxsize=4096)
def parse_unit(text: str) -> Unit:
    """The unit that a text names; what is not known is a unit of its own kind."""
    name = key_of(text).strip("()[]")
    if name in _KNOWN:
        return _KNOWN[name]
    prefix = _PREFIX.match(name)
    if not prefix:
        return Unit(name)
    known = _KNOWN.get(name[prefix.end() :], Unit(name[prefix.end() :]))
    return known._replace(prefix=Decimal(10 ** _PREFIXES[prefix[0]]))
