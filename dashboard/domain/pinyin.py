"""How Chinese characters are read: their syllables without tones, from a table that is a part of the program."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

_TABLE = Path(__file__).with_name("pinyin.txt")


@lru_cache(maxsize=4096)
def readings(character: str) -> tuple[str, ...]:
    """Every usual reading of a character (hang and xing of 行); none for what is no Chinese character."""
    if character.isascii():
        return ()
    return tuple(syllable for syllable, characters in _syllables() if character in characters)


@lru_cache(maxsize=1)
def _syllables() -> tuple[tuple[str, str], ...]:
    lines = _TABLE.read_text("utf-8").splitlines()
    pairs = (line.split() for line in lines if not line.startswith("#"))
    return tuple((syllable, characters) for syllable, characters in pairs)
