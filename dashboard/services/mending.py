"""What is written beside a file while it is under review: cells mended, lines left out, words of explanation.

The file stays as it was sent. Each of these is kept with who wrote it and when, and the file is judged with it anew.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from dashboard.domain.access import Action
from dashboard.domain.errors import FileRefused, NotFound
from dashboard.domain.mending import WHOLE_LINE, ProblemKey, cell_at, key_of_problem
from dashboard.domain.sheet_row import RawRow
from dashboard.services.access import must, must_handle
from dashboard.services.auditing import record
from dashboard.services.site import Site
from dashboard.services.submitting import OPEN, WAITING, judge_again, must_be
from dashboard.services.upload import Upload, read_upload
from dashboard.storage import amendments, plans, submissions
from dashboard.storage.database import writing

if TYPE_CHECKING:
    from sqlalchemy import Connection

_LONGEST = 200


def mend_cells(site_: Site, number: int, line: int, texts: Mapping[str, str]) -> None:
    """Let cells of a line, by their column letters, be read as other texts; a text as it stood takes a mend back."""
    must(site_, Action.REPORT)
    if any(len(text) > _LONGEST for text in texts.values()):
        raise FileRefused(f"一个单元格最多 {_LONGEST} 个字，没有改动。")
    with writing(site_.engine) as connection:
        rows = [row for row in _rows(site_, connection, number) if row.line == line]
        mends = amendments.load_beside(connection, number).mends
        stand = {mend.letter: mend.becomes for mend in mends if mend.line == line}
        for letter, text in texts.items():
            was = _text_at(rows, line, letter)
            if text == was:
                amendments.drop_mends(connection, number, line, letter)
            elif text != stand.get(letter):
                amendments.save_mend(connection, number, line, letter, was=was, becomes=text, by=site_.who.name)
        record(site_, connection, "mend", f"submission {number}", f"line {line}")


def leave_out(site_: Site, number: int, line: int) -> None:
    """Let a line not be reported."""
    must(site_, Action.REPORT)
    with writing(site_.engine) as connection:
        if not any(row.line == line for row in _rows(site_, connection, number)):
            raise NotFound(f"第 {line} 行没有数据，没有改动。")
        amendments.save_mend(connection, number, line, WHOLE_LINE, was="", becomes="", by=site_.who.name)
        record(site_, connection, "leave out", f"submission {number}", f"line {line}")


def restore_line(site_: Site, number: int, line: int) -> None:
    """Let a line be read as it stands in the file again."""
    must(site_, Action.REPORT)
    with writing(site_.engine) as connection:
        _must_be_open(site_, connection, number)
        amendments.drop_mends(connection, number, line)
        record(site_, connection, "bring back", f"submission {number}", f"line {line}")


def explain(site_: Site, number: int, key: ProblemKey, said: str) -> None:
    """Keep a word about one warning."""
    must(site_, Action.REPORT)
    said = _said(said)
    with writing(site_.engine) as connection:
        found = submissions.find_submission(connection, number)
        must_handle(site_, found.made_by)
        must_be(found, WAITING)
        amendments.save_word(connection, number, key, said=said, by=site_.who.name)


def explain_alike(site_: Site, number: int, code: str, said: str) -> int:
    """Keep the same word about every warning of a kind that has none yet; how many they were."""
    must(site_, Action.REPORT)
    said = _said(said)
    with writing(site_.engine) as connection:
        review = judge_again(site_, connection, number)[2]
        alike = [problem for problem in review.unexplained if problem.code == code]
        for problem in alike:
            amendments.save_word(connection, number, key_of_problem(problem), said=said, by=site_.who.name)
    return len(alike)


def _said(text: str) -> str:
    """A word that says something, of a length that can be read."""
    if not text.strip():
        raise FileRefused("请写一句原因再保存。")
    return text.strip()[:_LONGEST]


def _rows(site_: Site, connection: Connection, number: int) -> tuple[RawRow, ...]:
    """The rows of a submission that its reporter still has in hand, as the file has them."""
    found = _must_be_open(site_, connection, number)
    content, _ = submissions.load_content(connection, number)
    stored = plans.load_plan(connection, found.plan_id)
    return tuple(read_upload(site_, Upload(content, found.name), stored).rows)


def _must_be_open(site_: Site, connection: Connection, number: int) -> submissions.Submission:
    found = submissions.find_submission(connection, number)
    must_handle(site_, found.made_by)
    must_be(found, OPEN)
    return found


def _text_at(rows: list[RawRow], line: int, letter: str) -> str:
    """A cell as it stands in the file; refused where there is none that is read."""
    for row in rows:
        place = cell_at(row, letter)
        if place and row.fault is None:
            return place[2]
    raise NotFound(f"第 {line} 行 {letter} 列没有可以改的单元格。")
