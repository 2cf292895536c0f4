"""Settings from the environment: words that are understood, and sentences for those that are not."""

from __future__ import annotations

from datetime import time

import pytest

from dashboard.settings import Settings


@pytest.mark.parametrize(
    ("environ", "ranking", "origin"),
    [
        ({}, "all", "default"),
        ({"DASHBOARD_RANKING": "own"}, "own", "DASHBOARD_RANKING"),
        ({"DASHBOARD_RANKING": "None"}, "none", "DASHBOARD_RANKING"),
        ({"DASHBOARD_SHOW_RANKING": "off"}, "none", "DASHBOARD_SHOW_RANKING"),
        ({"DASHBOARD_SHOW_RANKING": "on"}, "all", "DASHBOARD_SHOW_RANKING"),
        ({"DASHBOARD_SHOW_RANKING": "off", "DASHBOARD_RANKING": "own"}, "own", "DASHBOARD_RANKING"),
    ],
)
def test_the_ranking_has_three_words_and_the_old_switch_still_works(
    environ: dict[str, str], ranking: str, origin: str
) -> None:
    found = Settings.from_environ(environ)
    assert (found.ranking, dict(found.origins)["ranking"]) == (ranking, origin)


def test_another_word_for_the_ranking_is_named_with_its_variable() -> None:
    with pytest.raises(ValueError, match="DASHBOARD_RANKING: 请写 all、own 或 none，现在是“maybe”"):
        Settings.from_environ({"DASHBOARD_RANKING": "maybe"})


def test_a_switch_is_on_or_off_and_nothing_else() -> None:
    assert Settings.from_environ({"DASHBOARD_HTTPS": "on"}).https is True
    assert Settings.from_environ({"DASHBOARD_HTTPS": "0"}).https is False
    with pytest.raises(ValueError, match="DASHBOARD_HTTPS: 请写 on 或 off，现在是“maybe”"):
        Settings.from_environ({"DASHBOARD_HTTPS": "maybe"})


def test_seconds_may_have_a_fraction_and_a_time_is_written_as_on_a_clock() -> None:
    found = Settings.from_environ({"DASHBOARD_ROTATION_SECONDS": "20", "DASHBOARD_REFRESH_SECONDS": "0.5"})
    assert (found.rotation_seconds, found.refresh_seconds) == (20.0, 0.5)
    assert Settings.from_environ({"DASHBOARD_RELOAD_AT": "23:15"}).reload_at == time(23, 15)


@pytest.mark.parametrize("text", ["0", "-1", "fast", "1e3", "1.2345", "nan", "１５"])
def test_seconds_that_are_none_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="DASHBOARD_REFRESH_SECONDS: 要填大于 0 的秒数"):
        Settings.from_environ({"DASHBOARD_REFRESH_SECONDS": text})


@pytest.mark.parametrize("text", ["3", "24:00", "03:30:15", "at night"])
def test_a_time_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="DASHBOARD_RELOAD_AT: 要填几点几分"):
        Settings.from_environ({"DASHBOARD_RELOAD_AT": text})
