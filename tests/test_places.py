"""Places: the gazetteer file, recognition, resolution, and the cases of ``tests/cases/places.txt``."""

import hashlib
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from dragoman.codebook.files import data_path
from dragoman.codebook.gazetteer import (
    MAGIC,
    Gazetteer,
    fold,
    key_hash,
    load_gazetteer,
    skeleton,
    without_article,
)
from dragoman.errors import CodebookError
from dragoman.grounding.places import find_places, is_locative
from dragoman.grounding.places.lexicon import adjectives, candidates, listed, table
from dragoman.record.types import Place

CASES = Path(__file__).parent / "cases" / "places.txt"
MARK = re.compile(r"\[([^\]|]+)\|([A-Z]{3}|-)(?:\|(\d))?\]")


@dataclass(frozen=True, slots=True)
class Case:
    title: str
    text: str
    expected: tuple[tuple[int, int, str | None, int | None], ...]


def _case(title: str, marked: str) -> Case:
    text, at = "", 0
    expected: list[tuple[int, int, str | None, int | None]] = []
    for mark in MARK.finditer(marked):
        text += marked[at : mark.start()]
        start = len(text)
        text += mark[1]
        code = None if mark[2] == "-" else mark[2]
        expected.append((start, len(text), code, int(mark[3]) if mark[3] else None))
        at = mark.end()
    return Case(title, text + marked[at:], tuple(expected))


def _cases() -> Iterator[Case]:
    title = ""
    lines: list[str] = []
    for line in [*CASES.read_text(encoding="utf-8").splitlines(), "== end"]:
        if line.startswith("#"):
            continue
        if line.startswith("== "):
            if title:
                yield _case(title, "\n".join(lines).strip())
            title, lines = line[3:], []
        else:
            lines.append(line)


def place(text: str, name: str) -> Place:
    """The one place of that name found in a text."""
    found = [p for p in find_places(text) if p.text == name]
    assert len(found) == 1, [p.text for p in find_places(text)]
    return found[0]


@pytest.mark.parametrize("case", tuple(_cases()), ids=lambda case: case.title)
def test_case(case: Case) -> None:
    found = find_places(case.text)
    assert [(p.start, p.end) for p in found] == [(start, end) for start, end, _, _ in case.expected]
    for p, (_, _, code, resolution) in zip(found, case.expected, strict=True):
        assert p.country_code == code, p
        assert resolution in (None, p.resolution), p


def test_half_of_the_cases_ask_for_nothing() -> None:
    cases = list(_cases())
    assert sum(not case.expected for case in cases) >= len(cases) / 3
    assert len({case.title for case in cases}) == len(cases)


class TestGazetteer:
    def test_a_town_has_its_divisions(self) -> None:
        gazetteer = load_gazetteer()
        towns = [gazetteer.place(i) for i, _ in gazetteer.lookup(fold("Mosul"))]
        town = next(p for p in towns if p.feature_class == "P" and p.country == "IQ")
        assert town.admin1 is not None
        assert gazetteer.place(town.admin1).name == "Nineveh"
        assert abs(town.lat - 36.34) < 0.1
        assert abs(town.lon - 43.12) < 0.1
        assert town.geonameid == 99072

    def test_larger_places_come_first(self) -> None:
        gazetteer = load_gazetteer()
        people = [gazetteer.place(i).population for i, _ in gazetteer.lookup(fold("Springfield"))]
        towns = [n for n in people if n][-20:]
        assert len(towns) > 5
        assert towns == sorted(towns, reverse=True)

    def test_unknown_name(self) -> None:
        assert load_gazetteer().lookup("no such place anywhere") == ()

    def test_is_read_once(self) -> None:
        assert load_gazetteer() is load_gazetteer()

    def test_countries_have_three_letter_codes(self) -> None:
        codes = {country.iso2: country.iso3 for country in load_gazetteer().countries}
        assert codes["XK"] == "KOS"
        assert codes["MM"] == "MMR"
        assert len(codes) > 240

    def test_missing_file(self, tmp_path: Path) -> None:
        with pytest.raises(CodebookError, match="build_gazetteer"):
            Gazetteer(tmp_path / "none.bin")

    def test_other_file(self, tmp_path: Path) -> None:
        other = tmp_path / "other.bin"
        other.write_bytes(b"not a gazetteer at all")
        with pytest.raises(CodebookError, match="not a gazetteer"):
            Gazetteer(other)

    def test_size_and_header(self) -> None:
        path = data_path("places/gazetteer.bin")
        assert path.stat().st_size < 30_000_000
        assert path.read_bytes()[: len(MAGIC)] == MAGIC

    def test_digest_is_that_of_the_sections(self) -> None:
        raw = data_path("places/gazetteer.bin").read_bytes()
        header = int.from_bytes(raw[len(MAGIC) : len(MAGIC) + 4], "little")
        assert hashlib.sha256(raw[len(MAGIC) + 4 + header :]).hexdigest() == load_gazetteer().digest

    def test_opens_fast_and_small(self) -> None:
        code = (
            "import resource, time\n"
            "from dragoman.codebook.gazetteer import load_gazetteer\n"
            "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
            "start = time.perf_counter(); load_gazetteer(); opened = time.perf_counter() - start\n"
            "print(opened, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)\n"
        )
        out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
        seconds, kilobytes = map(float, out.split())
        assert seconds < 0.5  # 0.01 s on an idle machine
        assert kilobytes < 60_000


