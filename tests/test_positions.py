"""Positions: sentences and what they must give, and the tables behind them."""

from pathlib import Path

import pytest

import dragoman
from case_file import Case, read_cases
from dragoman.codebook.positions import KINDS, NO_ISSUE, load_position_table
from dragoman.record.types import Position

CASES = Path(__file__).parent / "cases" / "positions.txt"


def coded(text: str, *, published: str | None = None) -> tuple[Position, ...]:
    return dragoman.code(dragoman.Document(id="1", text=text, published=published), judge=None).positions


def is_as_told(position: Position, expected: str) -> bool:
    head, party, words, *rest = (part.strip() for part in expected.split("|"))
    condition = next((part for part in rest if not part.startswith("by ")), "")
    deadline = next((part[3:] for part in rest if part.startswith("by ")), "")
    return (
        head == f"{position.kind} {position.issue}"
        and party == position.party.text
        and words in position.proposition.text
        and condition == (position.condition.text if position.condition else "")
        and deadline == (position.deadline.text if position.deadline else "")
    )


@pytest.mark.parametrize("case", read_cases(CASES), ids=lambda case: case.title)
def test_case(case: Case) -> None:
    found = coded(case.sentence)
    if case.expected == ("none",):
        assert not found
        return
    assert len(found) == len(case.expected)
    for expected in case.expected:
        assert any(is_as_told(position, expected) for position in found), (expected, found)


def test_as_many_cases_give_nothing() -> None:
    none = sum(case.expected == ("none",) for case in read_cases(CASES))
    assert none >= 20


def test_a_position_told_by_the_enemy_is_claimed() -> None:
    (position,) = coded("Kyiv said that Moscow wants to annex Kherson.")
    assert position.claim == "claimed"
    assert [a.speaker.text for a in position.attribution if a.speaker] == ["Kyiv"]


def test_ones_own_position_is_asserted() -> None:
    (position,) = coded("Moscow said that it wants to annex Kherson.")
    assert position.claim == "asserted"


def test_toward_is_whom_the_words_name() -> None:
    (position,) = coded("Iran warned that it would strike Israel.")
    assert position.toward is not None
    assert position.toward.text == "Israel"


def test_a_deadline_is_a_day() -> None:
    (position,) = coded("The junta promised to free the prisoners by Friday.", published="2024-05-01")
    assert position.deadline is not None
    assert position.deadline.date == "2024-05-03"


def test_the_issue_is_that_of_the_sentence_where_the_proposition_shows_none() -> None:
    (position,) = coded("On the prisoners, the president urged the rebels to reconsider.")
    assert position.proposition.text == "reconsider"
    assert position.issue == "prisoners"


@pytest.mark.parametrize(
    ("words", "issue"),
    [
        ("an immediate halt to the fighting", "ceasefire"),
        ("pull its troops out of Idlib", "withdrawal"),
        ("a third of the seats in the cabinet", "power_sharing"),
        ("the president to resign", "leadership"),
        ("hand over the disputed islands", "territory"),
        ("destroy its chemical shells", "weapons"),
        ("freeze the assets of the oligarchs", "sanctions"),
        ("safe passage for aid convoys", "humanitarian_access"),
        ("the return of refugees", "refugees"),
        ("send more soldiers", "security"),
        ("reconsider", NO_ISSUE),
        ("a wide choice of carpets", NO_ISSUE),
    ],
)
def test_issue_of_words(words: str, issue: str) -> None:
    assert load_position_table().issue_of(words) == issue


def test_the_widest_issue_gives_way() -> None:
    assert load_position_table().issue_of("troops and soldiers leave the prisoners alone") == "prisoners"


def test_every_kind_has_words() -> None:
    table = load_position_table()
    told = {
        e.kind for index in (table.verbs, table.nouns, table.adjectives) for entries in index.values() for e in entries
    }
    assert set(KINDS) - told <= {"disclaimer"}
