"""Merging: copies of a text, reports of the same event, events of the same incident."""

import json
import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from dragoman.cli.merge import merge_command
from dragoman.codebook.tables import read_table
from dragoman.errors import InputError, SettingsError
from dragoman.merging import (
    Coded,
    CopyIndex,
    Report,
    Told,
    link_events,
    merge,
    read_coded,
    read_results,
    stories,
)
from dragoman.merging.agree import apart, compare, distance
from dragoman.merging.linkage import average_link
from dragoman.merging.rules import family, rule_for, rules
from dragoman.merging.shingles import fingerprints, shingles
from dragoman.merging.told import Bounds, Side, Where
from dragoman.merging.words import telling_words

# ---- copies

_WHO = "the governor|a brigade|harbour police|the election board|two ministers|dock workers|a tribal council|rebels"
_DID = "inspected|blocked|visited|criticised|left|rebuilt|guarded|shelled|closed|reopened|searched|occupied"
_WHAT = "the old bridge|a grain depot|the northern road|three schools|the radio mast|a field hospital|the customs post"
_HOW = "before dawn|under heavy rain|without a permit|at the request of villagers|despite warnings|after long talks"
_NAMES = "Arvan|Belisk|Corvala|Dunmore|Eshkar|Falun|Garvik|Hesten|Ilmara|Jorvan|Kelmot|Lusaro|Marvik|Nestor|Oldane"
_HEADS = "Tension grows in the hills|What we know so far|Roundup of the day|Updated with quotes|Our reporters write"


def _pick(dice: random.Random, words: str) -> str:
    return dice.choice(words.split("|"))


def _sentence(dice: random.Random) -> str:
    name, number = _pick(dice, _NAMES), dice.randint(3, 900)
    return (
        f"{_pick(dice, _WHO)} {_pick(dice, _DID)} {_pick(dice, _WHAT)} near {name} {_pick(dice, _HOW)}, "
        f"and {number} people {_pick(dice, _DID)} {_pick(dice, _WHAT)}."
    ).capitalize()


def _article(dice: random.Random) -> list[str]:
    return [_sentence(dice) for _ in range(dice.randint(5, 16))]


def _cut(sentences: list[str], dice: random.Random) -> list[str]:
    return sentences[: max(3, int(len(sentences) * dice.uniform(0.35, 0.8)))]


def _new_head(sentences: list[str], dice: random.Random) -> list[str]:
    return [f"{_pick(dice, _HEADS)}.", f"{_pick(dice, _NAMES)}, our own correspondent.", *sentences]


def _edited(sentences: list[str], dice: random.Random) -> list[str]:
    def word(old: str) -> str:
        return _pick(dice, _NAMES) if dice.random() < 0.03 else old

    return [" ".join(word(old) for old in sentence.split()) for sentence in sentences]


_CHANGES = (_cut, _new_head, _edited)


def _wire(dice: random.Random) -> tuple[list[Report], dict[str, str]]:
    """Reports with copies of some, and the original of each."""
    reports, original = [], {}
    for number in range(150):
        sentences = _article(dice)
        versions = [sentences]
        for _ in range(dice.randint(0, 3)):
            copy = sentences
            for change in dice.sample(_CHANGES, dice.randint(0, 2)):
                copy = change(copy, dice)
            versions.append(copy)
        for place, version in enumerate(versions):
            name = f"{number}-{place}"
            reports.append(Report(name, " ".join(version)))
            original[name] = str(number)
    dice.shuffle(reports)
    return reports, original


def _clusters(reports: list[Report]) -> dict[str, str]:
    with CopyIndex() as index:
        for report in reports:
            index.add(report)
        return index.clusters()


def _pairs(clusters: dict[str, str]) -> set[tuple[str, str]]:
    names = sorted(clusters)
    return {(a, b) for a in names for b in names if a < b and clusters[a] == clusters[b]}


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_wire_copies_are_found_and_nothing_else(seed: int) -> None:
    reports, original = _wire(random.Random(seed))
    found, wanted = _pairs(_clusters(reports)), _pairs(original)
    assert len(found & wanted) / len(found) >= 0.98
    assert len(found & wanted) / len(wanted) >= 0.98


