"""Time expressions: the cases of ``cases/times.txt``, the calendar, the grammar, what holds of any text."""

import random
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from dragoman.codebook.files import read_data
from dragoman.codebook.times import load_time_grammar, time_grammar
from dragoman.errors import CodebookError, DateError
from dragoman.grounding.times import find_times, window_before
from dragoman.grounding.times.calendar import around, civil, easter, first_day, iso, last_day, ordinal, timex
from dragoman.grounding.times.match import reduce_tokens
from dragoman.grounding.times.senses import SENSES
from dragoman.grounding.times.tense import cue_tense
from dragoman.grounding.times.tokens import tokens_of, windows

_MARK = re.compile(r"\[([^\]]+)\]\((\S+) (\S+)(?: (\S+)\.\.(\S+))?\)")


@dataclass(frozen=True, slots=True)
class Case:
    title: str
    published: str | None
    text: str
    expected: tuple[tuple[int, str, str, str | None], ...]
    days: tuple[tuple[str, str] | None, ...]


def _read(block: str) -> Case:
    title, published, text = block.split("\n", 2)
    plain, expected, days, done = "", [], [], 0
    for mark in _MARK.finditer(text):
        plain += text[done : mark.start()]
        expected.append((len(plain), mark[1], mark[2], None if mark[3] == "-" else mark[3]))
        days.append((mark[4], mark[5]) if mark[4] else None)
        plain += mark[1]
        done = mark.end()
    day = published.removeprefix("published: ").strip()
    return Case(title, None if day == "none" else day, (plain + text[done:]).strip(), tuple(expected), tuple(days))


def _cases() -> Iterator[Case]:
    text = (Path(__file__).parent / "cases" / "times.txt").read_text(encoding="utf-8")
    for block in re.split(r"^== ", text, flags=re.MULTILINE)[1:]:
        yield _read(block.strip())


CASES = list(_cases())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_case(case: Case) -> None:
    found = find_times(case.text, published=case.published)
    assert [(t.start, t.text, t.type, t.value) for t in found] == list(case.expected)
    for expression, days in zip(found, case.days, strict=True):
        if days is not None:
            assert (expression.first, expression.last) == days


def test_cases_are_in_balance() -> None:
    silent = sum(not case.expected for case in CASES)
    assert abs(len(CASES) - 2 * silent) <= len(CASES) // 4


def test_spans_hold_their_text_and_do_not_overlap() -> None:
    text = " ".join(case.text for case in CASES)
    end = 0
    for expression in find_times(text, published="2021-08-10"):
        assert text[expression.start : expression.end] == expression.text
        assert expression.start >= end
        end = expression.end


_ODD = (
    *("1/0/00", "99/99/2021", "2021-13-45", "5 1/2", "25:61", "0th", "9" * 5000, "\n\n", "–", "'98", "٣"),
    *("2021-08-03T99:99", "10/0/10", "500th", "99999999", "hundred hundred", "$", "'s", "."),
)


def test_no_words_make_it_fail() -> None:
    words = [
        *time_grammar().words,
        "1/0/00",
        "99/99/2021",
        "2021-13-45",
        "5 1/2",
        "25:61",
        "0th",
        "9" * 5000,
        "\n\n",
        "–",
        "'98",
        "٣",
    ]
    chooser = random.Random(7)
    for _ in range(400):
        text = " ".join(chooser.choice(words) for _ in range(20))
        for published in (None, "0001-01-01", "9999-12-31"):
            for expression in find_times(text, published=published):
                assert (expression.first is None) == (expression.last is None)
                assert expression.first is None or expression.first <= (expression.last or "")


def test_the_search_for_triggers_loses_nothing() -> None:
    grammar = time_grammar()
    filler = "Nobody in the village was willing to say who had given the order or why. " * 3
    for case in CASES:
        text = filler + case.text + " " + filler
        whole = reduce_tokens(tokens_of(text, 0, len(text)), grammar)
        near = [token for a, b in windows(text) for token in reduce_tokens(tokens_of(text, a, b), grammar)]
        spans = [{(t.start, t.end) for t in tokens if t.kind in grammar.emitted} for tokens in (whole, near)]
        assert spans[0] == spans[1], case.title


def test_text_without_a_trigger_is_never_read() -> None:
    assert list(windows("Nobody in the village was willing to say who had given the order. " * 50)) == []


