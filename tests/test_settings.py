"""Settings from the environment: words that are understood, and sentences for those that are not."""

from __future__ import annotations

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
