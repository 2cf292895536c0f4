"""Exact values as other programs read them: plain decimal strings, percentages as numbers."""

from __future__ import annotations

from decimal import Context, Decimal

from dashboard.domain.measure import HUNDRED, Amount

_DIGITS = Context(prec=28)


def plain(value: Decimal | None) -> str | None:
    """The value as a plain decimal string of at most 28 digits, without exponent or needless zeros."""
    if value is None:
        return None
    text = f"{_DIGITS.plus(value):f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def plain_amount(amount: Amount | None) -> str | None:
    """An amount in the indicator's unit, a ratio in percent."""
    return plain(amount.value) if amount else None


def percentage(share: Decimal | None) -> float | None:
    """A share in percent as a JSON number; a float only here, where JSON knows nothing else."""
    return None if share is None else float(_DIGITS.multiply(share, HUNDRED))


def points(lag: Decimal | None) -> float | None:
    """Percentage points as a JSON number."""
    return None if lag is None else float(lag)