def test_clusters_do_not_depend_on_the_run() -> None:
    reports, _ = _wire(random.Random(4))
    assert _clusters(reports) == _clusters(reports)


def test_an_index_in_a_file_is_added_to(tmp_path: Path) -> None:
    reports, _ = _wire(random.Random(5))
    path = tmp_path / "copies.sqlite"
    for part in (reports[:100], reports[100:150], reports[100:]):  # some come twice
        with CopyIndex(path) as index:
            for report in part:
                index.add(report)
    with CopyIndex(path) as index:
        assert index.clusters() == _clusters(reports)


def test_a_file_that_is_no_index_is_told(tmp_path: Path) -> None:
    path = tmp_path / "copies.sqlite"
    path.write_text("some notes of mine, and quite a few of them\n" * 40)
    with pytest.raises(SettingsError, match="not an index"):
        CopyIndex(path)


_WEEKLY = (
    "Wheat stocks at the port of Garvik stood at {} tonnes on Friday against {} tonnes a week before, the grain "
    "board said. Barley stocks were {} tonnes against {} tonnes. Ships took {} tonnes out of the harbour."
)


@pytest.mark.parametrize(
    ("first", "second", "copies"),
    [
        (_WEEKLY.format(*range(101, 106)), _WEEKLY.format(*range(101, 106)).upper(), True),
        (_WEEKLY.format(*range(101, 106)), "Correction: " + _WEEKLY.format(101, 102, 103, 104, 115), True),
        (_WEEKLY.format(*range(101, 106)), _WEEKLY.format(*range(201, 206)), False),
        ("", "", False),
        ("Talks failed.", "Talks failed.", True),
        (
            "Talks failed.",
            "Talks failed again on Monday, and the envoys of both sides flew home at once.",
            False,
        ),
    ],
)
def test_what_is_a_copy(first: str, second: str, copies: bool) -> None:
    clusters = _clusters([Report("a", first), Report("b", second)])
    assert (clusters["a"] == clusters["b"]) is copies


@pytest.mark.parametrize(("day", "copies"), [("2024-03-05", True), ("2024-03-29", False), (None, True)])
def test_half_a_text_weeks_later_is_a_new_report(day: str | None, copies: bool) -> None:
    sentences = _article(random.Random(8))[:5]
    other = [*sentences[:3], *_article(random.Random(9))[:2]]
    first = Report("a", " ".join(sentences), "2024-03-04")
    clusters = _clusters([first, Report("b", " ".join(other), day)])
    assert (clusters["a"] == clusters["b"]) is copies


def test_a_shared_run_of_words_shares_a_fingerprint() -> None:
    run = "the ferry to the islands was held at the quay"  # ten words
    one, other = fingerprints(shingles("On Monday " + run)), fingerprints(shingles(run + " for hours on end"))
    assert set(one.tolist()) & set(other.tolist())
    assert not set(one.tolist()) & set(fingerprints(shingles("quite other words that share nothing at all")).tolist())


# ---- stories

_QUAKE_ONE = (
    "Quake hits Lusaro province, 14 dead. A magnitude 6.1 earthquake shook Lusaro on Tuesday, the governor Ana "
    "Velik said. Houses fell in the town of Corvala.",
    "Strong earthquake in Lusaro kills 14. Rescuers in Corvala dug through houses after the magnitude 6.1 quake, "
    "Ana Velik said on Tuesday.",
    "Corvala buries its dead after earthquake. The magnitude 6.1 quake killed 14 people in Lusaro province.",
)
_QUAKE_TWO = (
    "Quake hits Marvik island, 230 dead. A magnitude 7.4 earthquake shook Marvik on Sunday, the mayor Tom Heskel "
    "said. Houses fell in the port of Dunmore.",
    "Strong earthquake on Marvik kills 230. Rescuers in Dunmore dug through houses after the magnitude 7.4 quake, "
    "Tom Heskel said on Sunday.",
    "Dunmore buries its dead after earthquake. The magnitude 7.4 quake killed 230 people on Marvik island.",
)
_TALKS = (
    "Eshkar and Falun sign border treaty. The foreign ministers Idris Noor and Petra Lang signed the border "
    "treaty in Geneva.",
    "Border treaty signed in Geneva by Idris Noor and Petra Lang, ending the dispute of Eshkar and Falun.",
    "After the border treaty, Eshkar and Falun open their embassies, foreign minister Petra Lang said in Geneva.",
)
_FILLER = (
    "The central bank of Ilmara left its rate at 4.5 percent.",
    "A storm closed schools along the coast of Nestor for two days.",
    "Striking teachers marched through Oldane and called for more pay.",
    "The court in Jorvan freed a journalist who had been held since May.",
)


