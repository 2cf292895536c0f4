"""The made year of data/demo: what each indicator does in each region, month by month. Nothing in it was reported.

What the city reaches by September and October stands in demo_story.csv; how counties share it and what the months
between bring is drawn with SEED. Whole steps and fractions alone are used, so every run gives the same year.
"""

import random
from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import floor
from pathlib import Path
from typing import NamedTuple

from demo_story import COUNTIES, MONTHS, OCTOBER, SEPTEMBER, SMALLEST_COUNTY, Story, read_stories

SEED = 20230728
# What two counties hold in a stock by September beyond its baseline and increment.
UNPAIRED = {("T28-2", "滨城区"): 72, ("T28-2", "邹平市"): 78}

Course = dict[str, list["Count"]]
"""Counts by region, one for each of MONTHS."""


class Count(NamedTuple):
    """Steps of the unit; for a ratio the numerator, with its denominator."""

    steps: int
    over: int | None = None


class Share(NamedTuple):
    """A region's part of the city's target and, of a paired stock, of its baseline; in steps."""

    target: int
    baseline: int | None = None


class Year(NamedTuple):
    """The whole made year: every indicator's story, its shares by region, its course; by indicator code."""

    stories: dict[str, Story]
    shares: dict[str, dict[str, Share]]
    courses: dict[str, Course]


def make_year(plan: Path) -> Year:
    """The made year of the plan in a folder, in the plan's order."""
    year = Year(read_stories(plan), {}, {})
    for story in year.stories.values():
        year.shares[story.code] = share_targets(story, year.shares)
        year.courses[story.code] = make_course(story, year)
    return year


def share_targets(story: Story, made: Mapping[str, dict[str, Share]]) -> dict[str, Share]:
    """Each region's part of the target; a paired stock's is its baseline and the increment's."""
    if not story.grows_with:
        targets = apportion_by_size(story, int(story.target * story.steps))
        return {region: Share(target) for region, target in zip(story.regions, targets, strict=True)}
    baselines = apportion_by_size(story, int(story.baseline))
    more = made[story.grows_with]
    return {
        region: Share(baseline + more[region].target, baseline)
        for region, baseline in zip(story.regions, baselines, strict=True)
    }


def make_course(story: Story, year: Year) -> Course:
    """What happens of one indicator, from what was made before it."""
    if story.grows_with:
        return add_on(story, year.shares[story.code], year.courses[story.grows_with])
    if story.out_of:
        return fill_up(story, year.courses)
    if story.measure == "level":
        return {region: [Count(round(amount * story.steps)) for amount in rise(story)] for region in story.regions}
    return count_up(story, year.shares[story.code])


def rise(story: Story) -> list[Fraction]:
    """The city's amounts by month: slow at first, then steady, each month a little by chance."""
    rng = drawing(f"months {story.code}")
    gains = [(50 + 10 * min(month, 6)) * rng.randint(85, 115) for month in range(1, OCTOBER)]
    way = story.september - story.start
    return [story.start + way * Fraction(sum(gains[:n]), sum(gains)) for n in range(1, OCTOBER)] + [story.october]


def count_up(story: Story, shares: Mapping[str, Share]) -> Course:
    """Regions' counts that add up to the city's every month and never fall, by target and haste."""
    rng = drawing(f"counts {story.code}")
    weights = [shares[region].target * haste for region, haste in hastes(story).items()]
    held, owed = [0] * len(weights), [Fraction(0)] * len(weights)
    course: Course = {region: [] for region in story.regions}
    for amount in (story.start, *rise(story)):
        gain = floor(amount * story.steps + Fraction(1, 2)) - sum(held)
        parts = divide(gain, [weight * rng.randint(70, 130) for weight in weights])
        owed = [due + part for due, part in zip(owed, parts, strict=True)]
        taken = apportion(gain, owed)
        owed = [due - steps for due, steps in zip(owed, taken, strict=True)]
        held = [has + steps for has, steps in zip(held, taken, strict=True)]
        for region, steps in zip(story.regions, held, strict=True):
            course[region].append(Count(steps))
    return {region: counts[1:] for region, counts in course.items()}  # without the start


def fill_up(story: Story, made: Mapping[str, Course]) -> Course:
    """Ratios: the city's percentage leaned towards each region's haste, counted out of the region's whole."""
    course: Course = {}
    for region, wholes in wholes_of(story, made).items():
        lean = Fraction(hastes(story)[region], 10_000)
        shares = [percent * lean / (percent * lean + 100 - percent) for percent in rise(story)]
        course[region] = [
            Count(floor(share * whole + Fraction(1, 2)), whole) for share, whole in zip(shares, wholes, strict=True)
        ]
    return course


def wholes_of(story: Story, made: Mapping[str, Course]) -> dict[str, list[int]]:
    """A ratio's denominators by region and month."""
    if story.out_of in made:
        return {region: [count.steps for count in counts] for region, counts in made[story.out_of].items()}
    wholes = apportion_by_size(story, int(story.out_of))
    return {region: [whole] * len(MONTHS) for region, whole in zip(story.regions, wholes, strict=True)}


def add_on(story: Story, shares: Mapping[str, Share], increments: Course) -> Course:
    """A paired stock: its baseline and the increment, in some places a little more."""
    course: Course = {}
    for region, counts in increments.items():
        extra, baseline = UNPAIRED.get((story.code, region), 0), shares[region].baseline or 0
        course[region] = [
            Count(baseline + count.steps + extra * month // SEPTEMBER)
            for month, count in zip(MONTHS, counts, strict=True)
        ]
    return course


def hastes(story: Story) -> dict[str, int]:
    """How fast each region moves, in parts of ten thousand."""
    rng = drawing(f"haste {story.code}")
    if not story.by_counties:
        return dict.fromkeys(story.regions, 10_000)
    return {region: COUNTIES[region].haste * rng.randint(85, 115) for region in story.regions}


def apportion_by_size(story: Story, total: int) -> list[int]:
    """A total among the story's regions, by size and a little chance; the same chance throughout a task."""
    if not story.by_counties:
        return [total]
    rng = drawing(f"sizes {story.code.partition('-')[0]}")
    sizes = [COUNTIES[region].size for region in story.regions]
    if story.even:
        sizes = [int(size > SMALLEST_COUNTY) for size in sizes]
    return apportion(total, divide(total, [size * rng.randint(70, 130) for size in sizes]))


def divide(total: int, weights: Sequence[int]) -> list[Fraction]:
    """The exact parts of a total."""
    return [Fraction(total * weight, sum(weights)) for weight in weights]


def apportion(total: int, owed: Sequence[Fraction]) -> list[int]:
    """Whole parts that add up to the total, as near as can be to what is owed and never negative."""
    given = [max(0, floor(part)) for part in owed]
    while gap := total - sum(given):
        step = 1 if gap > 0 else -1
        places = [place for place, count in enumerate(given) if count + step >= 0]
        place = max(places, key=lambda place: step * (owed[place] - given[place]))
        given[place] += step
    return given


def drawing(purpose: str) -> random.Random:
    """Random numbers for one purpose, so that a change in one place leaves the others alone."""
    return random.Random(f"{SEED} {purpose}")
