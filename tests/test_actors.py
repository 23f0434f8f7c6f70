"""Phrases, names in running text and mentions in context, from ``cases/actors.txt`` and here."""

import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from dragoman.codebook.actors import load_actor_lexicon
from dragoman.codebook.actors_agents import SECTORS, parse_agents, plural_of
from dragoman.codebook.actors_names import name_key
from dragoman.errors import CodebookError, InputError
from dragoman.grounding.actors import (
    Grounding,
    Mention,
    actor_rows,
    find_names,
    ground_mentions,
    resolve_phrase,
)

CASES = Path(__file__).parent / "cases" / "actors.txt"
LEXICON = load_actor_lexicon()
_PHRASE = re.compile(r"(?P<words>.*?)(?: @(?P<date>\S+))?(?: \^(?P<focus>\S+))? => (?P<code>\S+) (?P<sector>\S+)")
_MENTION = re.compile(r"\[(?P<words>[^|\]]+)\|(?P<kind>\w+) (?P<role>\w+)(?P<flags>[^\]]*)\]")
_EXPECTED = re.compile(r"(?P<number>\d+): (?:none|(?P<code>\S+) (?P<sector>\S+)(?: = (?P<same>\d+))?)")


class TextCase(NamedTuple):
    title: str
    text: str
    mentions: tuple[Mention, ...]
    expected: tuple[str, ...]


def _blocks() -> Iterator[tuple[str, list[str]]]:
    for block in CASES.read_text(encoding="utf-8").split("\n## ")[1:]:
        title, *lines = [line for line in block.split("\n") if line]
        yield title, lines


def _phrases() -> list[str]:
    return [line for title, lines in _blocks() if not title.startswith("text: ") for line in lines]


def _texts() -> list[TextCase]:
    return [_text_case(title, lines) for title, lines in _blocks() if title.startswith("text: ")]


def _text_case(title: str, lines: list[str]) -> TextCase:
    text, mentions, at = "", [], 0
    for match in _MENTION.finditer(lines[0]):
        text += lines[0][at : match.start()]
        mentions.append(_mention(match, len(text), text.count(". ")))
        text += match["words"]
        at = match.end()
    return TextCase(title, text + lines[0][at:], tuple(mentions), tuple(lines[1:]))


def _mention(match: re.Match[str], start: int, sentence: int) -> Mention:
    words, flags = match["words"], match["flags"].split()
    numbers = {flag.split("=")[0]: int(flag.split("=")[1]) - 1 for flag in flags if "=" in flag}
    return Mention(
        start=start,
        end=start + len(words),
        text=words,
        head=words.split()[-1].lower(),
        sentence=sentence,
        role=match["role"],  # type: ignore[arg-type]
        kind=match["kind"],  # type: ignore[arg-type]
        plural="plural" in flags,
        appositive_of=numbers.get("of"),
        quoted_speaker=numbers.get("says"),
    )


def _ground(case: TextCase) -> Grounding:
    return ground_mentions(case.text, case.mentions, lexicon=LEXICON, published=None)


@pytest.mark.parametrize("line", _phrases())
def test_phrase(line: str) -> None:
    case = _PHRASE.fullmatch(line)
    assert case, f"{line!r} is no case"
    found = resolve_phrase(case["words"], lexicon=LEXICON, date=case["date"], focus=case["focus"])
    assert (found.code or "-", found.sector or "-") == (case["code"], case["sector"]), found.reason


@pytest.mark.parametrize("case", _texts(), ids=lambda case: case.title)
def test_text(case: TextCase) -> None:
    grounding = _ground(case)
    for line in case.expected:
        wanted = _EXPECTED.fullmatch(line)
        assert wanted, f"{line!r} is no expectation"
        i = int(wanted["number"]) - 1
        party = grounding.parties[i]
        if wanted["code"] is None:
            assert party is None
            continue
        assert party is not None
        assert (party.code or "-", party.sector or "-") == (wanted["code"], wanted["sector"]), party
        if wanted["same"]:
            assert grounding.entity_of[i] == grounding.entity_of[int(wanted["same"]) - 1]


def test_entities_hold_their_mentions_in_text_order() -> None:
    case = next(case for case in _texts() if "definite descriptions" in case.title)
    (entity,) = _ground(case).entities
    assert [span.text for span in entity.mentions] == ["Boko Haram", "The group"]
    assert all(case.text[span.start : span.end] == span.text for span in entity.mentions)
    assert entity.reason