class TestFolding:
    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("Şırnak", "sirnak"),
            ("St. Louis", "Saint Louis"),
            ("Deir ez-Zor", "deir ez zor"),
            ("Sana'a", "Sanaa"),
            ("Łódź", "Lodz"),
            ("Mt. Vernon", "Mount Vernon"),
            ("Lashkar Gāh", "LASHKAR GAH"),
        ],
    )
    def test_same_key(self, one: str, other: str) -> None:
        assert fold(one) == fold(other)

    @pytest.mark.parametrize(("one", "other"), [("Aden", "Eden"), ("Mali", "Male"), ("Niger", "Nigeria")])
    def test_other_key(self, one: str, other: str) -> None:
        assert fold(one) != fold(other)

    @pytest.mark.parametrize(
        ("one", "other"), [("sheberghan", "shibirghan"), ("qunduz", "kunduz"), ("muqdisho", "muqdishu")]
    )
    def test_same_skeleton(self, one: str, other: str) -> None:
        assert skeleton(one) == skeleton(other) != ""

    def test_other_skeleton(self) -> None:
        assert skeleton("herat") != skeleton("mosul")
        assert skeleton("ur") == ""

    def test_article(self) -> None:
        assert without_article("al bab") == "bab"
        assert without_article("albania") == ""

    def test_hash_tells_similar_names_apart(self) -> None:
        names = [f"name {i}" for i in range(20_000)]
        assert len({key_hash(name) for name in names}) == len(names)
        assert all(key_hash(name) < 2**48 for name in names[:50])


