"""Writes dashboard/domain/pinyin.txt: which characters are read as which syllable, without tones.

    uv run --no-project --with pypinyin==0.55.0 scripts/pinyin_table.py

A character's readings are its first one in pypinyin's dictionary and those that its dictionary of phrases uses.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from pypinyin.contrib.tone_convert import to_normal  # type: ignore[import-not-found]
from pypinyin.phrases_dict import phrases_dict  # type: ignore[import-not-found]
from pypinyin.pinyin_dict import pinyin_dict  # type: ignore[import-not-found]

TABLE = Path(__file__).resolve().parent.parent / "dashboard" / "domain" / "pinyin.txt"
HEAD = """\
# Characters by syllable. Written by scripts/pinyin_table.py from pypinyin 0.55.0 (MIT, Copyright (c) 2016 mozillazg),
# whose data come from pinyin-data and phrase-pinyin-data (MIT, Copyright (c) 2016 mozillazg).
"""


def readings() -> Iterator[tuple[str, str]]:
    """Every character with every usual syllable of its."""
    for number, told in pinyin_dict.items():
        if 0x4E00 <= number <= 0x9FFF:
            yield chr(number), plain(told.split(",")[0])
    for phrase, sounds in phrases_dict.items():
        if len(phrase) == len(sounds):
            yield from ((character, plain(sound[0])) for character, sound in zip(phrase, sounds, strict=True))


def plain(sound: str) -> str:
    """A syllable as it is typed: lv for lǜ."""
    return str(to_normal(sound)).replace("ü", "v").replace("ê", "e")


def main() -> None:
    """Write the table, syllables and characters in order."""
    found: dict[str, set[str]] = defaultdict(set)
    for character, syllable in readings():
        if syllable.isascii() and syllable.isalpha() and "\u4e00" <= character <= "\u9fff":
            found[syllable].add(character)
    lines = (f"{syllable} {''.join(sorted(found[syllable]))}\n" for syllable in sorted(found))
    TABLE.write_text(HEAD + "".join(lines), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