def _stories(texts: list[str], days: list[str | None] | None = None) -> list[list[int]]:
    dates = days or [None] * len(texts)
    return stories([Report(f"r{n:02}", text, day) for n, (text, day) in enumerate(zip(texts, dates, strict=True))])


def test_two_earthquakes_are_two_stories() -> None:
    found = _stories([*_QUAKE_ONE, *_QUAKE_TWO, *_TALKS, *_FILLER])
    assert found == [[0, 1, 2], [3, 4, 5], [6, 7, 8], [9], [10], [11], [12]]


def test_stories_do_not_depend_on_order() -> None:
    texts = [*_QUAKE_ONE, *_QUAKE_TWO, *_TALKS, *_FILLER]
    reports = [Report(f"r{n:02}", text) for n, text in enumerate(texts)]
    turned = reports[::-1]
    one = {frozenset(reports[n].id for n in cluster) for cluster in stories(reports)}
    assert one == {frozenset(turned[n].id for n in cluster) for cluster in stories(turned)}


def test_reports_months_apart_are_not_of_one_event() -> None:
    days: list[str | None] = ["2024-01-09", "2024-01-09", "2024-06-01"]
    found = _stories([*_QUAKE_ONE, *_TALKS, *_FILLER], [*days, *[None] * 7])
    assert found[:2] == [[0, 1], [2]]
    assert [0, 1, 2] in _stories([*_QUAKE_ONE, *_TALKS, *_FILLER])


def test_no_report_and_one_report() -> None:
    assert stories([]) == []
    assert stories([Report("a", "")]) == [[0]]


def test_telling_words() -> None:
    words = telling_words("The minister's envoys said 1,200 soldiers marched to Corvala")
    assert words.stems == ("minister", "envoy", "1200", "soldier", "march", "corvala")
    assert words.capital == (False, False, False, False, False, True)


def _slow_average_link(edges: dict[tuple[int, int], float], size: int, least: float) -> list[list[int]]:
    clusters = [[n] for n in range(size)]

    def average(a: list[int], b: list[int]) -> float:
        return sum(edges.get((min(x, y), max(x, y)), 0.0) for x in a for y in b) / (len(a) * len(b))

    while len(clusters) > 1:
        value, a, b = max(
            (average(a, b), i, j) for i, a in enumerate(clusters) for j, b in enumerate(clusters) if i < j
        )
        if value < least:
            break
        clusters[a] = clusters[a] + clusters.pop(b)
    return sorted(sorted(cluster) for cluster in clusters)


@pytest.mark.parametrize("seed", range(5))
def test_average_link_is_what_its_name_says(seed: int) -> None:
    dice = random.Random(seed)
    edges = {(i, j): dice.random() for i in range(14) for j in range(i + 1, 14) if dice.random() < 0.6}
    assert average_link(edges, size=14, least=0.3) == _slow_average_link(edges, 14, 0.3)


def test_average_link_keeps_to_the_largest() -> None:
    edges = {(i, j): 1.0 for i in range(6) for j in range(i + 1, 6)}
    assert max(map(len, average_link(edges, size=6, least=0.5, largest=4))) <= 4
    assert average_link(edges, size=6, least=0.5) == [[0, 1, 2, 3, 4, 5]]