@pytest.mark.parametrize(
    "piece",
    [
        "He left on Friday, May 3, 2019, two days later. ",
        "a hundred hundred hundred ",
        "1",
        "12:",
        "the the early late ",
        "2021-08-",
        "\n \n",
        "'s May of ",
    ],
)
def test_time_grows_in_line_with_the_text(piece: str) -> None:
    small, large = piece * (20_000 // len(piece)), piece * (160_000 // len(piece))
    find_times(small, published="2021-08-10")
    seconds = [min(_seconds(text) for _ in range(3)) for text in (small, large)]
    assert seconds[1] < 25 * seconds[0] + 0.05  # eight times the text; a quadratic search would take 64 times


def _seconds(text: str) -> float:
    start = time.process_time()
    find_times(text, published="2021-08-10")
    return time.process_time() - start


def test_the_callers_tense_is_believed() -> None:
    text = "The talks on Friday, in October"
    past = find_times(text, published="2021-08-10", tense_at=lambda _: "past")
    ahead = find_times(text, published="2021-08-10", tense_at=lambda _: "future")
    assert [t.value for t in past] == ["2021-08-06", "2020-10"]
    assert [t.value for t in ahead] == ["2021-08-13", "2021-10"]


@pytest.mark.parametrize(
    ("text", "tense"),
    [
        ("They will meet on ", "future"),
        ("They met on ", "past"),
        ("They will meet. They met on ", "past"),
        ("The men to be tried on ", "future"),
        ("He is due in court by ", "future"),
        ("Green hills on ", None),
    ],
)
def test_tense_cues(text: str, tense: str | None) -> None:
    assert cue_tense(text + "Friday", len(text)) == tense


def test_publication_may_be_a_datetime() -> None:
    (found,) = find_times("yesterday", published="2021-08-10T23:59:00Z")
    assert found.value == "2021-08-09"


@pytest.mark.parametrize("published", ["10.8.2021", "yesterday", "", "2021-02-30"])
def test_a_bad_publication_date_is_named(published: str) -> None:
    with pytest.raises(DateError, match="ISO date"):
        find_times("Nobody said a word.", published=published)


@pytest.mark.parametrize(
    ("value", "first"),
    [
        ("P5D", "2021-08-06"),
        ("P1D", "2021-08-10"),
        ("P2W", "2021-07-28"),
        ("P1M", "2021-07-11"),
        ("P1Y", "2020-08-11"),
        ("PT5H", "2021-08-10"),
        ("PT48H", "2021-08-08"),
    ],
)
def test_window_before_publication(value: str, first: str) -> None:
    assert window_before(value, "2021-08-10") == (first, "2021-08-10")


@pytest.mark.parametrize("value", ["PXD", "PRESENT_REF", "2021", "", "P0.5Y"])
def test_an_open_length_gives_no_window(value: str) -> None:
    assert window_before(value, "2021-08-10") is None


def test_window_of_a_month_that_is_shorter() -> None:
    assert window_before("P1M", "2021-03-31") == ("2021-03-01", "2021-03-31")


def test_calendar_agrees_with_datetime() -> None:
    chooser = random.Random(3)
    for number in (chooser.randint(1, 3_000_000) for _ in range(500)):
        day = date.fromordinal(number)
        year, week, _ = day.isocalendar()
        assert (ordinal(day.year, day.month, day.day), civil(number)) == (
            number,
            (day.year, day.month, day.day),
        )
        assert timex(around("W", number)) == f"{year:04d}-W{week:02d}"
        assert all(first_day(p) <= number <= last_day(p) for p in (around(grain, number) for grain in "CEYHSQMWD"))


@pytest.mark.parametrize(
    ("year", "day"), [(1998, "1998-04-12"), (2000, "2000-04-23"), (2024, "2024-03-31"), (2038, "2038-04-25")]
)
def test_easter(year: int, day: str) -> None:
    assert iso(easter(year)) == day


def test_years_before_christ() -> None:
    assert civil(ordinal(-479, 9, 20)) == (-479, 9, 20)
    assert timex(around("D", ordinal(-479, 9, 20))) == "BC0480-09-20"
    assert (timex(around("E", ordinal(-479, 1, 1))), timex(around("C", ordinal(-479, 1, 1)))) == (
        "BC048",
        "BC04",
    )


def test_every_construction_has_a_reader() -> None:
    grammar = time_grammar()
    read = {c.sense for level in grammar.levels for c in level.constructions.values() if c.gives in grammar.emitted}
    assert read <= set(SENSES)


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("DAYP\tmonth_day", "2 columns"),
        ("DAYP\tmonth_day\tNOSUCHCLASS", "NOSUCHCLASS"),
        ("DAYP\tmonth_day\tover", "class of its own"),
    ],
)
def test_a_broken_construction_is_named(line: str, problem: str) -> None:
    def read(name: str) -> str:
        return read_data(name) + (f"\n{line}\n" if name == "times/constructions.txt" else "")

    with pytest.raises(CodebookError, match=problem) as error:
        load_time_grammar(read)
    assert "constructions.txt" in str(error.value)


def test_a_broken_word_file_is_named() -> None:
    def read(name: str) -> str:
        return read_data(name) + ("\nfortnights\tUNITS\n" if name == "times/units.tsv" else "")

    with pytest.raises(CodebookError, match=r"units\.tsv:\d+: 2 columns"):
        load_time_grammar(read)
