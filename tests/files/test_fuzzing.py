"""Files that nobody would make: the reader never crashes, never loses a row, and stays within its memory.

A short run belongs to every test run; FUZZ_CASES=50000 makes a long one (`make fuzz`).
"""

from __future__ import annotations

import os
import random
import tracemalloc
import zipfile
from datetime import date
from io import BytesIO

from dirty_files import DIRTY
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.domain.checking import check_rows
from dashboard.domain.figure import Known
from dashboard.domain.month import Month
from dashboard.domain.plan import Plan
from dashboard.domain.problem import Level
from dashboard.domain.verdict import Checked, Verdict
from dashboard.files.figure_sheet import read_figure_sheet
from dashboard.files.plan_folder import read_plan_folder
from dashboard.settings import Settings

CASES = int(os.environ.get("FUZZ_CASES", "150"))
MEGABYTE = 1024 * 1024
ODD = (
    *(b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b'"', b'"\n', b"\r", b",", b"\t", b"\xe3\x80\x80", b"\xd5\xc5"),
    *(
        text.encode()
        for text in ("指标编码", "合计", "全市", "2023-13", "1e999", "-", "９", "\u202e", "𠀀", "万", "%", "县区")
    ),
)
CORPUS = tuple(case.content for case in DIRTY)


def the_plan() -> Plan:
    plan = read_plan_folder(Settings().plan_folder).plan
    assert plan
    return plan


PLAN = the_plan()


def mutate(chance: random.Random) -> bytes:
    """One of the dirty files after some accidents: pieces lost, doubled, moved, overwritten, mixed with another's."""
    content = bytearray(chance.choice(CORPUS))
    for _ in range(chance.randint(0, 6)):
        at, length = chance.randrange(len(content) + 1), chance.randint(0, 40)
        accident = chance.randrange(6)
        if accident == 0:
            del content[at : at + length]
        elif accident == 1:
            content[at:at] = content[at : at + length] * chance.randint(1, 5)
        elif accident == 2:
            content[at:at] = chance.choice(ODD)
        elif accident == 3:
            content[at : at + length] = chance.randbytes(length)
        elif accident == 4:
            other = chance.choice(CORPUS)
            content[at:] = other[chance.randrange(len(other) + 1) :]
        else:
            content[at : at + 1] = bytes([chance.randrange(256)])
    return _packed_again(bytes(content), chance)


def _packed_again(content: bytes, chance: random.Random) -> bytes:
    """A workbook whose parts met with accidents, not only its archive."""
    if not content.startswith(b"PK") or chance.random() < 0.3:
        return content
    stream = BytesIO()
    try:
        with zipfile.ZipFile(BytesIO(content)) as before, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as after:
            for entry in before.namelist():
                part = bytearray(before.read(entry))
                if part and chance.random() < 0.5:
                    at = chance.randrange(len(part))
                    part[at : at + chance.randint(0, 30)] = chance.choice(ODD)
                after.writestr(entry, bytes(part))
    except Exception:  # the accident hit the archive itself
        return content
    return stream.getvalue()


def unpacked(content: bytes) -> int:
    """How large a file is once it is unpacked."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return sum(entry.file_size for entry in archive.infolist())
    except Exception:  # no archive, or not one any more
        return len(content)


def read_and_check(content: bytes) -> Checked:
    sheet = read_figure_sheet(content, "九月.csv", PLAN)
    checked = check_rows(PLAN, sheet.rows, Known({}), asked_month=Month(2023, 9), today=date(2026, 1, 1))
    assert len(checked.rows) == len(sheet.rows), "each row read has one verdict"
    if not sheet.rows:
        assert any(problem.level is Level.ERROR for problem in sheet.problems), "a file without rows says why"
    return checked


@given(st.integers(min_value=0, max_value=2**63))
@settings(max_examples=CASES, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_file_crashes_the_reader_loses_a_row_or_fills_the_memory(seed: int) -> None:
    content = mutate(random.Random(seed))
    tracemalloc.start()
    try:
        checked = read_and_check(content)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak <= 64 * MEGABYTE + 10 * unpacked(content)
    refused = {row.line for row in checked.rows if row.verdict is Verdict.REJECTED}
    told = {problem.line for problem in checked.problems if problem.level is Level.ERROR}
    assert refused <= told, "each refused row is told why"


def test_a_workbook_that_unpacks_beyond_the_limit_is_refused_before_it_is_read() -> None:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as entry:
            for _ in range(1024):
                entry.write(bytes(MEGABYTE))
    content = stream.getvalue()
    assert len(content) < 2 * MEGABYTE
    tracemalloc.start()
    sheet = read_figure_sheet(content, "炸弹.xlsx", PLAN)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert sheet.rows == ()
    assert any(problem.level is Level.ERROR for problem in sheet.problems)
    assert peak < 64 * MEGABYTE
