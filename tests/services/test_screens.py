"""Screens report themselves, on both databases, and the list tells the stale from the live."""

from __future__ import annotations

import logging
from datetime import timedelta

import pytest
from sqlalchemy import Engine, update

from dashboard.domain.screen import PATIENCE, Heartbeat, Liveness
from dashboard.services import screens
from dashboard.services.screens import TooManyScreens, list_screens, record_heartbeat
from dashboard.services.site import Site
from dashboard.storage import schema
from dashboard.storage.database import writing
from dashboard.storage.site import next_revision, now

LONG = PATIENCE + timedelta(minutes=1)


def beat(name: str = "大厅", revision: int = 0, unpainted: timedelta = timedelta(0), **other: object) -> Heartbeat:
    return Heartbeat(name, bool(other.get("named", True)), "总览", revision, unpainted, str(other.get("fault", "")))


def age(engine: Engine, time: timedelta, column: str) -> None:
    """Let so much time have passed since what a column holds, for all screens."""
    with writing(engine) as connection:
        connection.execute(update(schema.screen).values({column: now() - time}))


def states(site: Site) -> dict[str, Liveness]:
    return {line.screen.name: line.liveness for line in list_screens(site).lines}


def test_a_screen_has_one_row_which_holds_its_last_heartbeat(site: Site) -> None:
    record_heartbeat(site, beat())
    record_heartbeat(site, beat(unpainted=timedelta(seconds=70)))
    (line,) = list_screens(site).lines
    assert (line.screen.name, line.screen.page, line.said, line.unpainted_minutes) == ("大厅", "总览", "正常", 1)
    assert line.screen.seen_at - line.screen.painted_at == timedelta(seconds=70)


def test_a_silent_screen_comes_first_and_its_minutes_are_counted(site: Site) -> None:
    for name in ("B", "A"):
        record_heartbeat(site, beat(name))
    age(site.engine, timedelta(minutes=12, seconds=5), "seen_at")
    record_heartbeat(site, beat("A"))
    found = list_screens(site)
    assert [(line.screen.name, line.said) for line in found.lines] == [("B", "失联 12 分钟"), ("A", "正常")]
    assert found.stale == 1


def test_a_screen_may_take_its_time_to_follow_but_not_for_ever(site: Site) -> None:
    record_heartbeat(site, beat(revision=0))
    with writing(site.engine) as connection:
        revision = next_revision(connection)
    record_heartbeat(site, beat(revision=0))
    assert states(site) == {"大厅": Liveness.LIVE}
    age(site.engine, LONG, "current_at")
    record_heartbeat(site, beat(revision=0))
    (line,) = list_screens(site).lines
    assert line.said == f"停在数据版本 0，现在是 {revision}"
    record_heartbeat(site, beat(revision=revision))
    assert states(site) == {"大厅": Liveness.LIVE}


def test_a_browser_that_speaks_but_paints_nothing_is_frozen(site: Site) -> None:
    record_heartbeat(site, beat(unpainted=LONG))
    (line,) = list_screens(site).lines
    assert line.said == "画面 4 分钟没有刷新"


def test_what_was_passed_over_is_listed_and_logged_once(site: Site, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        for _ in range(3):
            record_heartbeat(site, beat(fault="数字社会：没有这一页"))
    assert caplog.text.count("数字社会") == 1
    assert list_screens(site).lines[0].screen.fault == "数字社会：没有这一页"
    record_heartbeat(site, beat())
    assert list_screens(site).lines[0].screen.fault == ""


def test_a_look_from_a_desk_is_forgotten_after_a_day_and_a_named_screen_after_a_month(site: Site) -> None:
    record_heartbeat(site, beat("大厅"))
    record_heartbeat(site, beat("路过", named=False))
    age(site.engine, timedelta(days=2), "seen_at")
    record_heartbeat(site, beat("三楼"))
    assert set(states(site)) == {"大厅", "三楼"}
    age(site.engine, timedelta(days=31), "seen_at")
    record_heartbeat(site, beat("四楼"))
    assert set(states(site)) == {"四楼"}


def test_no_more_screens_are_listed_than_a_city_hall_can_have(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(screens, "MOST_SCREENS", 2)
    record_heartbeat(site, beat("A"))
    record_heartbeat(site, beat("B"))
    with pytest.raises(TooManyScreens):
        record_heartbeat(site, beat("C"))
    record_heartbeat(site, beat("A", unpainted=LONG))
    assert states(site) == {"A": Liveness.FROZEN, "B": Liveness.LIVE}
