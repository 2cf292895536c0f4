"""Values as the database keeps them: whole millionths, so that sums are exact in both databases."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache

from dashboard.domain.errors import FileRefused
from dashboard.domain.measure import HUNDRED, Amount, divide
from dashboard.domain.month import Month

_MILLION = Decimal(1_000_000)
_LARGEST = 2**63 - 1


def to_millionths(value: Decimal) -> int:
    """The value as whole millionths; a FileRefused where the database has no room for it."""
    scaled = int(value.scaleb(6))
    if abs(scaled) > _LARGEST:
        raise _no_room(value)
    return scaled


def from_millionths(scaled: int) -> Decimal:
    """The value that whole millionths stand for, without needless zeros."""
    return Decimal(scaled) / _MILLION


def maybe_millionths(value: Decimal | None) -> int | None:
    """Millionths, or None for what is unknown."""
    return None if value is None else to_millionths(value)


def maybe_value(scaled: int | None) -> Decimal | None:
    """The value, or None for what is unknown."""
    return None if scaled is None else Decimal(scaled) / _MILLION


def to_columns(amounts: Sequence[Amount | None]) -> tuple[list[int | None], list[int | None]]:
    """Amounts as two columns: values beside nothing, or numerators beside denominators."""
    numbers = [None if amount is None else amount.number for amount in amounts]
    return to_column(numbers), to_column([None if amount is None else amount.over for amount in amounts])


def to_column(values: Sequence[Decimal | None]) -> list[int | None]:
    """Values as millionths; a FileRefused where the database has no room for one."""
    if all(value is None for value in values):
        return [None] * len(values)
    column = [None if value is None else int(value * _MILLION) for value in values]
    if max(map(abs, filter(None, column)), default=0) > _LARGEST:
        raise _no_room(max(filter(None, values), key=abs))
    return column


def from_columns(number: int | None, over: int | None) -> Amount | None:
    """The amount that such a pair stands for."""
    return None if number is None else amount_of(number, over)


def amount_of(number: int, over: int | None) -> Amount:
    """The amount that such a pair stands for, where there is one."""
    return Amount(Decimal(number) / _MILLION, None if over is None else Decimal(over) / _MILLION)


def stated_value(number: int | None, over: int | None) -> Decimal | None:
    """The value of such a pair in the indicator's unit, a ratio in percent: `from_columns` as one number."""
    if number is None:
        return None
    if over is None:
        return Decimal(number) / _MILLION
    return divide(Decimal(number) * HUNDRED, Decimal(over))


@lru_cache(maxsize=1024)
def month_of(key: int) -> Month:
    """The month that is kept as YYYYMM; the same key gives the same object."""
    return Month.from_key(key)


def _no_room(value: Decimal) -> FileRefused:
    return FileRefused(f"数值 {value:,f} 太大，数据库放不下（上限约 9.2 万亿）。请核对单位。")
