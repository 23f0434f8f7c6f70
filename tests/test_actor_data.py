"""Lint of the named collective actors: groups, organisations, parties, institutions."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import pytest

from dragoman.codebook.files import read_data

COLUMNS = ["id", "name", "aliases", "code", "sector", "other_sectors", "from", "to", "note"]
FILES = {"groups": "group", "organisations": "org", "parties": "party", "institutions": "inst"}
MINIMUM = {"groups": 550, "organisations": 200, "parties": 250, "institutions": 350}
SECTORS = {
    *("COP", "GOV", "JUD", "LEG", "MIL", "PRM", "PTY", "REB", "SPY", "UAF", "UNK", "AGR", "BUS"),
    *("CRM", "CVL", "EDU", "ELI", "JRN", "LAB", "MED", "REF", "OPP", "PRE", "REL", "SOC"),
}
SUPRANATIONAL = {"UNO", "EUR", "IGO", "NGO", "ISM", "IMG", "MNC"}
# ISO 3166-1 alpha-3, and KOS
COUNTRY_CODES = """
    ABW AFG AGO AIA ALA ALB AND ARE ARG ARM ASM ATA ATF ATG AUS AUT AZE BDI BEL BEN BES BFA BGD BGR
    BHR BHS BIH BLM BLR BLZ BMU BOL BRA BRB BRN BTN BVT BWA CAF CAN CCK CHE CHL CHN CIV CMR COD COG
    COK COL COM CPV CRI CUB CUW CXR CYM CYP CZE DEU DJI DMA DNK DOM DZA ECU EGY ERI ESH ESP EST ETH
    FIN FJI FLK FRA FRO FSM GAB GBR GEO GGY GHA GIB GIN GLP GMB GNB GNQ GRC GRD GRL GTM GUF GUM GUY
    HKG HMD HND HRV HTI HUN IDN IMN IND IOT IRL IRN IRQ ISL ISR ITA JAM JEY JOR JPN KAZ KEN KGZ KHM
    KIR KNA KOR KOS KWT LAO LBN LBR LBY LCA LIE LKA LSO LTU LUX LVA MAC MAF MAR MCO MDA MDG MDV MEX
    MHL MKD MLI MLT MMR MNE MNG MNP MOZ MRT MSR MTQ MUS MWI MYS MYT NAM NCL NER NFK NGA NIC NIU NLD
    NOR NPL NRU NZL OMN PAK PAN PCN PER PHL PLW PNG POL PRI PRK PRT PRY PSE PYF QAT REU ROU RUS RWA
    SAU SDN SEN SGP SGS SHN SJM SLB SLE SLV SMR SOM SPM SRB SSD STP SUR SVK SVN SWE SWZ SXM SYC SYR
    TCA TCD TGO THA TJK TKL TKM TLS TON TTO TUN TUR TUV TWN TZA UGA UKR UMI URY USA UZB VAT VCT VEN
    VGB VIR VNM VUT WLF WSM YEM ZAF ZMB ZWE
"""
COUNTRIES = set(COUNTRY_CODES.split())
ID = re.compile(r"(group|org|party|inst):[a-z0-9]+(-[a-z0-9]+)*")
DATE = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01]))?")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a data file, in the order of its columns."""

    id: str
    name: str
    aliases: str
    code: str
    sector: str
    other_sectors: str
    begin: str
    end: str
    note: str

    def others(self) -> list[str]:
        return [part for part in self.other_sectors.split("|") if part]

    def names(self) -> list[str]:
        return [self.name, *(part for part in self.aliases.split("|") if part)]

    def first_day(self) -> str:
        return self.begin if len(self.begin) > 4 else f"{self.begin or '0000'}-01-01"

    def last_day(self) -> str:
        return self.end if len(self.end) > 4 else f"{self.end or '9999'}-12-31"


def parse(text: str) -> list[Row]:
    """Rows of a data file; a line with too few or too many cells raises TypeError."""
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    assert lines[0].split("\t") == COLUMNS
    return [Row(*line.split("\t")) for line in lines[1:]]


@cache
def rows(stem: str) -> tuple[Row, ...]:
    return tuple(parse(read_data(f"actors/{stem}.tsv")))


@cache
def all_rows() -> tuple[Row, ...]:
    return tuple(row for stem in FILES for row in rows(stem))


