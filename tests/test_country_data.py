"""Lint of the data of countries, peoples and people in office."""

import re
from collections import defaultdict
from datetime import date
from functools import cache
from itertools import pairwise

import pytest

from dragoman.codebook.files import read_data

Row = dict[str, str]

COLUMNS = {
    "countries": ["code", "name", "names", "adjectives", "inhabitants", "capitals", "seats", "note"],
    "peoples": ["name", "forms", "code", "sector", "other", "note"],
    "leaders": [
        "id",
        "name",
        "aliases",
        "code",
        "office",
        "sector",
        "other_sectors",
        "from",
        "to",
        "note",
    ],
}
LISTS = {
    "countries": ["names", "adjectives", "inhabitants", "capitals", "seats"],
    "peoples": ["forms", "other"],
    "leaders": ["aliases", "other_sectors"],
}
LEAST = {"countries": 300, "peoples": 350, "leaders": 5000}
BEYOND_STATES = {"UNO", "EUR", "IGO", "NGO", "ISM", "IMG", "MNC"}
STATE_SECTORS = "COP GOV JUD LEG MIL PRM PTY REB SPY UAF UNK"
OTHER_SECTORS = "AGR BUS CRM CVL EDU ELI JRN LAB MED REF OPP PRE REL SOC"
SECTORS = set(f"{STATE_SECTORS} {OTHER_SECTORS}".split())
DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
IDENTIFIER = re.compile(r"person:[a-z0-9]+(-[a-z0-9]+)*")


@cache
def lines(file: str) -> list[str]:
    text = read_data(f"actors/{file}.tsv")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def rows(file: str) -> list[Row]:
    return [dict(zip(COLUMNS[file], line.split("\t"), strict=True)) for line in lines(file)[1:]]


def cell(row: Row, column: str) -> list[str]:
    return row[column].split("|") if row[column] else []


def state_codes() -> set[str]:
    return {row["code"] for row in rows("countries")}


def bounds(row: Row) -> tuple[str, str]:
    """First and last day that a term can have touched, as comparable text."""
    first, last = row["from"], row["to"] or "9999"
    return first + "-00-00"[len(first) - 4 :], last + "-99-99"[len(last) - 4 :]


@pytest.mark.parametrize("file", COLUMNS)
def test_header_and_columns(file: str) -> None:
    assert lines(file)[0].split("\t") == COLUMNS[file]
    assert [line for line in lines(file) if line.count("\t") != len(COLUMNS[file]) - 1] == []


@pytest.mark.parametrize("file", COLUMNS)
def test_cells_are_clean(file: str) -> None:
    for row in rows(file):
        for column, value in row.items():
            assert value == value.strip(), f"{row['name']}: space round {column}"
            assert "  " not in value, f"{row['name']}: {column}"
        for column in LISTS[file]:
            items = cell(row, column)
            assert all(item and item == item.strip() for item in items), f"{row['name']}: {column}"
            bare = [item.rstrip("?") for item in items]
            assert len(bare) == len(set(bare)), f"{row['name']}: {column} has an item twice"


@pytest.mark.parametrize("file", COLUMNS)
def test_enough_rows(file: str) -> None:
    assert len(rows(file)) >= LEAST[file]


def test_every_state_has_a_code() -> None:
    codes = state_codes()
    assert len(codes) == 250
    assert all(re.fullmatch(r"[A-Z]{3}", code) for code in codes)
    assert {"KOS", "PSE", "TWN", "ESH", "SSD", "VAT"} <= codes
    assert not codes & BEYOND_STATES


def test_country_names_are_held_by_one_row() -> None:
    holders: defaultdict[str, set[str]] = defaultdict(set)
    for row in rows("countries"):
        assert row["name"] in [name.rstrip("?") for name in cell(row, "names")], row["name"]
        for name in cell(row, "names"):
            holders[name.rstrip("?")].add(row["name"])
    assert {name: held for name, held in holders.items() if len(held) > 1} == {}


@pytest.mark.parametrize("column", ["adjectives", "inhabitants", "capitals", "seats"])
def test_one_word_one_code_unless_marked(column: str) -> None:
    holders: defaultdict[str, set[str]] = defaultdict(set)
    for row in rows("countries"):
        for word in cell(row, column):
            if not word.endswith("?"):
                holders[word].add(row["code"])
    assert {word: codes for word, codes in holders.items() if len(codes) > 1} == {}


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Soviet Union", "RUS"),
        ("Zaire", "COD"),
        ("East Germany", "DEU"),
        ("South Vietnam", "VNM"),
        ("Scotland", "GBR"),
        ("Abkhazia", "GEO"),
        ("Northern Cyprus", "CYP"),
        ("Somaliland", "SOM"),
        ("Crimea", "UKR"),
        ("Tibet", "CHN"),
    ],
)
def test_former_states_and_parts(name: str, code: str) -> None:
    assert {row["code"] for row in rows("countries") if row["name"] == name} == {code}


@pytest.mark.parametrize("word", ["Chad", "Georgia", "Jordan", "Guinea", "Jersey"])
def test_ambiguous_names_are_marked(word: str) -> None:
    names = {name for row in rows("countries") for name in cell(row, "names")}
    assert f"{word}?" in names
    assert word not in names


