"""Statements: the case file, and what holds for any text."""

import re
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from dragoman.codebook.cues import load_cues, parse_cues
from dragoman.coding.statements import Told, cue_pattern, find_statements, may_state
from dragoman.errors import CodebookError
from dragoman.reading.parser import load_parser
from dragoman.reading.segment import sentences

CASES = Path(__file__).parent / "cases" / "statements.txt"
_MARK = re.compile(r"\[(\d+[sct])\||\]")


@dataclass
class Expected:
    speaker: str | None = None
    cue: str | None = None
    content: list[str] = field(default_factory=list)
    more: dict[str, str] = field(default_factory=dict)
    nested: bool = False


def read_cases() -> list[tuple[str, str]]:
    blocks = re.split(r"^== ", CASES.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    return [(title, body.strip()) for title, _, body in (block.partition("\n") for block in blocks)]


def read_case(body: str) -> tuple[str, dict[str, Expected]]:
    first, *rest = body.split("\n")
    marked, text = first.replace("\\n", "\n"), ""
    open_marks: list[tuple[str, str, int]] = []
    found: dict[str, Expected] = {}
    at = 0
    for match in _MARK.finditer(marked):
        text += marked[at : match.start()]
        at = match.end()
        if match.group(1):
            number, role = match.group(1)[:-1], match.group(1)[-1]
            item = found.setdefault(number, Expected())
            item.nested = item.nested or any(mark[1] == "t" for mark in open_marks)
            open_marks.append((number, role, len(text)))
        else:
            number, role, start = open_marks.pop()
            words = text[start:]
            if role == "t":
                found[number].content.append(words)
            elif role == "s":
                found[number].speaker = words
            else:
                found[number].cue = words
    text += marked[at:]
    for line in rest:
        number, _, asked = line.partition(":")
        found[number].more = dict(pair.split("=", 1) for pair in asked.split())
    return text, found


def told_in(text: str, *, only_cued: bool = True) -> tuple[Told, ...]:
    every = sentences(text)
    parsed = [s for s in every if not only_cued or may_state(text[s.start : s.end])]
    return find_statements(text, load_parser().parse(text, parsed), every)


def plain(words: str) -> str:
    """Words without the marks and stops at their ends, which belong to no one."""
    return words.strip(" ,.\"“”'\n")


def fits(told: Told, expected: Expected) -> bool:
    if [plain(piece.text) for piece in told.content] != [plain(words) for words in expected.content]:
        return False
    if (told.cue.text if told.cue else None) != expected.cue:
        return False
    if expected.speaker is not None and (told.speaker is None or told.speaker.text != expected.speaker):
        return False
    given = {
        "form": told.form,
        "medium": told.medium,
        "kind": told.kind,
        "addressee": told.addressee.text if told.addressee else None,
    }
    return all(given[name] == value for name, value in expected.more.items())


@pytest.mark.parametrize(("title", "body"), read_cases(), ids=[title for title, _ in read_cases()])
def test_case(title: str, body: str) -> None:
    text, expected = read_case(body)
    found = list(told_in(text))
    for item in expected.values():
        hit = next((told for told in found if fits(told, item)), None)
        assert hit is not None, f"{title}: {item} not in {found}"
        assert (hit.level > 0) == item.nested
        found.remove(hit)
    assert not [told for told in found if told.level == 0], title


def test_as_many_cases_give_nothing_as_something() -> None:
    empty = sum(not read_case(body)[1] for _, body in read_cases())
    assert empty * 2 >= len(read_cases())


@pytest.mark.parametrize(("title", "body"), read_cases(), ids=[title for title, _ in read_cases()])
def test_the_shortcut_loses_nothing(title: str, body: str) -> None:
    text, _ = read_case(body)
    assert told_in(text, only_cued=False) == told_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n\n",
        '"',
        '""',
        "““”",
        "''''",
        '"He said',
        "said",
        "SAID:",
        "Rao said:",
        "According to",
        "― Rao",
        "A: B",
        "As reported by",
        "“One.\n\n“Two.\n\n“Three.",
        "In a poll,",
        ", said Rao.",
        '"No," said',
        "’ ‘ ’ \" ' said ”",
    ],
)
def test_odd_input_raises_nothing(text: str) -> None:
    for told in told_in(text, only_cued=False):
        assert told.content


@pytest.mark.parametrize(("title", "body"), read_cases(), ids=[title for title, _ in read_cases()])
def test_spans_are_words_of_the_text(title: str, body: str) -> None:
    text, _ = read_case(body)
    for told in told_in(text):
        parts = (told.speaker, told.cue, told.addressee, told.head)
        for span in (*told.content, *filter(None, parts)):
            assert text[span.start : span.end] == span.text != ""


def test_sentences_without_a_parse_still_lend_their_quotations() -> None:
    text = '"The road is open," Haddad said. "Trucks will come."'
    every = sentences(text)
    told = find_statements(text, load_parser().parse(text, every[:1]), every)
    assert [piece.text for piece in told[0].content] == ['"The road is open,"', '"Trucks will come."']


def test_a_quotation_without_cue_is_carried_by_the_last_speaker() -> None:
    text = "Haddad said the dam was safe. She has begun “a very large repair of the old wall” there."
    carried = [told for told in told_in(text) if told.carried]
    assert [(told.speaker.text, told.cue) for told in carried if told.speaker] == [("Haddad", None)]


def test_no_speaker_is_made_up_for_a_sentence_of_its_own() -> None:
    text = "Haddad said the dam was safe.\n\nThe river rose.\n\nThe “old wall of stone and lime” broke."
    assert not [told for told in told_in(text) if told.carried]


def test_cue_pattern_knows_every_listed_cue() -> None:
    cues = load_cues()
    for form in {*cues.verbs, *cues.nouns, *cues.adjectives, *cues.phrases, *cues.adverbs}:
        assert cue_pattern().search(f"x {form} y"), form


def test_sentence_without_cue_is_left_out() -> None:
    assert not may_state("Two brigades crossed the river.")


def test_regular_and_irregular_forms() -> None:
    verbs = load_cues().verbs
    for form in ("deny", "denies", "denied", "denying", "swore", "sworn", "admitting", "pledging", "told"):
        assert form in verbs
    assert "sayed" not in verbs


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("verb\tsay\tthat\tspeech", "4 fields"),
        ("verbs\tsay\tthat\tspeech\t-", "unknown type"),
        ("verb\tsay\tclause\tspeech\t-", "cannot govern"),
        ("verb\tsay\tthat\twords\t-", "unknown kind"),
    ],
)
def test_a_bad_line_is_named(line: str, problem: str) -> None:
    with pytest.raises(CodebookError, match=rf"mine\.txt:1: .*{problem}"):
        parse_cues(line, "mine.txt")
