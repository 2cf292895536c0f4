"""The cells of one row of a plan folder: text to codes, numbers, months and choices, each with its own remedy."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from dashboard.domain.cell_text import quoted
from dashboard.domain.measure import ZERO, Comparator
from dashboard.domain.month import Month
from dashboard.domain.plan_fault import PlanFault, error, notice

Choice = TypeVar("Choice", bound=StrEnum)

# What the database holds as whole millionths has room for this many digits before the point.
_NUMBER = re.compile(r"-?[0-9]{1,12}(\.[0-9]{1,6})?")
_GROUPED = re.compile(r"(-?[0-9][0-9,\s]*(?:\.[0-9]+)?)(%|[十百千万亿]*)\D*")
_POWERS = {"十": 1, "百": 2, "千": 3, "万": 4, "亿": 8}
_WHOLE = re.compile(r"[0-9]{1,4}")
_YES = {"yes": True, "true": True, "是": True, "no": False, "false": False, "否": False, "": False}
_ASCII_COMPARATORS = {">=": Comparator.AT_LEAST, "<=": Comparator.AT_MOST}


@dataclass(frozen=True, slots=True)
class PlanCells:
    """One row's cells by column. What cannot be read is noted among the faults, and a stand-in is given for it."""

    file: str
    line: int
    cells: dict[str, str]
    faults: list[PlanFault]
    unread: set[str] = field(default_factory=set)

    def text(self, column: str) -> str:
        """The text of a cell, empty where there is none."""
        return self.cells.get(column, "")

    def needed(self, column: str) -> str:
        """The text of a cell that must hold something."""
        text = self.cells.get(column)
        if text == "":
            self._fault(column, "cell-empty", f"{column} 这一格空着，请填写。")
        return text or ""

    def names(self, column: str) -> tuple[str, ...]:
        """The names between upright bars; a name that stands twice is taken once, with a notice."""
        names = [name.strip() for name in self.text(column).split("|")]
        once = tuple(dict.fromkeys(name for name in names if name))
        for name in once:
            if names.count(name) > 1:
                message = f"{quoted(name)}写了不止一次，只算一次；请删去重复的。"
                self.faults.append(notice(self.file, self.line, column, "name-repeated", message))
        return once

    def number(self, column: str) -> Decimal | None:
        """The finite number of a cell, or None where it is empty or no number."""
        text = self.text(column)
        if not text:
            return None
        if _NUMBER.fullmatch(text):
            return Decimal(text)
        self._fault(column, "not-a-number", f"这里写的是{quoted(text)}，{_number_remedy(text)}。")
        return None

    def needed_number(self, column: str) -> Decimal:
        """The finite number of a cell that must hold one."""
        number = self.number(column) if self.needed(column) else None
        return ZERO if number is None else number

    def choice(self, column: str, kind: type[Choice], default: Choice) -> Choice:
        """The choice that a cell names, or the default where it is empty."""
        text = self.text(column)
        if not text:
            return default
        try:
            return kind(text)
        except ValueError:
            allowed = "、".join(kind)
            self._fault(column, "not-a-choice", f"这里写的是{quoted(text)}，只能写 {allowed} 之一，请改正。")
            return default

    def comparator(self, column: str) -> Comparator:
        """How the target is compared; >= and <= are taken for ≥ and ≤, with a notice."""
        text = self.needed(column)
        meant = _ASCII_COMPARATORS.get(text)
        if meant is None:
            return self.choice(column, Comparator, Comparator.AT_LEAST)
        message = f"这里写的是{quoted(text)}，按 {meant} 读取，请改写成 {meant}。"
        self.faults.append(notice(self.file, self.line, column, "comparator-spelled-out", message))
        return meant

    def month(self, column: str, default: Month) -> Month:
        """The month of a cell, or the default where it is empty."""
        text = self.text(column)
        if not text:
            return default
        try:
            return Month.parse(text)
        except ValueError:
            self._fault(column, "not-a-month", f"这里写的是{quoted(text)}，请写成 2023-12 这样的年月。")
            return default

    def yes(self, column: str) -> bool:
        """Whether a cell says yes; empty is no."""
        text = self.text(column)
        answer = _YES.get(text.casefold())
        if answer is None:
            self._fault(column, "not-yes-or-no", f"这里写的是{quoted(text)}，请写 yes，或留空。")
        return bool(answer)

    def whole(self, column: str) -> int | None:
        """The whole number of a cell, from 0; None where it is empty."""
        text = self.text(column)
        if not text or _WHOLE.fullmatch(text):
            return int(text) if text else None
        self._fault(column, "not-a-whole-number", f"这里写的是{quoted(text)}，请写 0、1、2 这样的整数，或留空。")
        return None

    def _fault(self, column: str, code: str, message: str) -> None:
        self.unread.add(column)
        self.faults.append(error(self.file, self.line, column, code, message))


def _number_remedy(text: str) -> str:
    plain = _plain(text)
    if plain is None:
        return "请写成 1350 或 1.5 这样的数，不带单位和逗号，整数最多12位，小数最多6位"
    return f"请写 {plain}，不带逗号、百分号和单位（单位写在 unit 列）"


def _plain(text: str) -> str | None:
    """The number that was probably meant, as it should be written, or None."""
    found = _GROUPED.fullmatch(unicodedata.normalize("NFKC", text))
    if not found:
        return None
    digits = re.sub(r"[,\s]", "", found[1])
    power = sum(_POWERS[unit] for unit in found[2] if unit != "%")
    plain = f"{Decimal(digits).scaleb(power):f}"
    plain = plain.rstrip("0").rstrip(".") if "." in plain else plain
    return plain if _NUMBER.fullmatch(plain) and plain != text else None