def row_faults(row: Row) -> list[str]:
    """What is wrong with one row seen alone."""
    faults = []
    if not ID.fullmatch(row.id):
        faults.append("id")
    if row.code not in COUNTRIES | SUPRANATIONAL:
        faults.append("code")
    if {row.sector, *row.others()} - SECTORS - {""} or row.sector in row.others():
        faults.append("sector")
    if any(cell and not DATE.fullmatch(cell) for cell in (row.begin, row.end)):
        faults.append("date")
    elif row.first_day() > row.last_day():
        faults.append("period")
    return faults + name_faults(row)


def name_faults(row: Row) -> list[str]:
    """Names that are empty, padded, repeated, or too like an everyday word to be matched anywhere."""
    bare = [name.rstrip("?") for name in row.names()]
    faults = []
    if any(len(name) < 2 or name != name.strip() or "  " in name for name in bare):
        faults.append("empty name")
    if len(set(bare)) < len(bare) or row.name.endswith("?"):
        faults.append("repeated name")
    if any(name.islower() and name.isalpha() for name in row.names()):
        faults.append("everyday word")
    return faults


def period_faults(periods: Sequence[Row]) -> list[str]:
    """Rows of one id must follow each other in time; two may share no more than the boundary."""
    faults = []
    for earlier, later in pairwise(periods):
        if earlier.first_day() >= later.first_day():
            faults.append(f"{later.id}: out of order")
        if earlier.last_day()[: len(later.begin)] > later.begin:
            faults.append(f"{later.id}: overlap")
    return faults


def claims(found: Iterable[Row]) -> dict[str, list[tuple[Row, bool]]]:
    """Who claims each name (case counts in abbreviations only), and whether only in the country's focus."""
    table: dict[str, list[tuple[Row, bool]]] = defaultdict(list)
    for row in found:
        for name in row.names():
            bare = name.rstrip("?")
            table[bare if bare.isupper() else bare.casefold()].append((row, name.endswith("?")))
    return table


def overlap(a: Row, b: Row) -> bool:
    return a.first_day() < b.last_day() and b.first_day() < a.last_day()


def clash(a: tuple[Row, bool], b: tuple[Row, bool]) -> bool:
    """Two actors claim one name and nothing (time, or the country in focus) tells them apart."""
    if a[0].id == b[0].id or not overlap(a[0], b[0]):
        return False
    told_apart = (a[1] or b[1]) and a[0].code != b[0].code
    return not told_apart


def name_clashes(found: Iterable[Row]) -> list[str]:
    table: Mapping[str, list[tuple[Row, bool]]] = claims(found)
    return sorted(
        {
            f"{name}: {a[0].id} / {b[0].id}"
            for name, claimants in table.items()
            for i, a in enumerate(claimants)
            for b in claimants[i + 1 :]
            if clash(a, b)
        }
    )


def by_id(found: Iterable[Row]) -> dict[str, list[Row]]:
    table: dict[str, list[Row]] = defaultdict(list)
    for row in found:
        table[row.id].append(row)
    return table


def row(*, name: str = "Blue Front", aliases: str = "", code: str = "COL", **cells: str) -> Row:
    """A sound row to spoil in the tests below."""
    values = {
        "id": "group:x",
        "sector": "REB",
        "other_sectors": "",
        "begin": "",
        "end": "",
        "note": "",
    } | cells
    return Row(name=name, aliases=aliases, code=code, **values)


@pytest.mark.parametrize("stem", FILES)
def test_every_row_is_sound(stem: str) -> None:
    faults = [(item.id, item.name, bad) for item in rows(stem) if (bad := row_faults(item))]
    assert faults == []


@pytest.mark.parametrize("stem", FILES)
def test_ids_carry_the_prefix_of_their_file_and_stand_together(stem: str) -> None:
    order = [item.id for item in rows(stem)]
    assert all(item.startswith(FILES[stem] + ":") for item in order)
    changes = sum(a != b for a, b in pairwise(order))
    assert changes + 1 == len(set(order)), "rows of one id must be neighbours"


@pytest.mark.parametrize("stem", FILES)
def test_there_are_enough_actors(stem: str) -> None:
    assert len({item.id for item in rows(stem)}) >= MINIMUM[stem]


def test_periods_of_one_actor_follow_each_other() -> None:
    assert [bad for periods in by_id(all_rows()).values() for bad in period_faults(periods)] == []


def test_one_actor_has_one_name() -> None:
    several = {key: {item.name for item in found} for key, found in by_id(all_rows()).items()}
    assert {key: names for key, names in several.items() if len(names) > 1} == {}


