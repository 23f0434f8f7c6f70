"""Merging of texts: copies of a text, and reports of the same event."""

import random
import sqlite3
from pathlib import Path

import pytest

from dragoman.errors import SettingsError
from dragoman.merging import (
    CopyIndex,
    Report,
    stories,
)
from dragoman.merging.linkage import average_link
from dragoman.merging.shingles import fingerprints, shingles
from dragoman.merging.words import telling_words
from merge_sample import FILLER, HEADS, NAMES, QUAKE_ONE, QUAKE_TWO, TALKS_STORY, article, pick

# ---- copies


def _cut(sentences: list[str], dice: random.Random) -> list[str]:
    return sentences[: max(3, int(len(sentences) * dice.uniform(0.35, 0.8)))]


def _new_head(sentences: list[str], dice: random.Random) -> list[str]:
    return [f"{pick(dice, HEADS)}.", f"{pick(dice, NAMES)}, our own correspondent.", *sentences]


def _edited(sentences: list[str], dice: random.Random) -> list[str]:
    def word(old: str) -> str:
        return pick(dice, NAMES) if dice.random() < 0.03 else old

    return [" ".join(word(old) for old in sentence.split()) for sentence in sentences]


_CHANGES = (_cut, _new_head, _edited)


def _wire(dice: random.Random) -> tuple[list[Report], dict[str, str]]:
    """Reports with copies of some, and the original of each."""
    reports, original = [], {}
    for number in range(150):
        sentences = article(dice)
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


_NOTICE = "The harbour board of the northern district has filed the following notice about the sale of one firm: "


def test_an_index_of_the_first_version_begins_anew(tmp_path: Path) -> None:
    path = tmp_path / "copies.sqlite"
    with sqlite3.connect(path) as base:
        base.execute("create table reports (number integer, id, cluster, shingles, numbers, day)")
        base.execute("create table marks (hash integer, number integer)")
        base.execute("insert into reports values (1, 'old', 1, x'00', x'00', 1)")
    with CopyIndex(path) as index:
        index.add(Report("new", _NOTICE))
        assert index.clusters() == {"new": "new"}


@pytest.mark.parametrize("version", [0, 3])
def test_a_data_base_of_somebody_else_is_left_alone(tmp_path: Path, version: int) -> None:
    path = tmp_path / "copies.sqlite"
    with sqlite3.connect(path) as base:
        base.execute("create table reports (title text)")
        base.execute("insert into reports values ('mine')")
        base.execute(f"pragma user_version = {version}")
    with pytest.raises(SettingsError, match="not an index"):
        CopyIndex(path)
    assert sqlite3.connect(path).execute("select title from reports").fetchall() == [("mine",)]


@pytest.mark.parametrize(
    ("first", "second", "copies"),
    [
        (
            _NOTICE + "Garvik Ropes lost the case against Belisk Tar Works of Falun.",
            _NOTICE + "Garvik Ropes won at last over the old rival Belisk Tar.",
            True,
        ),
        (" ".join(article(random.Random(3))), " ".join(article(random.Random(3))[2:]).upper(), True),
        (
            _NOTICE + "Garvik Ropes, Belisk Tar Works of Falun, Arvan and Sons.",
            _NOTICE + "Nestor Docks, Oldane Coal and Corvala Salt, Hesten Mills.",
            False,
        ),
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
    sentences = article(random.Random(8))[:5]
    other = [*sentences[:3], *article(random.Random(9))[:2]]
    first = Report("a", " ".join(sentences), "2024-03-04")
    clusters = _clusters([first, Report("b", " ".join(other), day)])
    assert (clusters["a"] == clusters["b"]) is copies


def test_a_shared_run_of_words_shares_a_fingerprint() -> None:
    run = "the ferry to the islands was held at the quay"  # ten words
    one, other = fingerprints(shingles("On Monday " + run)), fingerprints(shingles(run + " for hours on end"))
    assert set(one.tolist()) & set(other.tolist())
    assert not set(one.tolist()) & set(fingerprints(shingles("quite other words that share nothing at all")).tolist())


# ---- stories


def _stories(texts: list[str], days: list[str | None] | None = None) -> list[list[int]]:
    dates = days or [None] * len(texts)
    return stories([Report(f"r{n:02}", text, day) for n, (text, day) in enumerate(zip(texts, dates, strict=True))])


def test_two_earthquakes_are_two_stories() -> None:
    found = _stories([*QUAKE_ONE, *QUAKE_TWO, *TALKS_STORY, *FILLER])
    assert found == [[0, 1, 2], [3, 4, 5], [6, 7, 8], [9], [10], [11], [12]]


def test_stories_do_not_depend_on_order() -> None:
    texts = [*QUAKE_ONE, *QUAKE_TWO, *TALKS_STORY, *FILLER]
    reports = [Report(f"r{n:02}", text) for n, text in enumerate(texts)]
    turned = reports[::-1]
    one = {frozenset(reports[n].id for n in cluster) for cluster in stories(reports)}
    assert one == {frozenset(turned[n].id for n in cluster) for cluster in stories(turned)}


def test_reports_months_apart_are_not_of_one_event() -> None:
    days: list[str | None] = ["2024-01-09", "2024-01-09", "2024-06-01"]
    found = _stories([*QUAKE_ONE, *TALKS_STORY, *FILLER], [*days, *[None] * 7])
    assert found[:2] == [[0, 1], [2]]
    assert [0, 1, 2] in _stories([*QUAKE_ONE, *TALKS_STORY, *FILLER])


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
