"""Finding by what somebody types: a part of the words, their pinyin, or its initials."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from dashboard.domain.pinyin import readings

_LONG_INITIALS = ("zh", "ch", "sh")


@dataclass(frozen=True, slots=True)
class Findable:
    """A text as it is searched: its letters alone in small, and what each of them may sound like."""

    letters: str
    sounds: tuple[tuple[str, ...], ...]


@lru_cache(maxsize=16_384)
def findable(text: str) -> Findable:
    """The text prepared for searching; what is no letter and no digit is left out."""
    letters = "".join(filter(str.isalnum, text.casefold()))
    return Findable(letters, tuple((letter, *readings(letter)) for letter in letters))


def find(typed: str, text: str) -> int | None:
    """Where what was typed begins in the text; None where it is not in it.

    滨城, bincheng, bincheng in part, bc and binc all find 滨城区.
    """
    word, place = findable(typed).letters, findable(text)
    if not word:
        return None
    plain = place.letters.find(word)
    if plain >= 0:
        return plain
    if not _may_sound(word):
        return None
    for at, sounds in enumerate(place.sounds):
        if any(sound[0] == word[0] for sound in sounds) and _sounds_like(word, place.sounds, at):
            return at
    return None


def _may_sound(word: str) -> bool:
    return any(letter.isascii() and letter.isalpha() for letter in word)


def _sounds_like(word: str, sounds: tuple[tuple[str, ...], ...], at: int) -> bool:
    """Whether the word goes on with each letter's whole reading or its initial; the last may be typed in part."""
    if at == len(sounds):
        return False
    for sound in sounds[at]:
        if sound.startswith(word):
            return True
        for piece in _pieces(sound):
            if word.startswith(piece) and _sounds_like(word[len(piece) :], sounds, at + 1):
                return True
    return False


def _pieces(sound: str) -> tuple[str, ...]:
    if sound.startswith(_LONG_INITIALS):
        return sound, sound[:2], sound[0]
    return sound, sound[0]
