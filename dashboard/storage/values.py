"""Values as the database keeps them: whole millionths, so that sums are exact in both databases."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache

from dashboard.domain.errors import FileRefused
from dashboard.domain.measure import HUNDRED, MILLION, Amount, divide
from dashboard.domain.month import Month

_LARGEST = 2**63 - 1
_NOTHING = (None, None)


def to_millionths(value: Decimal) -> int:
    """The value as whole millionths; a FileRefused where the database has no room for it."""
    scaled = int(value.scaleb(6))
    if abs(scaled) > _LARGEST:
        raise _no_room(value)
    return scaled


def from_millionths(scaled: int) -> Decimal:
    """The value that whole millionths stand for, without needless zeros."""
    return Decimal(scaled) / MILLION


def maybe_millionths(value: Decimal | None) -> int | None:
    """Millionths, or None for what is unknown."""
    return None if value is None else to_millionths(value)


def maybe_value(scaled: int | None) -> Decimal | None:
    """The value, or None for what is unknown."""
    return None if scaled is None else Decimal(scaled) / MILLION


def to_columns(amounts: Sequence[Amount | None]) -> tuple[Sequence[int | None], Sequence[int | None]]:
    """Amounts as two columns: values beside nothing, or numerators beside denominators.

    A FileRefused where the database has no room for one.
    """
    if amounts.count(None) == len(amounts):
        return [None] * len(amounts), [None] * len(amounts)
    numbers, overs = zip(*[amount or _NOTHING for amount in amounts], strict=True)
    largest = max(max(filter(None, column), default=0) for column in (numbers, overs))
    if largest > _LARGEST:
        raise _no_room(from_millionths(largest))
    return numbers, overs


def from_columns(number: int | None, over: int | None) -> Amount | None:
    """The amount that such a pair stands for."""
    return None if number is None else amount_of(number, over)


def amount_of(number: int, over: int | None) -> Amount:
    """The amount that such a pair stands for, where there is one."""
    return Amount._make((number, over))


def stated_value(number: int | None, over: int | None) -> Decimal | None:
    """The value of such a pair in the indicator's unit, a ratio in percent: `from_columns` as one number."""
    if number is None:
        return None
    if over is None:
        return Decimal(number) / MILLION
    return divide(Decimal(number) * HUNDRED, Decimal(over))


@lru_cache(maxsize=1024)
def month_of(key: int) -> Month:
    """The month that is kept as YYYYMM; the same key gives the same object."""
    return Month.from_key(key)


def _no_room(value: Decimal) -> FileRefused:
    return FileRefused(f"数值 {value:,f} 太大，数据库放不下（上限约 9.2 万亿）。请核对单位。")