# ---- incidents

TALIBAN = Side("Taliban", "AFG", "REB", "Q42418")
POLICE = Side("police", "AFG", "COP")
ARMY = Side("Afghan army", "AFG", "MIL")
CIVILIANS = Side("villagers", "AFG", "CVL")
GUNMEN = Side("gunmen")
KUNDUZ = Where("Kunduz", 1135689, 36.73, 68.86, "Kunduz", "AFG", 4)
KUNDUZ_SUBURB = Where("Angorbagh", 999001, 36.75, 68.90, "Kunduz", "AFG", 5)
KUNDUZ_PROVINCE = Where("Kunduz Province", 1135690, 36.8, 68.8, "Kunduz", "AFG", 2)
HERAT = Where("Herat", 1140026, 34.35, 62.2, "Herat", "AFG", 4)
AFGHANISTAN = Where("Afghanistan", 1149361, 33.0, 66.0, None, "AFG", 1)
DAY = 738_000

ATTACK = Told(
    number=0,
    document="a",
    id="e1",
    type="ASSAULT",
    modes=frozenset(),
    first=DAY,
    last=DAY,
    actors=(TALIBAN,),
    recipients=(POLICE,),
    where=KUNDUZ,
    sizes={"dead": Bounds(12, 12)},
    happened=frozenset(),
    claim="asserted",
    says="Wire One",
    publication="Wire One",
    published="2021-07-28",
    evidence="Taliban fighters killed 12 police in Kunduz.",
)
OTHER = replace(ATTACK, number=1, document="b", id="e2", says="Ali Reza", publication="Wire Two")
TALKS = replace(
    ATTACK,
    type="CONSULT",
    actors=(ARMY,),
    recipients=(TALIBAN,),
    where=None,
    sizes={},
    modes=frozenset({"visit"}),
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
    text = " ".join(_article(random.Random(6)))
    reports = [Coded(Report("a", text), (ATTACK,)), Coded(Report("b", text), (OTHER,))]
    (incident,) = merge(reports).incidents
    assert (incident.reports, incident.independent) == (2, 1)


def test_likeness_of_text_alone_links_nothing() -> None:
    text = " ".join(_article(random.Random(7)))
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


# ---- reading and the command

_PARTY = {"entity": "x", "start": 0, "end": 1, "text": "T", "other_sectors": [], "office": None}


def _event(id: str, dead: int) -> dict[str, Any]:
    def party(side: Side) -> dict[str, Any]:
        return {**_PARTY, "name": side.name, "code": side.code, "sector": side.sector, "identifier_id": None}

    place = {
        "extracted_place": "Kunduz",
        "geonameid": 1135689,
        "lat": 36.73,
        "lon": 68.86,
        "province": "Kunduz",
    }
    return {
        "id": id, "date": "2021-08-08", "enddate": "2021-08-08", "date_precision": "day", "event": ["ASSAULT"],
        "mode": [], "auxiliary": [], "actor": [party(TALIBAN)], "recipient": [party(POLICE)],
        "event_loc": {**place, "country_code": "AFG", "resolution": 4}, "size": {"dead": dead},
        "claim": "claimed", "attribution": [{"speaker": party(ARMY), "cue": {}}], "evidence": {"text": "They did."},
    }  # fmt: skip


def _coded(id: str, dead: int) -> dict[str, Any]:
    document = {"id": id, "text": f"Report {id}.", "published": "2021-08-09", "publication": f"Paper {id}"}
    return {"document": document, "events": [_event(f"{id}-1", dead)]}


def _flat(row: dict[str, Any], number: int) -> tuple[dict[str, Any], dict[str, Any]]:
    """The rows of the tables ``documents`` and ``events`` for a coded document of one event."""
    document, event = row["document"], row["events"][0]
    key = {"number": number, "document": document["id"]}
    told = {
        "text": document["text"],
        "published_at": document["published"],
        "publication": document["publication"],
    }
    place = event["event_loc"]
    return key | told, key | event | place | {
        "event": event["event"][0], "actors": event["actor"], "recipients": event["recipient"],
        "place_text": place["extracted_place"], "evidence": event["evidence"]["text"],
        "dead_min": event["size"]["dead"], "dead_max": event["size"]["dead"],
    }  # fmt: skip


ROWS = [_coded("a", 12), _coded("b", 20)]


def _write(path: Path, rows: list[dict[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def _results(folder: Path) -> Path:
    folder.mkdir()
    documents, events = zip(*(_flat(row, number) for number, row in enumerate(ROWS)), strict=True)
    _write(folder / "documents.jsonl", list(documents))
    _write(folder / "events.jsonl", list(events))
    return folder


def test_tables_and_records_are_read_alike(tmp_path: Path) -> None:
    coded = list(read_coded(_write(tmp_path / "coded.jsonl", ROWS)))
    assert coded == list(read_results(_results(tmp_path / "out")))
    assert coded[1].events[0].sizes == {"dead": Bounds(20, 20)}
    assert coded[1].events[0].says == "Afghan army"


def test_parquet_is_read_like_json_lines(tmp_path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    folder = _results(tmp_path / "out")
    expected = list(read_results(folder))
    for path in list(folder.iterdir()):
        rows = [json.loads(line) for line in path.read_text().splitlines()]
        for row in rows:  # Parquet knows no struct without fields
            row.pop("attribution", None)
        pq.write_table(pa.Table.from_pylist(rows), path.with_suffix(".parquet"))
        path.unlink()
    found = list(read_results(folder))
    assert [coded.report for coded in found] == [coded.report for coded in expected]
    assert [coded.events[0].sizes for coded in found] == [coded.events[0].sizes for coded in expected]


def test_a_broken_row_is_named(tmp_path: Path) -> None:
    path = _write(tmp_path / "coded.jsonl", [ROWS[0], {"document": {"id": "c"}}])
    with pytest.raises(InputError, match=r"coded\.jsonl:2"):
        list(read_coded(path))


def _run(*arguments: str) -> tuple[int, str]:
    house = typer.Typer()
    house.command()(merge_command)
    result = CliRunner().invoke(house, list(arguments))
    return result.exit_code, result.output


def test_merge_of_texts_prints_clusters(tmp_path: Path) -> None:
    texts = [*_QUAKE_ONE, *_QUAKE_TWO, *_TALKS, *_FILLER]
    path = _write(tmp_path / "in.jsonl", [{"id": f"r{n:02}", "text": text} for n, text in enumerate(texts)])
    code, output = _run(str(path), "--json")
    rows = [json.loads(line) for line in output.splitlines()]
    assert code == 0
    assert [row["id"] for row in rows] == [f"r{n:02}" for n in range(len(texts))]
    assert [row["cluster"] for row in rows[:6]] == ["r00"] * 3 + ["r03"] * 3
    assert list(tmp_path.iterdir()) == [path]


def test_merge_of_results_writes_tables_beside_them(tmp_path: Path) -> None:
    out = _results(tmp_path / "out")
    before = {path: path.read_bytes() for path in out.iterdir()}
    code, output = _run(str(out))
    assert code == 0
    assert "dead: 12 (Afghan army) | 20 (Afghan army)" in output
    tables = {
        name: [json.loads(line) for line in (out / "merged" / f"{name}.jsonl").read_text().splitlines()]
        for name in ("reports", "incidents", "links")
    }
    assert [(row["number"], row["id"]) for row in tables["links"]] == [(0, "a-1"), (1, "b-1")]
    assert {row["incident"] for row in tables["links"]} == {tables["incidents"][0]["incident"]}
    assert (tables["incidents"][0]["dead_min"], tables["incidents"][0]["dead_max"]) == (12, 20)
    assert {path: path.read_bytes() for path in before} == before
    assert _run(str(out))[1] == output  # again, with the index of copies there


def test_merge_tells_of_inputs_that_cannot_be_read(tmp_path: Path) -> None:
    code, output = _run(str(tmp_path / "none.jsonl"), "--json")
    assert code == 2
    assert "no report" in output
