"""Whatever goes wrong underneath: the state before or the state after, one calm sentence, and another try as it is."""

from __future__ import annotations

import random
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from builders import a_plan, by_counties
from sqlalchemy import event, func, select

from dashboard.domain.errors import StoreUnavailable, SubmissionRefused
from dashboard.services import intake, planning, restanding, submitting, undoing
from dashboard.services.intake import Upload
from dashboard.services.reading import load_assessment, load_revision
from dashboard.services.site import Site
from dashboard.storage import plans, schema, standings
from dashboard.storage.database import open_database, reading, writing

ROOT = Path(__file__).parents[2]
INDICATORS = [f"I{number}" for number in range(150)]
PLACES = ("甲县", "乙县", "丁区")
MOMENTS = 20


def sheet(places: tuple[str, ...] = PLACES, value: int = 5) -> bytes:
    rows = [
        f"{code},{place},2023-{month:02d},{value * month}"
        for code in INDICATORS
        for place in places
        for month in (1, 2, 3)
    ]
    return "\n".join(("指标编码,地区,月份,累计值", *rows)).encode()


@pytest.fixture
def planned(site: Site) -> Site:
    with writing(site.engine) as connection:
        planning.save(site, connection, a_plan([by_counties(code) for code in INDICATORS]))
    return site


def load(site: Site, content: bytes) -> None:
    assert intake.load_upload(site, Upload(content, "a.csv", "test"), publish=True).published


@dataclass(frozen=True)
class Kept:
    """All that a publication changes."""

    figures: int
    published: int
    standings: tuple[tuple[int | None, ...], ...]


def kept(site: Site) -> Kept:
    with reading(site.engine) as connection:
        stored = plans.load_plan(connection, plans.find_plan(connection, None)[0])
        figures = connection.scalar(select(func.count()).select_from(schema.figure)) or 0
        published = select(func.count()).select_from(schema.submission).where(schema.submission.c.state == "published")
        rows = sorted(standings.stored_rows(connection, stored), key=lambda row: row[:4])
        return Kept(figures, connection.scalar(published) or 0, tuple(rows))


# a process killed


@dataclass
class Nursery:
    """The program that starts loads and kills them."""

    process: subprocess.Popen[str]

    def load(self, seconds: float, file: Path) -> str:
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(f"{seconds} {file}\n")
        self.process.stdin.flush()
        return self.process.stdout.readline().strip()