class TestTables:
    @pytest.mark.parametrize("name", ["countries.tsv", "regions.tsv", "divisions.tsv", "us_states.tsv"])
    def test_coordinates_are_on_the_globe(self, name: str) -> None:
        rows = list(table(name))
        assert len(rows) > 40
        for row in rows:
            if row["lat"]:
                assert abs(float(row["lat"])) <= 90, row
                assert abs(float(row["lon"])) <= 180, row

    def test_every_alias_has_its_place(self) -> None:
        assert listed()["Kiev"][0].name == "Kyiv"
        assert listed()["U.S."][0].name == "United States"
        assert {row["alias"].removeprefix("the ") for row in table("aliases.tsv")} <= set(listed())

    def test_no_name_twice_in_one_table(self) -> None:
        names = [row["name"] for row in table("regions.tsv")]
        assert len(names) == len(set(names))

    def test_adjectives(self) -> None:
        assert adjectives()["Syrian"].country == "SY"
        assert adjectives()["South Sudanese"].country == "SS"
        assert "Syrians" not in adjectives()

    def test_too_many_cells(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("dragoman.grounding.places.lexicon.read_data", lambda name: "a\tb\n1\t2\t3\n")
        with pytest.raises(CodebookError, match=r"x\.tsv:2"):
            list(table("x.tsv"))


class TestResolution:
    def test_fields_of_a_town(self) -> None:
        p = place("A blast hit Mosul, Iraq, on Monday.", "Mosul")
        assert (p.city, p.province, p.country, p.country_code) == ("Mosul", "Nineveh", "Iraq", "IRQ")
        assert p.feature_class == "P"
        assert p.reason == "named as lying in Iraq"

    def test_fields_of_a_country(self) -> None:
        p = place("Aid reached Yemen.", "Yemen")
        assert (p.resolution, p.geonameid, p.city, p.feature_code) == (1, 69543, None, "PCLI")

    def test_near_other_places_of_the_document(self) -> None:
        text = "Police from Houston, Dallas and Austin met in Paris. Texas will pay, said officials in Plano."
        p = place(text, "Paris")
        assert p.province == "Texas"
        assert place("Police from Lyon and Marseille met in Paris.", "Paris").country_code == "FRA"

    def test_state_or_country(self) -> None:
        assert place("Voters in Atlanta and Savannah, Georgia, turned out.", "Georgia").country_code == "USA"
        assert place("Troops left Tbilisi and Gori as Georgia protested.", "Georgia").country_code == "GEO"

    def test_publication_tells_home(self) -> None:
        text = "The council met in Richmond."
        home = find_places(text, publication="British Columbia Gazette")
        assert home[0].country_code == "CAN"
        assert find_places(text)[0].country_code == "USA"

    def test_namesake_that_the_gazetteer_lacks(self) -> None:
        p = place("He drowned near Bradford, Ontario.", "Bradford")
        assert (p.province, p.country_code) == ("Ontario", "CAN")
        assert p.reason.startswith("not in the gazetteer")

    def test_other_spelling_in_a_country_that_is_named(self) -> None:
        assert place("Rebels in Afghanistan gathered near Sheberqan.", "Sheberqan").country_code == "AFG"
        assert [p.text for p in find_places("Rebels in Brazil gathered near Sheberqan.")] == ["Brazil"]

    def test_town_before_its_province(self) -> None:
        assert place("Rebels hold Taiz.", "Taiz").resolution == 4
        assert place("Rebels hold Taiz province.", "Taiz").resolution == 2

    def test_state_before_its_town(self) -> None:
        assert place("Envoys flew to Singapore.", "Singapore").resolution == 1

    def test_list_is_no_container(self) -> None:
        text = "Shells hit Mariupol, Kharkiv and Kherson."
        assert place(text, "Mariupol").province == "Donetsk"

    def test_list_of_counties(self) -> None:
        text = "Roads in Minnesota are closed in Clay, Otter Tail and Becker counties."
        assert [p.resolution for p in find_places(text)] == [2, 3, 3, 3]

    def test_spans_hold(self) -> None:
        text = "Clashes in Gao,\nMali’s north, killed 3 in ST. JOHN'S and N'Djamena."
        found = find_places(text)
        assert found
        assert all(text[p.start : p.end] == p.text for p in found)


class TestOptions:
    def test_not_places(self) -> None:
        text = "The Tripoli Brigade entered Sirte."
        assert [p.text for p in find_places(text, not_places=[(4, 19)])] == ["Sirte"]

    def test_adjectives(self) -> None:
        text = "Syrian refugees fled the Syrian army."
        assert [p.start for p in find_places(text)] == [25]
        assert [p.start for p in find_places(text, adjectives="all")] == [0, 25]
        assert find_places(text, adjectives="none") == ()

    def test_empty(self) -> None:
        assert find_places("") == ()


class TestLocative:
    @pytest.mark.parametrize(
        ("text", "name"),
        [
            ("He spoke in Washington.", "Washington"),
            ("Troops near Gao fired.", "Gao"),
            ("A Doha-based spokesman spoke.", "Doha"),
            ("KABUL (AP) — Shops closed.", "KABUL"),
            ("They fled to Pristina.", "Pristina"),
            ("Clashes in northern Mali went on.", "Mali"),
            ("Fighting in Homs, Hama and Idlib went on.", "Idlib"),
            ("The city of Gao fell.", "Gao"),
            ("Shells hit Aleppo airport.", "Aleppo"),
            ("Ships patrol the Persian Gulf.", "Persian Gulf"),
            ("He met them in the Serbian capital Belgrade.", "Belgrade"),
            ("The group lost control of Yemen.", "Yemen"),
            ("They dispatched an envoy to Qatar.", "Qatar"),
        ],
    )
    def test_yes(self, text: str, name: str) -> None:
        assert is_locative(text, place(text, name))

    @pytest.mark.parametrize(
        ("text", "name"),
        [
            ("Washington warned the generals.", "Washington"),
            ("He urged Moscow to talk.", "Moscow"),
            ("The talks with Iran failed.", "Iran"),
            ("The Syrian army left.", "Syrian"),
            ("Russia and China abstained.", "China"),
            ("Germany on Monday banned the airline.", "Germany"),
            ("Liverpool won the match.", "Liverpool"),
            ("The US-backed government fell.", "US"),
            ("On Friday, the United States agreed.", "United States"),
            ("He called on Turkey to stop.", "Turkey"),
        ],
    )
    def test_no(self, text: str, name: str) -> None:
        assert not is_locative(text, place(text, name))


PARAGRAPH = (
    "Gunmen attacked a convoy near Gao, Mali, on Monday, and the Malian army said it had sent troops from "
    "Bamako. Officials in Paris and Washington condemned the attack; President John Lincoln said nothing. A "
    "spokesman for the group, which is based in Kidal, told reporters that its fighters had left the city of "
    "Timbuktu and would not return unless the government in Bamako stopped the bombing of villages along the "
    "border with Niger and Algeria. "
)


def _seconds(text: str) -> float:
    start = time.process_time()
    find_places(text)
    return time.process_time() - start


def test_time_grows_with_length_only() -> None:
    find_places(PARAGRAPH)
    short = min(_seconds(PARAGRAPH * 20) for _ in range(3))
    long = min(_seconds(PARAGRAPH * 160) for _ in range(3))
    assert long < 8 * short * 2


def test_long_runs_of_capitals_stay_linear() -> None:
    assert _seconds("Aleppo Homs Hama Idlib " * 4000) < 5
    assert _seconds("Aaaa, " * 20000) < 5


def test_same_on_every_run() -> None:
    code = (
        "from dragoman.grounding.places import find_places\n"
        "print(find_places('Police from Houston met in Paris, Springfield, Clinton and Georgia.'))\n"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }
    assert len(runs) == 1
    assert "Place(" in runs.pop()


def test_a_name_has_candidates() -> None:
    assert candidates("Aleppo")
    assert not candidates("Zzyzzqx")
