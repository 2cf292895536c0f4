"""What a person must know, or mend, in a file."""

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How much a problem matters: an error refuses, a warning asks for a word, a notice only tells."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing noticed in a file: where (line as in the file, header included), how grave, and what to do.

    Line is None for the whole file, column None for the whole row; code is a short kebab-case English word,
    message the Chinese sentence for the person who mends the file.
    """

    line: int | None
    column: str | None
    level: Level
    code: str
    message: str
