"""The algebra by example: each line of algebra-examples.txt must give what it says, by the cell it names."""

import re
from functools import cache

import pytest

import dragoman
from dragoman.codebook.files import read_data
from dragoman.codebook.language import Example
from dragoman.examples import check_examples, parse_expected

_LINE = re.compile(r'^(\w+) × (\w+): "(.+)" = (.+)$')


@cache
def lines() -> tuple[tuple[str, str, Example], ...]:
    found = []
    for number, line in enumerate(read_data("plover/algebra-examples.txt").splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            match = _LINE.match(line.strip())
            assert match, f"algebra-examples.txt:{number}: not 'operator × TYPE: \"Sentence.\" = outcome': {line}"
            found.append((match[1], match[2], Example(match[3], match[4], f"algebra-examples.txt:{number}")))
    return tuple(found)


def test_every_example_holds() -> None:
    assert list(check_examples([example for _, _, example in lines()])) == []


def test_examples_name_cells_and_cover_the_table() -> None:
    book = dragoman.load_codebook()
    cells = {(operator, type_) for operator, type_, _ in lines()}
    assert all(operator in book.operators and type_ in book.types for operator, type_ in cells)
    assert len(cells) >= 200
    assert {operator for operator, _ in cells} >= {"stop", "threaten", "promise", "refuse", "request", "agree", "deny"}


@pytest.mark.parametrize("operator", sorted({operator for operator, _, _ in lines()}))
def test_outcomes_agree_with_the_table(operator: str) -> None:
    book = dragoman.load_codebook()
    for name, type_, example in lines():
        expected = parse_expected(example.expected, book)
        cell = book.operators[name].cells[type_]
        if name != operator or expected is None or cell.same or cell.meaning is None:
            continue
        assert expected.type in (cell.meaning.type, book.types[cell.meaning.type].future), example.place
