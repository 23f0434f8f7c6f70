"""Cases of the coding passes: text files of sentences and what they must give."""

from pathlib import Path

import pytest

import dragoman
from case_file import Case, read_cases
from dragoman.codebook.language import Example
from dragoman.examples import check_examples

CASES = Path(__file__).parent / "cases"


def all_cases() -> list[tuple[str, Case]]:
    return [(name, case) for name in ("happened.txt", "arguments.txt") for case in read_cases(CASES / name)]


@pytest.mark.parametrize(("name", "case"), all_cases(), ids=lambda value: getattr(value, "title", None))
def test_case(name: str, case: Case) -> None:
    examples = [
        Example(case.sentence, expected.replace(" > ", " > ", 1).replace("asserted ", ""), name)
        for expected in case.expected
    ]
    assert case.expected
    assert list(check_examples(examples)) == []
    if any(expected.split()[1:2] == ["asserted"] for expected in case.expected):
        coded = dragoman.code(dragoman.Document(id="1", text=case.sentence), judge=None)
        assert any(event.claim == "asserted" and not event.auxiliary for event in coded.events)


def test_codebook_examples_hold() -> None:
    book = dragoman.load_codebook()
    assert len(book.examples) > 100
    assert list(check_examples(book.examples)) == []


def test_only_the_plain_sentence_is_an_asserted_fact() -> None:
    sentences = [case.sentence for case in read_cases(CASES / "happened.txt")][:6]
    facts = [
        sentence
        for sentence in sentences
        for event in dragoman.code(dragoman.Document(id="1", text=sentence), judge=None).events
        if event.event == ("ASSAULT",) and event.claim == "asserted" and not event.auxiliary
    ]
    assert facts == ["Germany invaded France."]


@pytest.mark.parametrize(
    ("sentence", "who", "whom"),
    [
        ("The Malian army killed dozens of insurgents.", ["The Malian army"], ["dozens of insurgents"]),
        ("Bolivia released scores of activists on Friday.", ["Bolivia"], ["scores of activists"]),
        ("Chad agreed on the terms of a loan from China.", ["Chad"], ["China"]),
        ("Police in Spain arrested no one.", ["Police"], []),
        ("Rebels launched a major attack on Goma.", ["Rebels"], ["Goma"]),
    ],
)
def test_parties_are_those_who_act_and_whom_it_concerns(sentence: str, who: list[str], whom: list[str]) -> None:
    (event,) = dragoman.code(dragoman.Document(id="1", text=sentence), judge=None).events
    assert [party.text for party in event.actor] == who
    assert [party.text for party in event.recipient] == whom


def test_those_who_meet_have_no_place_as_recipient() -> None:
    text = "The minister of Chad met the envoy of Togo in Gao."
    (event,) = dragoman.code(dragoman.Document(id="1", text=text), judge=None).events
    assert len(event.actor) == 2
    assert event.recipient == ()


@pytest.mark.parametrize(
    ("sentence", "arrested"),
    [
        ("Afghan police captured three Taliban fighters in Ghazni.", 3),
        ("Azerbaijan's forces captured several strategic heights near Lachin.", None),
        ("The Taliban captured three provincial capitals in Afghanistan.", None),
    ],
)
def test_only_people_count_as_arrested(sentence: str, arrested: int | None) -> None:
    (event,) = dragoman.code(dragoman.Document(id="1", text=sentence), judge=None).events
    assert (event.size.arrested if event.size else None) == arrested