@pytest.mark.parametrize("word", ["us", "uk", "turkey", "china", "polish", "Apple", "Paris", "Male"])
def test_no_bare_common_word(word: str) -> None:
    everything = {item for row in rows("countries") for column in LISTS["countries"] for item in cell(row, column)}
    assert word not in everything


def test_peoples() -> None:
    names = [row["name"] for row in rows("peoples")]
    assert len(names) == len(set(names))
    forms = [form.rstrip("?") for row in rows("peoples") for form in cell(row, "forms")]
    assert sorted({form for form in forms if forms.count(form) > 1}) == []
    for row in rows("peoples"):
        assert row["code"] in state_codes() | {""}, row["name"]
        assert row["sector"] in {"CVL", "AGR"}, row["name"]
        assert set(cell(row, "other")) <= {"REL", "PRE"}, row["name"]


def test_leader_codes_and_sectors() -> None:
    codes = state_codes() | BEYOND_STATES
    for row in rows("leaders"):
        where = f"{row['name']}, {row['office']}"
        assert IDENTIFIER.fullmatch(row["id"]), where
        assert row["code"] in codes, where
        assert {row["sector"], *cell(row, "other_sectors")} <= SECTORS | {""}, where
        assert row["sector"] or row["code"] in {"UNO", "EUR", "IGO"}, where
        assert row["sector"] not in cell(row, "other_sectors"), where
        assert row["office"][0].isalpha(), where
        assert row["note"] in {"", "short name: first word", "short name: none"}, where


def test_leader_dates_are_ordered() -> None:
    for row in rows("leaders"):
        where = f"{row['name']}, {row['office']}"
        assert DATE.fullmatch(row["from"]), where
        assert not row["to"] or DATE.fullmatch(row["to"]), where
        assert all(date.fromisoformat(day) for day in (row["from"], row["to"]) if len(day) == 10), where
        first, last = bounds(row)
        assert first <= last, where
        assert "1900" <= row["from"] <= "2027", where


def test_leader_terms_are_there_once() -> None:
    terms = [(row["id"], row["code"], row["office"], row["from"]) for row in rows("leaders")]
    assert len(terms) == len(set(terms))


def test_one_person_one_name() -> None:
    names: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
    for row in rows("leaders"):
        names[row["id"]].add((row["name"], row["aliases"]))
    assert {person: held for person, held in names.items() if len(held) > 1} == {}


def test_same_office_is_not_held_twice_at_once_by_one_person() -> None:
    held: defaultdict[tuple[str, str, str], list[tuple[str, str]]] = defaultdict(list)
    for row in rows("leaders"):
        held[row["id"], row["code"], row["office"]].append(bounds(row))
    for key, terms in held.items():
        ordered = sorted(terms)
        for (_, end), (start, _) in pairwise(ordered):
            assert end[:7] <= start[:7] or end[:4] <= start[:4], key


def test_names_are_shared_by_few() -> None:
    """A full name or alias that two persons share cannot tell them apart: only namesakes of note may."""
    holders: defaultdict[str, set[str]] = defaultdict(set)
    for row in rows("leaders"):
        for name in (row["name"], *cell(row, "aliases")):
            holders[name].add(row["id"])
    assert {name for name, held in holders.items() if len(held) > 1} <= {"Soe Win"}


def test_most_states_have_leaders() -> None:
    assert len({row["code"] for row in rows("leaders")} & state_codes()) >= 180


@pytest.mark.parametrize(
    ("person", "day", "code", "sector"),
    [
        ("person:ashraf-ghani", "2021-08-10", "AFG", "GOV"),
        ("person:zalmay-khalilzad", "2020-02-29", "USA", "GOV"),
        ("person:ban-ki-moon", "2008-05-01", "UNO", ""),
        ("person:ban-ki-moon", "2005-05-01", "KOR", "GOV"),
        ("person:aung-san-suu-kyi", "2003-05-30", "MMR", "OPP"),
        ("person:aung-san-suu-kyi", "2017-09-01", "MMR", "GOV"),
        ("person:abdullah-ocalan", "1999-02-15", "TUR", "REB"),
        ("person:john-garang", "2004-01-01", "SDN", "REB"),
    ],
)
def test_term_in_force(person: str, day: str, code: str, sector: str) -> None:
    found = {
        (row["code"], row["sector"])
        for row in rows("leaders")
        if row["id"] == person and bounds(row)[0] <= day <= bounds(row)[1]
    }
    assert found == {(code, sector)}


@pytest.mark.parametrize(
    ("person", "day"),
    [
        ("person:ashraf-ghani", "2021-09-01"),
        ("person:kofi-annan", "2010-01-01"),
        ("person:hosni-mubarak", "2011-03-01"),
        ("person:saddam-hussein", "2005-01-01"),
        ("person:jens-stoltenberg", "2014-03-01"),
        ("person:luiz-inacio-lula-da-silva", "2012-01-01"),
    ],
)
def test_no_term_in_force(person: str, day: str) -> None:
    assert not [r for r in rows("leaders") if r["id"] == person and bounds(r)[0] <= day <= bounds(r)[1]]
