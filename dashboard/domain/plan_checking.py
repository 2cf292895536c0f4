"""Whether a plan folder makes sense: its months, values, pairs, wordings and regional targets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from dashboard.domain.cell_text import quoted
from dashboard.domain.measure import ZERO, Comparator, Measure, is_met
from dashboard.domain.plan import Indicator, Milestone, Region, RegionalTarget, ReportedBy
from dashboard.domain.plan_draft import PLAN_FILE, SOURCE_FILE, Listed, Placed, PlanDraft, PlanHead, by_code
from dashboard.domain.plan_fault import PlanFault, error, notice
from dashboard.domain.plan_references import check_codes, check_references
from dashboard.domain.plan_regions import check_regions
from dashboard.domain.plan_rules import Clock


def check_plan(draft: PlanDraft) -> Iterator[PlanFault]:
    """Everything in a draft that does not make sense, or is worth knowing."""
    yield from _check_head(draft.head)
    yield from check_codes(draft)
    yield from check_references(draft)
    yield from check_regions(draft.regions)
    for dated in (draft.indicators, draft.milestones):
        yield from _check_dues(dated, draft.head)
        yield from _check_wordings(dated, draft.source)
    yield from _check_indicators(draft)
    yield from _check_pairs(draft.indicators)
    indicators = {code: placed.value for code, placed in by_code(draft.indicators).items() if not placed.unread}
    regions = {code: placed.value for code, placed in by_code(draft.regions).items()}
    yield from check_targets(draft.targets, indicators, regions, draft.head.rules.approx_share)


def _check_head(head: PlanHead) -> Iterator[PlanFault]:
    if head.first_month and head.last_month and head.first_month > head.last_month:
        message = f"首月 {head.first_month} 晚于末月 {head.last_month}，请改正其中一个。"
        yield error(PLAN_FILE, head.line_of("first_month"), "first_month", "months-crossed", message)
    if head.rules.clock is Clock.ISSUED and head.issued_on is None and "issued_on" not in head.unread:
        message = "clock 写的是 issued，序时进度要从印发之日算起，请填写 issued_on。"
        yield error(PLAN_FILE, head.line_of("clock"), "clock", "no-issue-day", message)


def _check_dues(listed: Listed[Indicator] | Listed[Milestone], head: PlanHead) -> Iterator[PlanFault]:
    first, last = head.first_month, head.last_month
    if first is None or last is None or first > last:
        return
    for placed in listed:
        due = placed.value.due
        if placed.has_read("due") and not first <= due <= last:
            message = (
                f"时限 {due} 不在工作要点的 {first} 至 {last} 之内，请改成其中的月份，或改 plan.toml 的首月、末月。"
            )
            yield error(listed.file, placed.line, "due", "due-outside", message)


def _check_wordings(listed: Listed[Indicator] | Listed[Milestone], source: str | None) -> Iterator[PlanFault]:
    if source is None:
        return
    for placed in listed:
        if placed.value.wording not in source:
            message = f"{SOURCE_FILE} 里找不到这段原文{quoted(placed.value.wording)}，请照原文逐字填写，标点也要相同。"
            yield error(listed.file, placed.line, "wording", "wording-not-found", message)


def _check_pairs(indicators: Listed[Indicator]) -> Iterator[PlanFault]:
    found = by_code(indicators)
    named_at: dict[str, int] = {}
    for placed in indicators:
        stock = found.get(placed.value.pairs_with or "")
        if stock is None or not placed.has_read("measure"):
            continue
        yield from _check_pair(indicators.file, placed, stock)
        is_increment = placed.value.measure is Measure.INCREMENT
        line = named_at.setdefault(stock.value.code, placed.line) if is_increment else placed.line
        if line != placed.line:
            message = (
                f"存量指标 {stock.value.code} 已由第{line}行的增量指标配对，一个存量只配一个增量，请删去其中一处。"
            )
            yield error(indicators.file, placed.line, "pairs_with", "paired-twice", message)


def _check_pair(file: str, placed: Placed[Indicator], stock: Placed[Indicator]) -> Iterator[PlanFault]:
    if placed.value.measure is not Measure.INCREMENT:
        message = f"pairs_with 只写在增量指标上，而这一行的 measure 是 {placed.value.measure}，请删去或移到增量那一行。"
        yield error(file, placed.line, "pairs_with", "pair-not-increment", message)
    elif stock.value.measure is not Measure.STOCK and stock.has_read("measure"):
        message = f"指标 {stock.value.code} 的 measure 是 {stock.value.measure}，配对要指向存量（stock）指标，请改正。"
        yield error(file, placed.line, "pairs_with", "pair-not-stock", message)


@dataclass(frozen=True, slots=True)
class _Aim:
    """What one row sets out to reach, the city's or a region's; None where the cell could not be read."""

    file: str
    line: int
    measure: Measure | None
    comparator: Comparator | None
    target: Decimal | None
    baseline: Decimal | None


def _check_indicators(draft: PlanDraft) -> Iterator[PlanFault]:
    listed = draft.indicators
    for placed in listed:
        found = placed.value
        if found.weight < ZERO:
            message = f"权重 {found.weight} 小于 0，请填 0 或正数，不参加汇总的填 0。"
            yield error(listed.file, placed.line, "weight", "weight-negative", message)
        aim = _Aim(
            file=listed.file,
            line=placed.line,
            measure=found.measure if placed.has_read("measure") else None,
            comparator=found.comparator if placed.has_read("comparator") else None,
            target=found.target if placed.has_read("target") else None,
            baseline=found.baseline,
        )
        yield from _check_aim(aim, draft.head.rules.approx_share)


def check_targets(
    targets: Listed[RegionalTarget],
    indicators: Mapping[str, Indicator],
    regions: Mapping[str, Region],
    approx_share: Decimal,
) -> Iterator[PlanFault]:
    """What regional targets set that cannot count, given the indicators and regions by code."""
    first: dict[tuple[str, str], int] = {}
    for placed in targets:
        target = placed.value
        cell = (target.indicator, target.region)
        line = first.setdefault(cell, placed.line)
        if line != placed.line and all(cell):
            message = f"指标 {cell[0]} 在地区 {cell[1]} 的目标在第{line}行已经写过，请删去其中一行。"
            yield error(targets.file, placed.line, "region", "twice", message)
        indicator, region = indicators.get(target.indicator), regions.get(target.region)
        if indicator is not None:
            yield from _check_reporting(targets.file, placed.line, indicator, region)
        yield from _check_aim(_regional_aim(targets.file, placed, indicator), approx_share)


def _regional_aim(file: str, placed: Placed[RegionalTarget], indicator: Indicator | None) -> _Aim:
    return _Aim(
        file=file,
        line=placed.line,
        measure=indicator.measure if indicator else None,
        comparator=indicator.comparator if indicator else None,
        target=placed.value.target if placed.has_read("target") else None,
        baseline=placed.value.baseline,
    )


def _check_reporting(file: str, line: int, indicator: Indicator, region: Region | None) -> Iterator[PlanFault]:
    if region is None:
        return
    if region.parent is None:
        message = f"“{region.name}”是最上一级，它的目标写在 indicators.csv 的 target 列，请从这里删去这一行。"
        yield error(file, line, "region", "target-of-root", message)
    elif indicator.reported_by is ReportedBy.CITY:
        message = (
            f"指标 {indicator.code} 只由全市报送，这个县区目标用不上；要按县区看，请把它的 reported_by 改为 counties。"
        )
        yield notice(file, line, "indicator", "city-only", message)


def _check_aim(aim: _Aim, approx_share: Decimal) -> Iterator[PlanFault]:
    if aim.target is not None and aim.target < ZERO:
        message = f"目标 {aim.target:f} 小于 0，请填 0 或正数，下降类的目标用 < 或 ≤ 表示。"
        yield error(aim.file, aim.line, "target", "target-negative", message)
    elif aim.target is not None and aim.target == ZERO:
        message = "目标是 0，算不出完成率和状态，只显示数值；如不是有意为之，请改正。"
        yield notice(aim.file, aim.line, "target", "target-zero", message)
    if aim.baseline is not None and aim.measure is not None:
        yield from _check_baseline(aim, aim.baseline, aim.measure, approx_share)


def _check_baseline(aim: _Aim, baseline: Decimal, measure: Measure, approx_share: Decimal) -> Iterator[PlanFault]:
    if measure is Measure.INCREMENT:
        message = f"增量指标从 0 算起，基数 {baseline:f} 不用，已略过；请留空，存量的基数写在存量指标上。"
        yield notice(aim.file, aim.line, "baseline", "baseline-of-increment", message)
        return
    if aim.target is None:
        return
    if baseline == aim.target:
        message = f"基数与目标同为 {baseline:f}，算不出完成率和状态，只显示数值；请核对。"
        yield notice(aim.file, aim.line, "baseline", "baseline-is-target", message)
    if aim.comparator is not None and is_met(aim.comparator, baseline, aim.target, approx_share):
        message = f"基数 {baseline:f} 已达到目标 {aim.comparator} {aim.target:f}，请核对基数和目标。"
        yield notice(aim.file, aim.line, "baseline", "baseline-meets", message)
