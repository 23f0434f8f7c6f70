"""Control: sentences and what they must give, and the table behind them."""

from pathlib import Path

import pytest

import dragoman
from case_file import Case, read_cases
from dragoman.codebook.control import CHANGES, load_control_table
from dragoman.record.types import Control

CASES = Path(__file__).parent / "cases" / "control.txt"


def coded(text: str, *, published: str | None = None) -> tuple[Control, ...]:
    return dragoman.code(dragoman.Document(id="1", text=text, published=published), judge=None).control


def written(record: Control) -> str:
    """A record in the words of the case file."""
    cells = (
        record.change,
        record.holder.text if record.holder else "-",
        record.from_.text if record.from_ else "-",
        record.place.text if record.place else "-",
        record.place_type or "-",
        str(record.count) if record.count is not None else "-",
        " ".join((record.claim, *record.auxiliary)),
    )
    return " | ".join(cells)


@pytest.mark.parametrize("case", read_cases(CASES), ids=lambda case: case.title)
def test_case(case: Case) -> None:
    expected = [] if case.expected == ("none",) else sorted(case.expected)
    assert sorted(map(written, coded(case.sentence))) == expected


def test_as_many_cases_give_nothing() -> None:
    none = sum(case.expected == ("none",) for case in read_cases(CASES))
    assert none >= 18


def test_a_record_knows_its_event() -> None:
    document = dragoman.code(dragoman.Document(id="1", text="Rebels captured Aleppo."))
    (record,) = document.control
    assert record.event in {event.id for event in document.events}


def test_a_year_long_before_the_report_is_history() -> None:
    (record,) = coded("Rebels captured Aleppo in 2012.", published="2021-03-01")
    assert record.auxiliary == ("historical",)


def test_yesterday_is_not() -> None:
    (record,) = coded("Rebels captured Aleppo on Monday.", published="2021-03-03")
    assert record.auxiliary == ()
    assert record.date == "2021-03-01"


def test_each_place_of_a_list_has_its_record() -> None:
    records = coded("Rebels captured Aleppo, Idlib and Homs.")
    assert [r.place.text for r in records if r.place] == ["Aleppo", "Idlib", "Homs"]


def test_every_change_has_words() -> None:
    table = load_control_table()
    told = {e.change for index in (table.verbs, table.nouns) for entries in index.values() for e in entries}
    assert told == set(CHANGES)
