"""A server killed while a reviewer publishes from the page: published as the page said, or waiting as before."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from builders import a_plan, by_counties

from dashboard.services import intake, planning, restanding, submitting, tracing
from dashboard.services.intake import Upload
from dashboard.services.site import Site
from dashboard.storage.database import writing
from dashboard.storage.submissions import State

ROOT = Path(__file__).parents[2]
INDICATORS = [f"I{number}" for number in range(150)]
MOMENTS = 20

Publish = Callable[[float, int], str]


def sheet(value: int) -> bytes:
    rows = [f"{code},{place},2023-01,{value}" for code in INDICATORS for place in ("甲县", "乙县", "丁区")]
    return "\n".join(("指标编码,地区,月份,累计值", *rows)).encode()


@pytest.fixture
def publish(sqlite_url: str) -> Iterator[Publish]:
    command = [sys.executable, str(Path(__file__).with_name("killed_publication.py")), sqlite_url]
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        command, cwd=ROOT, env=environ, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin
        assert process.stdout
        asked, told = process.stdin, process.stdout

        def ask(seconds: float, number: int) -> str:
            asked.write(f"{seconds} {number}\n")
            asked.flush()
            return told.readline().strip()

        yield ask


def hand_in(site: Site, value: int) -> int:
    loaded = intake.load_upload(site, Upload(sheet(value), "a.csv", explanation="试"), publish=False)
    assert loaded.review.submission
    return loaded.review.submission


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_publication_killed_at_any_moment_is_whole_or_waits_as_before(site: Site, publish: Publish) -> None:
    with writing(site.engine) as connection:
        planning.save(site, connection, a_plan([by_counties(code) for code in INDICATORS]))
    took = float(publish(-1, hand_in(site, 3)))
    chance, ends = random.Random(20231008), set()
    for moment in range(MOMENTS):
        number = hand_in(site, moment + 4)
        word = publish(took * 1.2 * (moment + chance.random()) / MOMENTS, number)
        state = next(s.state for s in tracing.list_submissions(site, 1) if s.id == number)
        assert state in (State.SUBMITTED, State.PUBLISHED)
        assert word == "killed" or state is State.PUBLISHED, "what was said is so"
        assert restanding.check_standings(site) == ()
        if state is State.SUBMITTED:
            assert submitting.publish(site, number).published
        ends.add(state)
    assert State.SUBMITTED in ends