def test_grounding_says_the_same_twice() -> None:
    case = _texts()[3]
    assert _ground(case) == _ground(case)


def test_nothing_is_made_of_nothing() -> None:
    assert ground_mentions("", (), lexicon=LEXICON, published=None) == Grounding((), (), ())
    empty = Mention(0, 0, "", "", 0, "other", "nominal")
    assert ground_mentions("", (empty,), lexicon=LEXICON, published=None).parties == (None,)
    found = resolve_phrase("", lexicon=LEXICON)
    assert (found.code, found.sector, found.kind) == (None, None, "unknown")


def test_a_title_after_office_does_not_make_an_official_again() -> None:
    later = resolve_phrase("Angela Merkel", lexicon=LEXICON, date="2024-01-01")
    assert (later.sector, later.other_sectors) == ("ELI", ("GOV",))


def test_names_in_running_text_are_the_longest() -> None:
    text = "The Islamic State of Iraq fought the U.S. near Baghdad; al-Qaeda watched."
    found = [text[hit.start : hit.end] for hit in find_names(text, lexicon=LEXICON)]
    assert found == ["Islamic State of Iraq", "U.S.", "Baghdad", "al-Qaeda"]


@pytest.mark.parametrize("text", ["They told us who won.", "a turkey and some china", "Iran", ""])
def test_small_letters_name_nobody(text: str) -> None:
    assert [text[hit.start : hit.end] for hit in find_names(text, lexicon=LEXICON)] == (
        ["Iran"] if "Iran" in text else []
    )


def test_names_do_not_cross_a_comma() -> None:
    text = "It was Islamic, State officials said"
    assert all("," not in text[hit.start : hit.end] for hit in find_names(text, lexicon=LEXICON))


@pytest.mark.parametrize(
    ("name", "key"),
    [("U.S.", "us"), ("al-Qa'ida", "al qaida"), ("Vučić", "vucic"), ("Iran’s", "iran 's"), ("Łódź", "lodz")],
)
def test_keys(name: str, key: str) -> None:
    assert name_key(name) == key


@pytest.mark.parametrize(
    ("noun", "plural"),
    [
        ("gunman", "gunmen"),
        ("head of state", "heads of state"),
        ("embassy", "embassies"),
        ("coach", "coaches"),
        ("child", "children"),
        ("attorney", "attorneys"),
    ],
)
def test_plurals(noun: str, plural: str) -> None:
    assert plural_of(noun) == plural


def test_agents_file_is_rich_and_clean() -> None:
    nouns = {agent.noun for agent in LEXICON.agents.values()}
    assert len(nouns) >= 700


def test_every_entry_keeps_to_plover() -> None:
    for names in LEXICON.names.values():
        for entry in (name.entry for name in names):
            assert entry.code is None or re.fullmatch("[A-Z]{3}", entry.code), entry
            assert entry.sector is None or entry.sector in SECTORS, entry
            assert SECTORS.issuperset(entry.other_sectors), entry
            assert not entry.end or entry.start[:4] <= entry.end[:4], entry


@pytest.mark.parametrize("sector", ["", "ABC", "=ABC"])
def test_an_unknown_sector_is_refused(sector: str) -> None:
    with pytest.raises(CodebookError, match=r"agents\.tsv:1"):
        parse_agents(f"soldier\t{sector}\t\t", place="agents.tsv")


def test_rows_answer_in_order() -> None:
    rows = [{"id": "b", "text": "gunmen"}, {"id": "a", "text": "the Danish army", "published": "2020-01-01"}]
    answers = list(actor_rows(rows))
    assert [(row["id"], row["code"], row["sector"]) for row in answers] == [
        ("b", None, "UAF"),
        ("a", "DNK", "MIL"),
    ]
    assert set(answers[0]) == {"id", "code", "sector", "other_sectors", "name", "reason"}


def test_a_row_without_text_is_refused() -> None:
    with pytest.raises(InputError, match="row 1"):
        list(actor_rows([{"id": "a"}]))


def test_the_lexicon_is_read_once_and_fast() -> None:
    assert load_actor_lexicon() is LEXICON
    load_actor_lexicon.cache_clear()
    started = time.process_time()
    load_actor_lexicon()
    # Four times the time it takes on a quiet machine.
    assert time.process_time() - started < 0.3
