"""A memory gives a result again, drops what was used longest ago, and lets nobody wait for another's result."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from dashboard.services.memory import Memory


def test_a_result_is_made_once() -> None:
    memory, made = Memory(2), iter(range(9))
    assert [memory.recall("a", lambda: next(made)) for _ in range(3)] == [0, 0, 0]


def test_what_was_used_longest_ago_is_dropped() -> None:
    memory = Memory(2)
    for key in ("a", "b", "a", "c"):
        memory.recall(key, lambda: 1)
    assert [bool(memory.find(key)) for key in ("a", "b", "c")] == [True, False, True]


def test_nothing_is_a_result_too() -> None:
    memory = Memory(2)
    memory.recall("a", lambda: None)
    assert (memory.find("a"), memory.find("b")) == ((None,), ())


def test_a_result_that_could_not_be_made_is_made_the_next_time() -> None:
    memory = Memory(2)
    with pytest.raises(ZeroDivisionError):
        memory.recall("a", lambda: 1 // 0)
    assert memory.recall("a", lambda: 2) == 2


def test_another_result_takes_the_place_of_the_first() -> None:
    memory = Memory(2)
    memory.keep("a", 1)
    memory.keep("a", 2)
    assert memory.recall("a", lambda: 3) == 2


def test_those_who_ask_for_the_same_wait_and_those_who_ask_for_another_do_not() -> None:
    memory, started, go_on = Memory(4), Event(), Event()

    def slow() -> str:
        started.set()
        assert go_on.wait(30)
        return "slow"

    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(memory.recall, "a", slow)
        assert started.wait(30)
        second = pool.submit(memory.recall, "a", lambda: "made twice")
        assert memory.recall("b", lambda: "at once") == "at once"
        go_on.set()
        assert (first.result(30), second.result(30)) == ("slow", "slow")
