"""Measuring against a floor: subject and floor take turns in one run, so that a busy machine slows both."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from time import perf_counter, thread_time


@dataclass(frozen=True, slots=True)
class Measured:
    """One line of the result. The bound is on value / floor, or on the value itself where there is no floor.

    Without a bound the line is there for scale.
    """

    what: str
    value: float
    unit: str
    floor: float | None = None
    bound: float | None = None
    at_least: bool = False

    @property
    def ratio(self) -> float | None:
        """The value in floors; None without a floor."""
        return None if self.floor is None else self.value / self.floor

    @property
    def holds(self) -> bool:
        """Whether the bound is kept; a line without one always does."""
        if self.bound is None:
            return True
        found = self.value if self.ratio is None else self.ratio
        return found >= self.bound if self.at_least else found <= self.bound


def seconds(action: Callable[[], object]) -> float:
    """How long one run of the action takes."""
    started = perf_counter()
    action()
    return perf_counter() - started


def busy(action: Callable[[], object]) -> float:
    """How long one run of the action, which waits for nothing, keeps the processor busy.

    Steadier than the clock where other programs interrupt; those would rather interrupt what takes longer.
    """
    started = thread_time()
    action()
    return thread_time() - started


def take_turns(actions: Sequence[Callable[[], float]], times: int) -> tuple[float, ...]:
    """The median of what each action tells, in the actions' order, after `times` rounds in which each has its turn."""
    rounds = [[action() for action in actions] for _ in range(times)]
    return tuple(median(told) for told in zip(*rounds, strict=True))


def compare(floor: Callable[[], object], subject: Callable[[], object], times: int) -> tuple[float, float]:
    """The median seconds of floor and subject, which take turns; the first round does not count."""
    seconds(floor), seconds(subject)
    low, high = take_turns((lambda: seconds(floor), lambda: seconds(subject)), times)
    return low, high
