"""The number of a target is found in the document's own words."""

from __future__ import annotations

import pytest

from dashboard.domain.measure import Measure
from dashboard.viewmodels.target_phrase import find_target
from tests.builders import an_indicator


@pytest.mark.parametrize(
    ("wording", "target", "unit", "quote"),
    [
        ("全市新开通5G基站1350个，累计达1.1万个以上", "1350", "个", "1350个"),
        ("全市新开通5G基站1350个，累计达1.1万个以上", "11000", "个", "达1.1万个以上"),
        ("标准机架突破9,000个", "9000", "个", "突破9,000个"),
        ("平均服务半径小于1.5公里", "1.5", "公里", "小于1.5公里"),
        ("视频在线率90%以上", "90", "%", "90%以上"),
        ("归集量新增1.5亿条", "1.5", "亿条", "1.5亿条"),
        ("滚动实施1000个左右投资500万元以上的项目", "1000", "个", "1000个左右"),
        ("达到四星级建设水平", "4", "星", "达到四星"),
    ],
)
def test_the_target_is_quoted_with_the_words_that_belong_to_it(
    wording: str, target: str, unit: str, quote: str
) -> None:
    found = find_target(an_indicator(wording=wording, target=target, unit=unit))
    assert found is not None
    assert found.quote == quote
    assert found.before + found.number + found.after == wording


@pytest.mark.parametrize("wording", ["", "全部具备信息化支撑", "35千伏变电站全部覆盖"])
def test_a_target_in_words_alone_is_not_found(wording: str) -> None:
    assert find_target(an_indicator(wording=wording, target="100", unit="%", measure=Measure.RATIO)) is None
