"""Input that is no well-set English prose: no crash, no runaway time, no invented event, and every span holds."""

import subprocess
import sys
import time
from collections.abc import Sequence
from functools import cache

import pytest

from dragoman import code
from dragoman.reading.parser import load_parser
from dragoman.reading.segment import Sentence, is_tabular
from dragoman.reading.syntax import Parse
from dragoman.record.json import check_spans, to_json
from dragoman.record.types import CodedDocument, Document

REPORT = (
    "The Taliban captured the city of Kunduz on Sunday, officials said. “We will not stop,” a Taliban spokesman "
    "told reporters. The United States condemned the attack and called on Pakistan to press the group. At least 12 "
    "soldiers were killed near the airport, the defence ministry said.\n\n"
)


def coded(text: str) -> CodedDocument:
    """The text coded through the real parser, its spans checked, and fit to be written."""
    document = code(Document(id="bad", text=text, published="2021-08-10"))
    check_spans(document)
    assert document.document.text == text
    to_json(document)
    return document


def events(text: str) -> list[str]:
    return [event.event[0] for event in coded(text).events]


NOTHING = {
    "rows of a table": "Country\tKilled\tInjured\nSyria\t120\t300\nYemen\t44\t12\nAttack on Kabul\t3\t9\n",
    "a table drawn with bars": "| Country | Attack | Killed |\n| Syria | bombing | 12 |\n| Yemen | raid | 9 |\n",
    "a table set with blanks": "Country      Strikes     Talks\nSyria        12          3\n",
    "a list of fixtures": "Arsenal v Chelsea 15:00\nLiverpool v Everton 17:30\nFrance v Germany 20:45\nIraq 2 Italy 1\n"
    * 4,
    "results": "France beat Germany 2-1 in the final.\nIran drew with Iraq 0-0 in the group stage of the cup.\n",
    "only punctuation": "!?.,;:--\"'()[]{}…“” " * 200,
    "only dots": "." * 5000,
    "only quotation marks": '"' * 5000,
    "only digits": "1 2 3 4 5 66 777 " * 300,
    "one very long word": "attack" * 5000,
    "very long words": ("x" * 3000 + " ") * 20,
    "zero-width characters alone": "\u200b\u200d\ufeff" * 500,
    "combining marks alone": "\u0301" * 2000,
    "emoji alone": "🔥💀🇮🇱👨‍👩‍👧‍👦 " * 100,
    "control characters alone": "\x00\x07\x1b\x0c\x1f" * 200,
    "a script left in a page": "var attack='kill'; function bomb(){ return strike['Iran']; } window.invade = {};",
    "a word again and again": "word " * 3000,
    "one sentence of 3,000 words": "and the army attacked the rebels near the town as officials met " * 230,
}


@pytest.mark.parametrize("text", NOTHING.values(), ids=NOTHING)
def test_nothing_is_coded(text: str) -> None:
    document = coded(text)
    assert (document.events, document.positions, document.control) == ((), (), ())


FOREIGN = {
    "French": "Le président français a rencontré mardi son homologue russe à Moscou pour parler de la guerre "
    "et a demandé le retrait immédiat des troupes.",
    "Spanish": "El gobierno de Venezuela rechazó el lunes las sanciones impuestas por Estados Unidos contra su "
    "industria petrolera del país y expulsó a su embajador.",
    "Arabic": "أعلنت حركة طالبان يوم الأحد سيطرتها على مدينة قندوز في شمال أفغانستان بعد معارك عنيفة",
    "Russian": "Российские войска нанесли удар по Харькову, погибли пять человек, сообщили власти во вторник.",
    "German": "Die Bundesregierung hat den Angriff auf Kiew verurteilt und weitere Waffenlieferungen an die Ukraine "
    "angekündigt, wie ein Sprecher am Montag mitteilte.",
    "Chinese": "塔利班周日占领了阿富汗北部城市昆都士，政府军撤出了该市。",
}


@pytest.mark.parametrize("text", FOREIGN.values(), ids=FOREIGN)
def test_another_language_is_said_so(text: str) -> None:
    document = coded(text)
    assert any("not in English" in note for note in document.notes)
    assert (document.events, document.statements, document.places, document.times) == ((), (), (), ())


def test_a_foreign_name_or_quotation_does_not_make_a_report_foreign() -> None:
    text = "Russia bombed Kharkiv on Monday. “Слава Україні,” the mayor of the city said after the attack."
    assert "ASSAULT" in events(text)