def test_no_name_begins_with_the_article() -> None:
    """Spans of actors leave the article out, so the data must too (newspapers keep their capital The)."""
    assert [name for item in all_rows() for name in item.names() if name.startswith("the ")] == []


def test_no_name_is_claimed_twice_without_a_date_or_a_country_to_decide() -> None:
    assert name_clashes(all_rows()) == []


@pytest.mark.parametrize(
    ("key", "day", "code", "sector"),
    [
        ("group:islamic-state", "2015-06-01", "IMG", "REB"),
        ("group:al-qaeda", "2001-09-11", "IMG", "REB"),
        ("group:taliban", "1995-05-01", "AFG", "REB"),
        ("group:taliban", "1999-05-01", "AFG", "GOV"),
        ("group:taliban", "2021-08-10", "AFG", "REB"),
        ("group:taliban", "2021-08-15", "AFG", "GOV"),
        ("group:houthis", "2019-01-29", "YEM", "REB"),
        ("group:syrian-democratic-forces", "2019-10-09", "SYR", "REB"),
        ("group:kurdistan-workers-party", "2019-10-09", "TUR", "REB"),
        ("group:rapid-support-forces", "2023-04-14", "SDN", "PRM"),
        ("group:rapid-support-forces", "2023-04-15", "SDN", "REB"),
        ("org:us-led-coalition", "2017-07-01", "USA", "MIL"),
        ("org:nato", "2019-10-09", "IGO", ""),
        ("org:united-nations", "2019-10-09", "UNO", ""),
        ("org:international-court-of-justice", "2024-01-26", "IGO", "JUD"),
        ("party:bjp", "2019-05-23", "IND", "PTY"),
        ("inst:us-state-department", "2019-05-23", "USA", "GOV"),
        ("inst:knesset", "2019-05-23", "ISR", "LEG"),
        ("inst:irgc", "2019-05-23", "IRN", "MIL"),
    ],
)
def test_known_actors_keep_their_ids_and_codes(key: str, day: str, code: str, sector: str) -> None:
    valid = [item for item in by_id(all_rows())[key] if item.first_day() <= day <= item.last_day()]
    assert valid, f"{key} has no row for {day}"
    assert (valid[-1].code, valid[-1].sector) == (code, sector)


@pytest.mark.parametrize(
    ("spoilt", "fault"),
    [
        (row(id="Group:X"), "id"),
        (row(code="XYZ"), "code"),
        (row(sector="ARMY"), "sector"),
        (row(other_sectors="REB"), "sector"),
        (row(begin="19-64"), "date"),
        (row(begin="2001", end="1999"), "period"),
        (row(aliases="BF| blue"), "empty name"),
        (row(aliases="BF|BF?"), "repeated name"),
        (row(aliases="rebels"), "everyday word"),
    ],
)
def test_the_lint_finds_a_spoilt_row(spoilt: Row, fault: str) -> None:
    assert fault in row_faults(spoilt)


@pytest.mark.parametrize(
    "sound",
    [
        row(),
        row(sector=""),
        row(aliases="BF|rebels?"),
        row(begin="1964", end="2016-11-24"),
        row(code="IMG"),
        row(other_sectors="PTY|GOV"),
    ],
)
def test_the_lint_leaves_a_sound_row_alone(sound: Row) -> None:
    assert row_faults(sound) == []


@pytest.mark.parametrize(
    ("other", "clashes"),
    [
        (row(id="group:y", name="Red Front", aliases="BF", code="PER"), 1),
        (row(id="group:y", name="Red Front", aliases="BF?", code="COL"), 1),
        (row(id="group:y", name="Red Front", aliases="BF?", code="PER"), 0),
        (row(id="group:y", name="Red Front", aliases="BF", code="PER", begin="2001"), 0),
        (row(id="group:y", name="Red Front", aliases="RF", code="PER"), 0),
        (row(id="group:x", name="Blue Front", aliases="BF", code="PER"), 0),
    ],
)
def test_the_lint_finds_a_name_claimed_twice(other: Row, clashes: int) -> None:
    assert len(name_clashes([row(aliases="BF", end="2000"), other])) == clashes


@pytest.mark.parametrize(
    ("second", "faults"),
    [
        (row(begin="1990", end="1995"), 0),
        (row(begin="1989-06-01"), 1),
        (row(begin="1970"), 2),
    ],
)
def test_the_lint_finds_periods_that_overlap(second: Row, faults: int) -> None:
    assert len(period_faults([row(begin="1980", end="1990"), second])) == faults
