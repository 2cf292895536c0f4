"""What is typed finds what is meant."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain.finding import find
from dashboard.domain.pinyin import readings
from dashboard.domain.plan import Task
from dashboard.domain.scope import Scope
from tests.builders import a_plan, an_indicator

FOUND = [
    ("滨城", "滨城区", 0),
    ("bincheng", "滨城区", 0),
    ("bc", "滨城区", 0),
    ("binc", "滨城区", 0),
    ("bich", "滨城区", None),
    ("bch", "滨城区", 0),
    ("cq", "滨城区", 1),
    ("滨cheng", "滨城区", 0),
    ("5gjz", "新开通5G基站数", 3),
    ("5G 基站", "新开通5G基站数", 3),
    ("fgl", "覆盖率", 0),
    ("yinhang", "银行", 0),
    ("zhichengxing", "支撑行", 0),
    ("lv", "覆盖率", 2),
    ("cdzlw", "充电桩(站)联网率", None),
    ("cdzzlw", "充电桩(站)联网率", 0),
    ("hello", "滨城区", None),
    ("", "滨城区", None),
    ("-", "滨城区", None),
]


@pytest.mark.parametrize(("typed", "text", "place"), FOUND)
def test_letters_find_their_place(typed: str, text: str, place: int | None) -> None:
    assert find(typed, text) == place


@given(st.text(alphabet="滨州市新建充电桩数字强行长重5GA", min_size=1), st.data())
def test_every_part_of_a_text_finds_it_as_written_as_read_and_by_its_initials(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    part = text[start : data.draw(st.integers(start + 1, len(text)))]
    sounds = [readings(letter)[0] if readings(letter) else letter for letter in part]
    assert find(part, text) is not None
    assert find("".join(sounds), text) is not None
    assert find("".join(sound[0] for sound in sounds), text) is not None


def test_a_character_has_all_its_usual_readings() -> None:
    assert set(readings("行")) >= {"xing", "hang"}
    assert readings("率")[-1:] == ("shuai",)
    assert readings("A") == ()
    assert readings("，") == ()


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("28", {"T28-1"}),
        ("第28条", {"T28-1"}),
        ("T28-1", {"T28-1"}),
        ("t28", {"T28-1"}),
        ("8", {"T08-1"}),
        ("jizhan", {"T28-1"}),
        ("5g jz", {"T28-1"}),
        ("视频", {"T08-1"}),
        ("5g 视频", set()),
    ],
)
def test_a_scope_finds_indicators_by_name_sound_clause_and_code(text: str, codes: set[str]) -> None:
    plan = a_plan(
        [
            an_indicator("T28-1", task="T28", name="新开通5G基站数"),
            an_indicator("T08-1", task="T08", name="视频在线率"),
        ],
        tasks=(Task("T28", "P1", None, "28", "网络"), Task("T08", "P1", None, "8", "治理")),
    )
    assert Scope(text=text).indicators(plan) == codes