STILL_CODED = {
    "control characters": "Russia bombed\x07 Kharkiv on\x0c Monday.\x00",
    "half a character": "Russia bombed Kharkiv \ud800 on Monday.\udfff",
    "emoji": "🔥🔥 Russia bombed Kharkiv 😢 on Monday 💀.",
    "right-to-left marks": "\u202bRussia bombed Kharkiv\u202c on Monday. \u200f",
    "marks never closed": "Russia bombed Kharkiv on Monday. \"The city is “burning, the mayor said. ''No\" ``",
    "line ends of another system": "Russia bombed\r\nKharkiv on Monday.\r\n\r\nIt was the third raid of the week.",
    "pages' remains": "Russia bombed Kharkiv on Monday.&nbsp;<br/><div class='ad'>Read more</div>",
    "no full stop": "Russia bombed Kharkiv on Monday",
    "a table beside the tale": "Russia bombed Kharkiv on Monday.\n\nCity\tKilled\tAttack\nSumy\t3\traid\n",
    "an endless word beside the tale": "Russia bombed Kharkiv on Monday.\n\n" + "A" * 30_000,
}


@pytest.mark.parametrize("text", STILL_CODED.values(), ids=STILL_CODED)
def test_the_one_event_is_found_and_no_other(text: str) -> None:
    assert events(text) == ["ASSAULT"]


def test_headlines_in_capitals_tell_no_more_than_they_say() -> None:
    assert set(events("RUSSIAN FORCES BOMB KHARKIV, KILLING FIVE CIVILIANS")) <= {"ASSAULT"}
    assert set(events("PRESIDENT ZELENSKY URGES NATO TO SEND WEAPONS")) <= {"REQUEST"}
    assert events("HAWKS CRUSH LIONS IN CUP FINAL\n\nSHARES IN NEW YORK RALLY\n\nWET WEEKEND AHEAD") == []


def test_words_broken_by_a_scanner_invent_nothing() -> None:
    text = "Tbe Rebe1s at-\ntack ed th e viIlage 0f Hom s on Tues- day, k i l l i n g twe1ve. lran c0ndernned lsrael."
    assert events(text) == []


def test_a_sentence_too_long_to_parse_is_said_so() -> None:
    text = "The army attacked the rebels, " * 400 + "officials said."
    document = coded(text)
    assert document.events == ()
    assert document.notes == ("1 sentence(s) too long to parse",)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("Syria\t120\t300", True),
        ("Syria    120    300", True),
        ("| Syria | 120 |", True),
        ("The army    attacked the town.", False),
        ("The army attacked the town, killing 12  people and  a child.", False),
        ("\tThe army attacked the town.", False),
    ],
)
def test_rows_of_tables_are_told_from_sentences(row: str, expected: bool) -> None:
    assert is_tabular(row) is expected


class Unparsed:
    """A parser that parses nothing: what remains is the work of all other stations."""

    def parse(self, text: str, sentences: Sequence[Sentence]) -> list[Parse]:
        return []


@cache
def warm() -> None:
    code(Document(id="warm", text=REPORT))


def seconds(text: str, *, parsed: bool) -> float:
    """Processor time of coding a text, the better of two runs."""
    warm()
    best = float("inf")
    for _ in range(2):
        start = time.process_time()
        code(Document(id="slow", text=text, published="2021-08-10"), parser=None if parsed else Unparsed())
        best = min(best, time.process_time() - start)
    return best


REPEATED = {
    "lines of one letter": ("a\n", 4000),
    "blanks": ("attack Iran" + " " * 500, 40),
    "words in chains": ("a-", 5000),
    "numbers": ("12 ", 4000),
    "numbers and commas": ("1,", 5000),
    "single marks": ("A'", 4000),
    "dots without a blank": (".", 10_000),
    "names and prepositions": ("Iran and ", 1000),
    "brackets": ("(", 10_000),
    "quotations": ("“Word in it of the day.”\n\n", 300),
}


@pytest.mark.parametrize(("piece", "times"), REPEATED.values(), ids=REPEATED)
def test_time_grows_with_length_before_parsing(piece: str, times: int) -> None:
    short, long = seconds(piece * times, parsed=False), seconds(piece * times * 4, parsed=False)
    assert long < 10 * short + 0.05  # a square would give 16


def test_time_grows_with_length_of_a_report() -> None:
    load_parser()
    short, long = seconds(REPORT * 10, parsed=True), seconds(REPORT * 40, parsed=True)
    assert long < 8 * short


def test_a_megabyte_is_read_in_seconds_but_for_the_parser() -> None:
    text = REPORT * 3600
    assert len(text) > 1_000_000
    warm()
    start = time.process_time()
    code(Document(id="megabyte", text=text, published="2021-08-10"), parser=Unparsed())
    assert time.process_time() - start < 30


def test_the_command_starts_without_the_parser_or_the_validator() -> None:
    words = "import sys, dragoman.cli; print(*{'spacy', 'pydantic', 'trafilatura', 'py3langid'} & {*sys.modules})"
    done = subprocess.run([sys.executable, "-c", words], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
