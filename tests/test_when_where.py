"""Which time and which place belong to which event: the cases of ``cases/when_where.txt``, the day of a report."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

import dragoman
from dragoman.codebook.files import read_data
from dragoman.codebook.gazetteer import load_gazetteer
from dragoman.grounding.places.province_names import province_name
from dragoman.grounding.times import find_times, report_day
from dragoman.grounding.when_where import When, when
from dragoman.record.types import Document, Event, TimeExpression


@dataclass(frozen=True, slots=True)
class Case:
    title: str
    published: str | None
    text: str
    expected: tuple[tuple[str, str, str, str], ...]


def _cases() -> Iterator[Case]:
    source = (Path(__file__).parent / "cases" / "when_where.txt").read_text(encoding="utf-8")
    for block in re.split(r"^== ", source, flags=re.MULTILINE)[1:]:
        title, published, *lines = block.strip().split("\n")
        text = "\n".join(line for line in lines if not line.startswith("=> "))
        asked = [line[3:].split(" | ") for line in lines if line.startswith("=> ")]
        day = published.removeprefix("published: ").strip()
        yield Case(title, None if day == "none" else day, text, tuple((a, b, c, d) for a, b, c, d in asked))


CASES = list(_cases())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_case(case: Case) -> None:
    coded = dragoman.code(Document(id="case", text=case.text, published=case.published), judge=None)
    for trigger, day, end, place in case.expected:
        event = _event(coded.events, trigger)
        if day != "-":
            assert (event.date if event.date_from == "text" else "none") == day
        if end != "-":
            assert event.enddate == end
        if place == "none":
            assert event.event_loc is None
        elif place != "-":
            assert event.event_loc is not None
            assert event.event_loc.text == place


def _event(events: tuple[Event, ...], trigger: str) -> Event:
    found = [event for event in events if any(trigger in span.text.split() for span in event.event_text)]
    assert found, f"no event {trigger!r} among {[e.event_text for e in events]}"
    return found[0]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("KABUL, Afghanistan (Feb. 21, 2011)\u2028Two men were held yesterday.", "2011-02-21"),
        ("WASHINGTON, May 3, 1999 — The bridge was hit.", "1999-05-03"),
        ("JERUSALEM (AP) — May 3, 2004 — A bus was hit.", "2004-05-03"),
        ("(March 24, 2011) – A bus was hit.", "2011-03-24"),
        ("Daily Report, 13 November 2010\n\nA bus was hit.", "2010-11-13"),
        ("By A. Writer\nFriday, November 13, 2010; 5:40 PM\n\nA bus was hit.", "2010-11-13"),
        ("May 11: Forces move south\n2010-05-CA-039\n\nA bus was hit.", "2010-05-11"),
        ("2011-01-S-007\n\nKABUL, Afghanistan (Dec. 31) – A bus was hit.", "2010-12-31"),
        ("KABUL, Afghanistan (April 3) – A bus was hit.", None),
        ("2011-07-S-064\n\nA bus was hit yesterday.", None),
        ("Parties agree to vote on March 5, 2012\n\nA bus was hit.", None),
        ("He was killed on May 3, 1999 in Pristina.", None),
        ("The war began in 1995.", None),
    ],
)
def test_report_day(text: str, day: str | None) -> None:
    assert report_day(text) == day


def test_a_year_is_no_day_to_count_from() -> None:
    found = find_times("The war began in 1995. It rained yesterday.", published=None)
    assert [(time.value, time.first) for time in found] == [("1995", "1995-01-01"), ("XXXX-XX-XX", None)]


def test_serial_numbers_are_no_dates() -> None:
    assert find_times("Release 2011-02-S-154 and 2010-09-CA-125", published="2012-01-01") == ()
    assert find_times("in 2010-11", published="2012-01-01")


def test_when() -> None:
    monday = TimeExpression(0, 6, "Monday", "DATE", "2022-03-07", "2022-03-07", "2022-03-07")
    since = TimeExpression(0, 6, "Monday", "DATE", "2022-03-07", "2022-03-07", None)
    year = TimeExpression(0, 4, "2021", "DATE", "2021", "2021-01-01", "2021-12-31")
    assert when(monday, "2022-03-10") == When("2022-03-07", None, "day", "text")
    assert when(since, "2022-03-10") == When("2022-03-07", "2022-03-10", "day", "text")
    assert when(year, "2022-03-10") == When("2021-01-01", "2021-12-31", "year", "text")
    assert when(None, "2022-03-10") == When("2022-03-10", None, "unknown", "publication")
    assert when(None, None) == When()


def test_province_names() -> None:
    assert province_name("AF", "Khowst") == "Khost"
    assert province_name("PK", "Khowst") == "Khowst"
    assert province_name("UA", "Rivne Oblast") == "Rivne"
    assert province_name("LK", "Northern Province") == "Northern Province"
    assert province_name("LK", "North Central Province") == "North Central Province"


def test_province_names_are_in_the_gazetteer() -> None:
    gazetteer = load_gazetteer()
    places = (gazetteer.place(index) for index in range(gazetteer.size))
    known = {(place.country, place.name) for place in places if place.feature_code == "ADM1"}
    lines = [line for line in read_data("places/province_names.tsv").splitlines() if not line.startswith("#")]
    named = [tuple(line.split("\t")[:2]) for line in lines[1:]]
    assert set(named) <= known
    assert len(named) == len(set(named))
