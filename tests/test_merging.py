"""Merging of events: which are of the same incident."""

import random
from dataclasses import replace
from typing import Any

import pytest

from dragoman.codebook.tables import read_table
from dragoman.merging import (
    Coded,
    Report,
    Told,
    link_events,
    merge,
)
from dragoman.merging.agree import apart, compare, distance
from dragoman.merging.rules import family, rule_for, rules
from dragoman.merging.told import Bounds, Where
from merge_sample import (
    AFGHANISTAN,
    ARMY,
    ATTACK,
    CIVILIANS,
    DAY,
    GUNMEN,
    HERAT,
    KUNDUZ,
    KUNDUZ_PROVINCE,
    KUNDUZ_SUBURB,
    OTHER,
    POLICE,
    TALIBAN,
    TALKS,
    article,
)


def _modes(*names: str) -> dict[str, Any]:
    return {"modes": frozenset(names)}


def _dead(low: int | None, high: int | None) -> dict[str, Any]:
    return {"sizes": {"dead": Bounds(low, high)}}


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({}, id="the same in all"),
        pytest.param(_dead(20, 20), id="dead 12 and 20"),
        pytest.param({"sizes": {}}, id="no number"),
        pytest.param({"first": DAY + 1, "last": DAY + 1}, id="the day after"),
        pytest.param({"where": KUNDUZ_SUBURB}, id="a suburb"),
        pytest.param({"where": KUNDUZ_PROVINCE}, id="the province"),
        pytest.param({"actors": ()}, id="no actor named"),
        pytest.param({"actors": (GUNMEN,)}, id="gunmen"),
        pytest.param({"recipients": ()}, id="no recipient named"),
        pytest.param({"actors": (replace(TALIBAN, name="insurgents", identifier=None),)}, id="same code and sector"),
        pytest.param(_modes("explosives"), id="mode said by one"),
        pytest.param({"claim": "denied"}, id="someone denies it"),
        pytest.param({"recipients": (CIVILIANS, POLICE)}, id="one of two recipients"),
    ],
)
def test_links(change: dict[str, Any]) -> None:
    (links,) = link_events([ATTACK, replace(OTHER, **change)])
    assert [link.told.document for link in links] == ["a", "b"]
    assert links[0].to is None
    assert links[1].to == ATTACK
    assert "type: ASSAULT" in links[1].reason


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"type": "PROTEST"}, id="another type"),
        pytest.param({"first": DAY + 2, "last": DAY + 2}, id="two days later"),
        pytest.param({"first": None, "last": None}, id="no day"),
        pytest.param({"where": HERAT}, id="another town"),
        pytest.param({"where": AFGHANISTAN}, id="the country only"),
        pytest.param({"where": None}, id="no place"),
        pytest.param({"actors": (ARMY,)}, id="another actor"),
        pytest.param({"recipients": (ARMY,)}, id="another recipient"),
        pytest.param({"actors": (), "recipients": ()}, id="nobody named"),
        pytest.param({"actors": (replace(TALIBAN, identifier="Q1"),)}, id="another group of the same code"),
        pytest.param(_dead(90, 90), id="dead 12 and 90"),
        pytest.param({"happened": frozenset({"negation"})}, id="it did not happen"),
        pytest.param({"happened": frozenset({"future"})}, id="it is to come"),
    ],
)
def test_does_not_link(change: dict[str, Any]) -> None:
    assert link_events([ATTACK, replace(OTHER, **change)]) == []


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (ATTACK, replace(OTHER, document="a", **_dead(20, 20)), False),  # one report tells of two attacks
        (ATTACK, replace(OTHER, document="a"), True),
        (replace(ATTACK, **_modes("aerial")), replace(OTHER, **_modes("drone")), True),
        (replace(ATTACK, **_modes("aerial")), replace(OTHER, **_modes("beat")), False),
        (TALKS, replace(TALKS, document="b"), True),
        (TALKS, replace(TALKS, document="b", type="AGREE", modes=frozenset()), True),
        (TALKS, replace(TALKS, document="b", type="ASSAULT", modes=frozenset()), False),
        (TALKS, replace(TALKS, document="b", recipients=()), False),  # whom they met must be known
        (TALKS, replace(TALKS, document="b", first=DAY + 3, last=DAY + 3), False),
        (replace(ATTACK, last=DAY + 6), replace(OTHER, first=DAY + 5, last=DAY + 5), True),
        (replace(ATTACK, last=DAY + 40), replace(OTHER, first=DAY + 5, last=DAY + 5), False),  # not a day
        (replace(ATTACK, last=DAY + 2), replace(OTHER, first=DAY + 5, last=DAY + 5), False),
        (replace(ATTACK, type="UNHEARD"), replace(OTHER, type="UNHEARD"), False),
    ],
)
def test_rules_of_the_types(one: Told, other: Told, same: bool) -> None:
    assert bool(link_events([one, other])) is same


