"""The wall screens for those who look after them: which one is stale, and in what way."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from dashboard.domain.screen import Liveness, Screen, judge_screen

_GRAVEST_FIRST = (Liveness.SILENT, Liveness.OUTDATED, Liveness.FROZEN, Liveness.LIVE)


@dataclass(frozen=True, slots=True)
class ScreenLine:
    """One screen, how it is, and whole minutes since it spoke and since it painted."""

    screen: Screen
    liveness: Liveness
    silent_minutes: int
    unpainted_minutes: int
    present_revision: int

    @property
    def is_stale(self) -> bool:
        """Whether somebody should go and look."""
        return self.liveness is not Liveness.LIVE

    @property
    def painted(self) -> str:
        """How long ago it last painted, in words."""
        return f"{span(self.unpainted_minutes)}前" if self.unpainted_minutes else "不到 1 分钟前"

    @property
    def said(self) -> str:
        """How it is, in words."""
        match self.liveness:
            case Liveness.SILENT:
                return f"失联 {span(self.silent_minutes)}"
            case Liveness.OUTDATED:
                return f"停在数据版本 {self.screen.revision}，现在是 {self.present_revision}"
            case Liveness.FROZEN:
                return f"画面 {span(self.unpainted_minutes)}没有刷新"
        return "正常"


@dataclass(frozen=True, slots=True)
class ScreenList:
    """All known screens, the stale ones first, then by name."""

    revision: int
    lines: tuple[ScreenLine, ...]

    @property
    def stale(self) -> int:
        """How many need somebody to go and look."""
        return sum(line.is_stale for line in self.lines)


def build_screen_list(screens: Iterable[Screen], revision: int, now: datetime) -> ScreenList:
    """The screens as they are at a moment, the present revision being this."""
    lines = [
        ScreenLine(
            screen,
            judge_screen(screen, now),
            _minutes(now, screen.seen_at),
            _minutes(now, screen.painted_at),
            revision,
        )
        for screen in screens
    ]
    return ScreenList(revision, tuple(sorted(lines, key=_order)))


def build_screen_document(screens: ScreenList) -> dict[str, Any]:
    """The list as a document for other programs."""
    return {
        "revision": screens.revision,
        "stale": screens.stale,
        "screens": [
            {
                "name": line.screen.name,
                "page": line.screen.page,
                "revision": line.screen.revision,
                "painted_at": line.screen.painted_at.isoformat(),
                "minutes_since_paint": line.unpainted_minutes,
                "seen_at": line.screen.seen_at.isoformat(),
                "state": line.liveness.value,
                "stale": line.is_stale,
                "said": line.said,
                "fault": line.screen.fault,
            }
            for line in screens.lines
        ],
    }


def span(minutes: int) -> str:
    """A time in the unit that it is counted in by ear: minutes, from two hours on hours, from two days on days."""
    hours = minutes // 60
    return f"{minutes} 分钟" if hours < 2 else f"{hours} 小时" if hours < 48 else f"{hours // 24} 天"


def _minutes(now: datetime, then: datetime) -> int:
    return max(0, int((now - then).total_seconds() // 60))


def _order(line: ScreenLine) -> tuple[int, str]:
    return _GRAVEST_FIRST.index(line.liveness), line.screen.name
