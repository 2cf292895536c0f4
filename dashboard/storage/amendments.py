"""What people write beside a submission: mended cells and words of explanation, each with who and when."""

from __future__ import annotations

from sqlalchemy import Connection, delete, select

from dashboard.domain.mending import Beside, Mend, ProblemKey, Word
from dashboard.storage.database import insert_one
from dashboard.storage.reporting_schema import mend, word
from dashboard.storage.site import in_utc, now


def load_beside(connection: Connection, number: int) -> Beside:
    """Everything written beside a submission; of several about the same cell or warning the latest counts."""
    mends: dict[tuple[int, str], Mend] = {}
    for row in connection.execute(select(mend).where(mend.c.submission_id == number).order_by(mend.c.id)):
        at = in_utc(row.at) or row.at
        first = mends.get((row.line, row.letter))
        was = first.was if first else row.was
        mends[row.line, row.letter] = Mend(row.line, row.letter, was, row.becomes, row.actor, at)
    words: dict[ProblemKey, Word] = {}
    for row in connection.execute(select(word).where(word.c.submission_id == number).order_by(word.c.id)):
        words[ProblemKey(row.line, row.header, row.code)] = Word(row.said, row.actor, in_utc(row.at) or row.at)
    return Beside(tuple(mends.values()), words)


def save_mend(connection: Connection, number: int, line: int, letter: str, *, was: str, becomes: str, by: str) -> None:
    """Note what a cell is to be read as; what was said about its line is no longer about what stands there."""
    connection.execute(delete(word).where(word.c.submission_id == number, word.c.line == line))
    insert_one(
        connection, mend, submission_id=number, line=line, letter=letter, was=was, becomes=becomes, at=now(), actor=by
    )


def drop_mends(connection: Connection, number: int, line: int, letter: str | None = None) -> None:
    """Let a cell of a line, or the whole line, be read as it stands in the file again."""
    of_line = (mend.c.submission_id == number) & (mend.c.line == line)
    gone = connection.execute(delete(mend).where(of_line if letter is None else of_line & (mend.c.letter == letter)))
    if gone.rowcount:
        connection.execute(delete(word).where(word.c.submission_id == number, word.c.line == line))


def save_word(connection: Connection, number: int, key: ProblemKey, *, said: str, by: str) -> None:
    """Note why something is so."""
    insert_one(
        connection, word, submission_id=number, line=key.line, header=key.column, code=key.code, said=said,
        at=now(), actor=by,
    )  # fmt: skip