def test_a_chain_of_near_misses_is_not_one_incident() -> None:
    """The first and the last are two days apart, though each lies a day from the middle one."""
    chain = [replace(ATTACK, document=f"d{n}", first=DAY + n, last=DAY + n) for n in range(3)]
    (links,) = link_events(chain)
    assert [link.told.document for link in links] == ["d0", "d1"]


def test_links_do_not_depend_on_order() -> None:
    events = [replace(OTHER, document=f"d{n}", id=f"e{n}", where=w) for n, w in enumerate([KUNDUZ, HERAT] * 3)]
    assert link_events(events) == link_events(events[::-1])
    assert [len(links) for links in link_events(events)] == [3, 3]


def test_versions_stand_side_by_side() -> None:
    third = replace(OTHER, document="c", says="Wire One", publication="Wire One", **_dead(20, None))
    reports = [Coded(Report(told.document, ""), (told,)) for told in (ATTACK, OTHER, third)]
    merged = merge(reports)
    (incident,) = merged.incidents
    assert incident.differing == ("dead",)
    assert [(v.value, v.says, v.records) for v in incident.details["dead"]] == [
        ("12", ("Wire One", "Ali Reza"), ("a#e1", "b#e2")),
        ("at least 20", ("Wire One",), ("c#e2",)),
    ]
    assert incident.sizes == {"dead": (12, 20)}
    assert incident.reports == 3
    assert incident.publications == ("Wire One", "Wire Two")


def test_capitals_make_no_version() -> None:
    loud = replace(OTHER, recipients=(replace(POLICE, name="Police"),))
    (incident,) = merge([Coded(Report(told.document, ""), (told,)) for told in (ATTACK, loud)]).incidents
    assert incident.differing == ()


def test_copies_are_one_voice() -> None:
    text = " ".join(article(random.Random(6)))
    reports = [Coded(Report("a", text), (ATTACK,)), Coded(Report("b", text), (OTHER,))]
    (incident,) = merge(reports).incidents
    assert (incident.reports, incident.independent) == (2, 1)


def test_likeness_of_text_alone_links_nothing() -> None:
    text = " ".join(article(random.Random(7)))
    reports = [Coded(Report("a", text), (ATTACK,)), Coded(Report("b", text), (replace(OTHER, where=HERAT),))]
    merged = merge(reports)
    assert merged.reports[0].copies == merged.reports[1].copies
    assert merged.incidents == ()


def test_distance_is_of_the_globe() -> None:
    paris, berlin = Where("Paris", lat=48.8567, lon=2.3522), Where("Berlin", lat=52.52, lon=13.405)
    assert distance(paris, berlin) == pytest.approx(878, abs=3)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (Bounds(12, 12), Bounds(20, 20), (12, 20)),
        (Bounds(12, None), Bounds(20, 20), (1, 1)),
        (Bounds(30, None), Bounds(20, 20), (20, 30)),
        (Bounds(0, 0), Bounds(3, 3), (1, 3)),
        (Bounds(5, 9), Bounds(8, 12), (1, 1)),
    ],
)
def test_bounds_apart(one: Bounds, other: Bounds, expected: tuple[int, int]) -> None:
    assert apart(one, other) == apart(other, one) == expected


def test_the_table_of_rules_is_whole() -> None:
    types = {row["type"] for row in read_table("plover/types.tsv")}
    modes = {(row["type"], row["mode"]) for row in read_table("plover/modes.tsv")}
    assert set(rules()) == types
    for kind, rule in rules().items():
        assert rule.also <= types, kind
        assert {(kind, mode) for pair in rule.modes for mode in pair} <= modes, kind
    assert rule_for("AGREE", "CONSULT") == rule_for("CONSULT", "AGREE")
    assert rule_for("ASSAULT", "CONSULT") is None
    assert family("AGREE") == family("CONSULT") != family("ASSAULT")


def test_the_comparison_is_the_same_both_ways() -> None:
    other = replace(OTHER, where=KUNDUZ_SUBURB, **_dead(20, 20))
    assert compare(ATTACK, other).link
    assert compare(other, ATTACK).link
