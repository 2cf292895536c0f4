"""Answers that are worked out once: files say the same texts again and again."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

Key = TypeVar("Key")
Answer = TypeVar("Answer")

_REMEMBERED = 50_000


class Memo(dict[Key, Answer]):
    """What a function answers, by question; all is forgotten when it becomes too much."""

    def __init__(self, answer: Callable[[Key], Answer]) -> None:
        super().__init__()
        self._answer = answer

    def __missing__(self, question: Key) -> Answer:
        if len(self) >= _REMEMBERED:
            self.clear()
        answer = self[question] = self._answer(question)
        return answer
