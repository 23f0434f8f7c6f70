"""The codebook's language: what it reads, and what it says of mistakes."""

import pytest

from dragoman.codebook.book import load_codebook
from dragoman.codebook.inflect import gerund, noun_forms, third_person, verb_forms
from dragoman.codebook.language import parse_entries
from dragoman.errors import CodebookError


def test_an_entry_with_conditions_roles_and_example() -> None:
    file = parse_entries(
        "lift, ease:\n  obj trophy|%cups, prt ! -> none\n  -> stop or CONCEDE ; whom=on,from mutual\n"
        '  "A lifted B." = none\n',
        name="t.txt",
    )
    assert [entry.lemma for entry in file.entries] == ["lift", "ease"]
    first, second = file.entries[0].senses
    assert first.meaning.kind == "none"
    assert first.conditions[0].fillers == {"trophy", "%cups"}
    assert first.conditions[1].fillers == frozenset()
    assert second.meaning.operator == "stop"
    assert second.meaning.fallback is not None
    assert second.meaning.fallback.type == "CONCEDE"
    assert second.roles.whom == ("on", "from")
    assert second.roles.mutual
    assert file.examples[0].place == "t.txt:4"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("  -> ASSAULT\n", "t.txt:1: an indented line before any entry"),
        ("attack\n", "t.txt:1: not an entry"),
        ("attack:\n", "t.txt:1: an entry without a sense"),
        ("attack:\n  obj -> ASSAULT\n", "t.txt:2: condition 'obj' has no filler"),
        ("attack: ASSAULT ; how=x\n", "t.txt:1: no such role"),
        ('attack: ASSAULT\n  "No outcome."\n', "t.txt:2: an example without its outcome"),
    ],
)
def test_mistakes_name_their_line(text: str, message: str) -> None:
    with pytest.raises(CodebookError, match=message):
        parse_entries(text, name="t.txt")


def test_the_algebra_is_complete() -> None:
    book = load_codebook()
    assert len(book.types) == 16
    for operator in book.operators.values():
        assert operator.cells.keys() == book.types.keys(), operator.name


@pytest.mark.parametrize(
    ("operator", "type_", "result"),
    [
        ("stop", "SANCTION", ("CONCEDE", ())),
        ("stop", "AID", ("SANCTION", ("discontinue",))),
        ("stop", "CONSULT", ("REJECT", ("meet",))),
        ("stop", "ASSAULT", ("RETREAT", ("ceasefire",))),
        ("promise", "RETREAT", ("CONCEDE", ())),
        ("threaten", "ASSAULT", ("THREATEN", ("violence",))),
        ("request", "CONSULT", ("REQUEST", ("meet",))),
        ("refuse", "RETREAT", ("REJECT", ("yield",))),
    ],
)
def test_cells(operator: str, type_: str, result: tuple[str, tuple[str, ...]]) -> None:
    cell = load_codebook().operators[operator].cells[type_]
    shift_free = cell.meaning is not None and not cell.same
    assert (
        (cell.meaning.type, cell.meaning.modes) == result
        if shift_free and cell.meaning
        else (type_, ()) == result or cell.shift == "fut"
    )


@pytest.mark.parametrize(
    ("lemma", "forms"),
    [
        ("attack", {"attack", "attacks", "attacked", "attacking"}),
        ("ban", {"ban", "bans", "banned", "banning"}),
        ("deny", {"deny", "denies", "denied", "denying"}),
        ("seize", {"seize", "seizes", "seized", "seizing"}),
        ("flee", {"flee", "flees", "fled", "fleeing"}),
        ("visit", {"visit", "visits", "visited", "visiting"}),
        ("travel", {"travel", "travels", "travelled", "travelling", "traveled", "traveling"}),
    ],
)
def test_verb_forms(lemma: str, forms: set[str]) -> None:
    assert set(verb_forms(lemma, {"flee": ("fled",)})) == forms


def test_noun_forms() -> None:
    assert noun_forms("attack", {}) == ("attack", "attacks")
    assert noun_forms("ally", {}) == ("ally", "allies")
    assert noun_forms("talks", {}) == ("talks",)
    assert third_person("push") == "pushes"
    assert gerund("lie") == "lying"
