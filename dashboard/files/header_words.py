"""The words that headers of figures files are written with, as they compare: without blanks, width and case."""

import re
from collections.abc import Iterable, Mapping

from dashboard.domain.sheet_row import Field

VALUE_FIELDS = (Field.TOTAL, Field.MONTHLY, Field.NUMERATOR, Field.DENOMINATOR)


def _by_word(words: Mapping[Field, str]) -> dict[str, Field]:
    return {word: field for field, listed in words.items() for word in listed.split()}


WORDS = _by_word(
    {
        Field.CODE: "指标编码 指标代码 指标编号 编码 代码 code indicator indicatorcode",
        Field.NAME: "指标名称 指标 名称 指标名 指标项 指标项目 主要指标 统计指标 考核指标 工作指标 name indicatorname",
        Field.REGION: "地区 地区名称 县区 县区名称 区县 区县名称 县市区 县(市、区) 县(市,区) 县(市区) "
        "县、市、区 市县区 区域 区域名称 填报地区 填报县区 填报区域 报送地区 报送县区 "
        "所属地区 所属县区 所在地区 行政区 行政区划 region",
        Field.MONTH: "月份 时间 报告期 期别 月度 年月 数据月份 数据时间 报告月份 报告时间 统计月份 统计时间 "
        "统计期 所属月份 所属期 填报月份 报送月份 期次 month",
        Field.TOTAL: "累计值 累计 累计数 累计完成 累计完成值 累计完成数 累计数值 完成值 完成数 完成数值 数值 "
        "实际值 实际完成 实际完成值 本年累计 本年累计值 年累计 当年累计 今年累计 年初累计 total value",
        Field.MONTHLY: "本月值 本月 本月数 本月数值 本月完成 本月完成值 本月完成数 本月新增 当月值 当月 当月数 "
        "当月数值 当月完成 当月完成值 当月完成数 当月新增 monthly",
        Field.NUMERATOR: "分子 分子值 分子数 numerator",
        Field.DENOMINATOR: "分母 分母值 分母数 denominator",
        Field.UNIT: "单位 计量单位 指标单位 数据单位 度量单位 unit",
        Field.REMARK: "备注 说明 备注说明 备注信息 情况说明 remark remarks note",
    }
)
"""What a header says for certain."""

WEAK_WORDS = _by_word(
    {
        Field.CODE: "编号",
        Field.REGION: "单位名称 填报单位 报送单位 地区代码 地区编码 区划代码 行政区划代码 县区代码",
        Field.MONTH: "月",
        Field.TOTAL: "值 指标值 填报值 完成情况 数据",
        Field.MONTHLY: "本期 本期值",
        Field.REMARK: "注释 注",
    }
)
"""What a header says where no other column of the table says it for certain."""

UNIT_NAMES = frozenset({"单位名称", "填报单位", "报送单位"})
"""Headers of columns that hold either regions or departments."""

SUM_WORDS = frozenset(
    {"合计", "小计", "总计", "共计", "总合计", "合计数", "全市合计", "全市总计", "县区合计", "区县合计", "各县区合计"}
)

_CORNER_ROWS = "指标|指标名称|项目"
_CORNER_COLUMNS = r"地区|县区|区县|区域|县\(市、区\)|月份|时间"
_CORNER = re.compile(
    rf"(?:{_CORNER_ROWS})[\\/|、]?(?:{_CORNER_COLUMNS})|(?:{_CORNER_COLUMNS})[\\/|、]?(?:{_CORNER_ROWS})"
)
_BRACKETED = re.compile(r"(.+?)\(([^()]*)\)")
_YEAR = "[0-9]{4}年度?"
_PART = "(?:1?月?[-‐‑‒–—−~至到])?(?:[0-9]{1,2}月份?|上半年|前?[二三]季度|[一四]季度)"
_PERIOD = re.compile(rf"(?:截[至止])?({_YEAR}(?:{_PART})?|{_PART})[底末]?(.*)")
_SINGLE_MONTH = re.compile(rf"(?:{_YEAR})?[0-9]{{1,2}}月份?")
_TOTAL_ENDING = re.compile(r"止?累计(?:值|数|完成|完成值|完成数)?|完成[值数]?")
_MONTHLY_ENDING = re.compile(r"(?:当月|本月)(?:值|数|完成|完成值|完成数|新增)?")
_LONG_NUMBER = re.compile(r"[0-9０-９][-0-9０-９]{6,}")
_DECORATION = "*※★:"


def bare(key: str) -> str:
    """A header's key without the marks that forms put around a name."""
    return key.strip(_DECORATION)


def is_corner(key: str) -> bool:
    """Whether it is the corner of a wide table: 指标\\县区 above the indicators and beside the regions."""
    return _CORNER.fullmatch(key) is not None


def split_brackets(key: str) -> tuple[str, str]:
    """What stands before the brackets at a header's end, and what stands in them."""
    found = _BRACKETED.fullmatch(key)
    return (found[1], found[2]) if found else (key, "")


def split_period(key: str) -> tuple[Field, str] | None:
    """The field and the period of 1-9月累计, 9月当月 or 2023年累计值; None for every other header."""
    found = _PERIOD.fullmatch(key)
    if not found:
        return None
    # 9月完成 may be the month's own or the cumulative value: it is not guessed
    if _TOTAL_ENDING.fullmatch(found[2]) and not (found[2].startswith("完成") and _SINGLE_MONTH.fullmatch(found[1])):
        return Field.TOTAL, found[1]
    return (Field.MONTHLY, found[1]) if _MONTHLY_ENDING.fullmatch(found[2]) else None


def listed(texts: Iterable[str], most: int = 20) -> str:
    """Headers for a sentence, each in quotation marks; what goes beyond the number is cut.

    Long numbers are left out: they may be telephone numbers, which are never repeated.
    """
    shown = [_LONG_NUMBER.sub("…", text) for text in texts if text]
    return "、".join(f"“{text}”" for text in shown[:most]) + ("等" if len(shown) > most else "")