@pytest.fixture
def nursery(database_url: str) -> Iterator[Nursery]:
    command = [sys.executable, str(Path(__file__).with_name("killed_load.py")), database_url]
    with subprocess.Popen(
        command, cwd=ROOT, env={"PYTHONPATH": str(ROOT)}, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        yield Nursery(process)


def test_a_load_killed_at_any_moment_leaves_before_or_after_and_can_be_tried_again(
    planned: Site, nursery: Nursery, tmp_path: Path
) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(sheet())
    before = kept(planned)
    took = float(nursery.load(-1, file))
    after = kept(planned)
    assert after != before
    undo_last(planned)
    chance = random.Random(20231008)
    for moment in range(MOMENTS):
        seen = kept(planned)
        word = nursery.load(took * 1.2 * (moment + chance.random()) / MOMENTS, file)
        found = kept(planned)
        assert found.standings in (before.standings, after.standings)
        assert (found.published, found.figures) in ((0, seen.figures), (1, seen.figures + after.figures))
        assert (found.published == 1) == (found.standings == after.standings)
        assert word == "killed" or found.published == 1, "what was said is so"
        assert restanding.check_standings(planned) == ()
        if found.published == 0:
            load(planned, file.read_bytes())
        assert kept(planned).standings == after.standings
        undo_last(planned)


def undo_last(site: Site) -> None:
    with reading(site.engine) as connection:
        number = connection.scalar(select(schema.submission.c.id).where(schema.submission.c.state == "published"))
    assert number
    undoing.undo_submission(site, number)


# a database that does not take anything


@contextmanager
def hindered(site: Site, *pragmas: str) -> Iterator[Site]:
    """The same SQLite file through connections with these pragmas."""
    engine = open_database(site.settings.database_url)
    event.listen(engine, "connect", lambda connection, _: [connection.execute(f"PRAGMA {p}") for p in pragmas])
    try:
        yield replace(site, engine=engine)
    finally:
        engine.dispose()


def refused(site: Site, sentence: str) -> None:
    with pytest.raises(StoreUnavailable, match=sentence):
        intake.load_upload(site, Upload(sheet(), "a.csv", "test"), publish=True)


on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@on_sqlite
def test_a_full_disk_is_said_in_one_sentence_and_the_upload_can_be_retried_as_it_is(planned: Site) -> None:
    before = kept(planned)
    with reading(planned.engine) as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
    with hindered(planned, f"max_page_count={pages}") as full:
        refused(full, "磁盘已满，什么都没有改动")
    assert kept(planned) == before
    load(planned, sheet())
    assert restanding.check_standings(planned) == ()


@on_sqlite
def test_a_locked_database_is_said_in_one_sentence_and_loses_nothing(planned: Site) -> None:
    before = kept(planned)
    with hindered(planned, "busy_timeout=20") as waiting, writing(planned.engine):
        refused(waiting, "正被另一个程序占用，什么都没有改动")
    assert kept(planned) == before
    load(planned, sheet())


def test_a_read_only_database_is_said_in_one_sentence_and_loses_nothing(planned: Site) -> None:
    before = kept(planned)
    if planned.engine.dialect.name == "sqlite":
        with hindered(planned, "query_only=ON") as frozen:
            refused(frozen, "只能读，什么都没有改动")
    else:
        engine = open_database(f"{planned.settings.database_url}?options=-c%20default_transaction_read_only%3Don")
        refused(replace(planned, engine=engine), "只能读，什么都没有改动")
        engine.dispose()
    assert kept(planned) == before
    load(planned, sheet())


# many at once


def at_once(*tasks: Callable[[], object]) -> list[BaseException]:
    """Run all of these at the same time; what they raised."""
    raised: list[BaseException] = []
    gate = threading.Barrier(len(tasks))

    def run(task: Callable[[], object]) -> None:
        gate.wait()
        try:
            task()
        except Exception as error:
            raised.append(error)

    threads = [threading.Thread(target=run, args=(task,)) for task in tasks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


def test_two_reviewers_publish_overlapping_submissions_at_once(planned: Site) -> None:
    drafts = [draft(planned, sheet(value=value)) for value in (5, 6)]
    assert at_once(*(lambda n=n: submitting.publish(planned, n) for n in drafts)) == []
    assert kept(planned).published == 2
    actuals = {load_assessment(planned).by_cell[code, "C"].actual for code in INDICATORS}
    assert len(actuals) == 1, "one publication came last, whole"
    assert actuals <= {45, 54}
    assert restanding.check_standings(planned) == ()


def test_one_submission_published_twice_at_once_counts_once(planned: Site) -> None:
    number = draft(planned, sheet())
    (error,) = at_once(*[lambda: submitting.publish(planned, number)] * 2)
    assert isinstance(error, SubmissionRefused)
    assert "已经发布" in str(error)
    assert kept(planned).published == 1
    assert restanding.check_standings(planned) == ()


def test_eight_reporters_upload_at_once_while_the_wall_polls(planned: Site) -> None:
    seen: list[tuple[int, int]] = []
    done = threading.Event()

    def poll() -> None:
        while not done.is_set():
            found = load_assessment(planned)
            seen.append((found.revision, sum(s.reported for s in found.standings["C"])))

    def report(number: int) -> None:
        own = replace(planned, engine=open_database(planned.settings.database_url))
        load(own, sheet((PLACES[number % 3],), value=number + 1))
        own.engine.dispose()

    wall = threading.Thread(target=poll)
    wall.start()
    raised = at_once(*(lambda n=n: report(n) for n in range(8)))
    done.set()
    wall.join()
    assert raised == []
    assert kept(planned).published == 8
    assert restanding.check_standings(planned) == ()
    assert seen == sorted(seen), "the wall never went back"
    assert {found.reported for found in load_assessment(planned).standings["C"]} == {3}
    assert load_revision(planned) > seen[0][0]


def draft(site: Site, content: bytes) -> int:
    number = intake.load_upload(site, Upload(content, "a.csv", "test"), publish=False).review.submission
    assert number
    return number
