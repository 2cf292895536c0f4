"""What stands wrong, or is worth knowing, in a plan folder."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dashboard.domain.problem import Level


@dataclass(frozen=True, slots=True)
class PlanFault:
    """One thing noticed in a plan folder: in which file, where, how grave, and what to do.

    Lines are counted as in the file, the header included; line is None where there is no such file, column None
    where the whole row or file is meant. The message is one Chinese sentence.
    """

    file: str
    line: int | None
    column: str | None
    level: Level
    code: str
    message: str


def error(file: str, line: int | None, column: str | None, code: str, message: str) -> PlanFault:
    """A fault for which the folder is refused."""
    return PlanFault(file, line, column, Level.ERROR, code, message)


def notice(file: str, line: int | None, column: str | None, code: str, message: str) -> PlanFault:
    """Something that is told and changes nothing."""
    return PlanFault(file, line, column, Level.NOTICE, code, message)


def has_error(faults: Iterable[PlanFault]) -> bool:
    """Whether any of the faults refuses the folder."""
    return any(fault.level is Level.ERROR for fault in faults)
