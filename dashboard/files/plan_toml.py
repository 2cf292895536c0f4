"""plan.toml: what a plan is called, its months and its rules, read and written."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from dashboard.domain.measure import ONE, ZERO
from dashboard.domain.month import Month
from dashboard.domain.plan import Plan
from dashboard.domain.plan_draft import PLAN_FILE, PlanHead
from dashboard.domain.plan_fault import PlanFault, error, notice
from dashboard.domain.plan_rules import Clock, Publish, Rules

Choice = TypeVar("Choice", bound=StrEnum)

_MILLIONTH = Decimal("0.000001")
_TEXTS = ("code", "title", "short_title", "issuer", "document_number")
_KEYS = frozenset((*_TEXTS, "issued_on", "first_month", "last_month", "rules"))
_RULES = frozenset(("clock", "approx_share", "red_after", "asof_share", "publish"))
_KEY_LINE = re.compile(r"""\s*["']?([\w-]+)["']?\s*=""")
_TABLE_LINE = re.compile(r"\s*\[([^\[\]]+)\]")
_SYNTAX_LINE = re.compile(r"at line (\d+)")


def read_head(text: str, faults: list[PlanFault]) -> PlanHead:
    """What plan.toml says; everything that cannot be read is added to the faults."""
    try:
        found = tomllib.loads(text, parse_float=Decimal)
    except ValueError as reason:
        faults.append(_syntax_fault(str(reason), text))
        return PlanHead(unread=_KEYS)
    head = _Keys(found, dict(_lines(text)), faults)
    head.check_known(_KEYS)
    texts = {key: head.text(key, needed=key in ("code", "title")) for key in _TEXTS}
    return PlanHead(
        **texts,
        issued_on=head.day("issued_on"),
        first_month=head.month("first_month"),
        last_month=head.month("last_month"),
        rules=_read_rules(head),
        lines=head.lines,
        unread=frozenset(head.unread),
    )


def _read_rules(head: _Keys) -> Rules:
    values = head.values.get("rules", {})
    if not isinstance(values, dict):
        head.fault("rules", "not-a-table", "rules 要另起一行写成 [rules]，其下每行一条规则，请改正。")
        return Rules()
    rules = _Keys(values, head.lines, head.faults, head.unread)
    rules.check_known(_RULES)
    default = Rules()
    return Rules(
        clock=rules.choice("clock", Clock, default.clock),
        approx_share=rules.number("approx_share", default.approx_share, _Limits(ZERO, ONE, above_least=True)),
        red_after=rules.number("red_after", default.red_after, _Limits(ZERO, Decimal(1000))),
        asof_share=rules.number("asof_share", default.asof_share, _Limits(ZERO, ONE)),
        publish=rules.choice("publish", Publish, default.publish),
    )


def _syntax_fault(reason: str, text: str) -> PlanFault:
    found = _SYNTAX_LINE.search(reason)
    line = int(found[1]) if found else text.count("\n") + 1
    message = '这一行不合 TOML 的写法，请照 title = "…" 这样书写，文字和年月都要加英文引号。'
    return error(PLAN_FILE, line, None, "not-toml", message)


def _lines(text: str) -> Iterator[tuple[str, int]]:
    """Every key, and every table, with its line."""
    for number, line in enumerate(text.split("\n"), start=1):
        found = _KEY_LINE.match(line) or _TABLE_LINE.match(line)
        if found:
            yield found[1].strip(), number


@dataclass(frozen=True, slots=True)
class _Limits:
    least: Decimal
    most: Decimal
    above_least: bool = False

    def allow(self, number: Decimal) -> bool:
        """Whether a rule may be set to this number."""
        if not number.is_finite() or not self.least <= number <= self.most:
            return False
        exact = number == number.quantize(_MILLIONTH)
        return exact and not (self.above_least and number == self.least)

    def __str__(self) -> str:
        return f"{'大于' if self.above_least else '不小于'} {self.least}、不大于 {self.most}"


@dataclass(frozen=True, slots=True)
class _Keys:
    """The keys of plan.toml or of its rules; what cannot be read is noted, and a stand-in is given for it."""

    values: dict[str, object]
    lines: dict[str, int]
    faults: list[PlanFault]
    unread: set[str] = field(default_factory=set)

    def check_known(self, known: frozenset[str]) -> None:
        """Notes every key that means nothing here."""
        for key in self.values:
            if key not in known:
                message = f"{key} 不是约定的项，已略过；如是笔误请改正。"
                self.faults.append(notice(PLAN_FILE, self.lines.get(key, 1), key, "key-unknown", message))

    def text(self, key: str, needed: bool) -> str:
        """The text under a key, without blanks around it."""
        value = self.values.get(key, "")
        if not isinstance(value, str):
            self.fault(key, "not-text", f"{key} 写的是 {value}，请加上英文引号写成文字。")
            return ""
        if needed and not value.strip():
            self.fault(key, "key-missing", f'没有填写 {key}，请补上一行 {key} = "…"。')
        return value.strip()

    def month(self, key: str) -> Month | None:
        """The month under a key that must be there, or None where it cannot be read."""
        text = self.text(key, needed=True)
        if not text:
            return None
        try:
            return Month.parse(text)
        except ValueError:
            self.fault(key, "not-a-month", f'{key} 写的是“{text}”，请写成 "2023-01" 这样的年月。')
            return None

    def day(self, key: str) -> date | None:
        """The day under a key, or None where there is none."""
        value = self.values.get(key, "")
        if value == "":
            return None
        if isinstance(value, date) and not isinstance(value, datetime):
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fault(key, "not-a-day", f"{key} 写的是 {value}，请写成 2023-07-28 这样的日期。")
            return None

    def number(self, key: str, default: Decimal, limits: _Limits) -> Decimal:
        """The number under a key, or the default where there is none."""
        value = self.values.get(key, default)
        if isinstance(value, int | Decimal) and not isinstance(value, bool) and limits.allow(Decimal(value)):
            return Decimal(value)
        self.fault(key, "out-of-range", f"{key} 写的是 {value}，请填{limits}的数，小数最多6位，不加引号。")
        return default

    def choice(self, key: str, kind: type[Choice], default: Choice) -> Choice:
        """The choice under a key, or the default where there is none."""
        value = self.values.get(key, default)
        try:
            return kind(str(value))
        except ValueError:
            allowed = "、".join(f'"{one}"' for one in kind)
            self.fault(key, "not-a-choice", f"{key} 写的是 {value}，只能写 {allowed} 之一，请改正。")
            return default

    def fault(self, key: str, code: str, message: str) -> None:
        """Notes that a key cannot be read."""
        self.unread.add(key)
        self.faults.append(error(PLAN_FILE, self.lines.get(key, 1), key, code, message))


def head_text(plan: Plan) -> str:
    """The text of plan.toml that stands for the plan."""
    rules = plan.rules
    issued = [f"issued_on = {plan.issued_on.isoformat()}"] if plan.issued_on else []
    lines = [
        *(f"{key} = {_quoted(getattr(plan, key))}" for key in _TEXTS),
        *issued,
        f"first_month = {_quoted(str(plan.first_month))}",
        f"last_month = {_quoted(str(plan.last_month))}",
        "",
        "[rules]",
        f"clock = {_quoted(rules.clock)}",
        f"approx_share = {rules.approx_share:f}",
        f"red_after = {rules.red_after:f}",
        f"asof_share = {rules.asof_share:f}",
        f"publish = {_quoted(rules.publish)}",
    ]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    # JSON's escapes are TOML's, but for DEL, which TOML wants escaped as well
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
