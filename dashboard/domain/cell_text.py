"""A cell's text: as it is compared, as it is quoted to a person, and what reading it gave rise to."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import NamedTuple

from dashboard.domain.measure import EXACT
from dashboard.domain.problem import Level

_UNSEEN = r"\x00-\x08\x0e-\x1f\x7f\xad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
_INVISIBLE = re.compile(f"[{_UNSEEN}]")
_DROPPED = re.compile(rf"[\s{_UNSEEN}\"'`´“”‘’「」『』]")
_BLANKS = re.compile(r"\s+")
_LONGEST_QUOTE = 40


class Remark(NamedTuple):
    """What reading one cell gave rise to, before it is known where the cell stands."""

    level: Level
    code: str
    message: str


def error(code: str, message: str) -> Remark:
    """A remark that refuses the row."""
    return Remark(Level.ERROR, code, message)


def warning(code: str, message: str) -> Remark:
    """A remark that the reporter has to explain."""
    return Remark(Level.WARNING, code, message)


def notice(code: str, message: str) -> Remark:
    """A remark that only tells."""
    return Remark(Level.NOTICE, code, message)


def tidy(text: str) -> str:
    """The text in its plain form: half-width, nothing invisible, single blanks, no leading apostrophe."""
    seen = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))
    return _BLANKS.sub(" ", seen).strip().lstrip("'‘’`").strip()


def key_of(text: str) -> str:
    """The text as names and codes are compared: without blanks, quotes, width and case."""
    return _DROPPED.sub("", unicodedata.normalize("NFKC", text)).casefold()


def quoted(text: str) -> str:
    """The text in quotation marks as a message shows it: invisible characters spelt out, a long text cut."""
    shown = text if len(text) <= _LONGEST_QUOTE else f"{text[:_LONGEST_QUOTE]}…"
    return f"“{''.join(char if char.isprintable() else f'[U+{ord(char):04X}]' for char in shown)}”"


def printed(value: Decimal) -> str:
    """A number in full without trailing zeros; what has more than six places is cut to six."""
    cut = value if abs(value) >= 10**20 else EXACT.quantize(value, Decimal("0.000001"))
    return format(cut.normalize(EXACT), "f")
