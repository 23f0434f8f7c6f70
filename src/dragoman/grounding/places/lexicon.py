"""The names and cues of the data files, opened once, and the lookup of a name in them and in the
gazetteer."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from dragoman.codebook.files import read_data
from dragoman.codebook.gazetteer import (
    DERIVED,
    Gazetteer,
    GazetteerPlace,
    fold,
    load_gazetteer,
    skeleton,
    without_article,
)
from dragoman.errors import CodebookError

LISTED = -1


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a name may mean. ``kind``: LISTED (one of our own tables), or MAIN, ALTERNATE, DERIVED of
    the gazetteer."""

    place: GazetteerPlace
    kind: int

    def __hash__(self) -> int:
        return self.place.index * 4 + self.kind


def table(name: str) -> Iterator[dict[str, str]]:
    """Rows of a tab-separated data file of ``places/``: comments begin with "#", the first other line is the
    header."""
    header: list[str] = []
    for number, line in enumerate(read_data(f"places/{name}").splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        cells = line.split("\t")
        if not header:
            header = cells
        elif len(cells) > len(header):
            raise CodebookError(
                f"{name}:{number}",
                f"{len(cells)} cells under {len(header)} headings",
                "remove the extra tabs",
            )
        else:
            yield dict(zip(header, cells + [""] * (len(header) - len(cells)), strict=True))


@cache
def words(name: str) -> frozenset[str]:
    """A list of ``places/``: words separated by white space, "_" for a space inside one, "#" comment
    lines."""
    lines = (line for line in read_data(f"places/{name}").splitlines() if not line.startswith("#"))
    return frozenset(word.replace("_", " ") for line in lines for word in line.split())


def _split(cell: str) -> list[str]:
    return [name for name in cell.split("|") if name]


def _country(gazetteer: Gazetteer, iso2: str) -> GazetteerPlace:
    number = next(i for i, country in enumerate(gazetteer.countries) if country.iso2 == iso2)
    return gazetteer.place(number)


def _named(gazetteer: Gazetteer, *, name: str, iso2: str, codes: tuple[str, ...], where: str) -> GazetteerPlace:
    """The first place of that name in a country."""
    for index, _ in sorted(gazetteer.lookup(fold(name)), key=lambda post: post[1]):
        place = gazetteer.place(index)
        if place.country == iso2 and place.feature_code in codes:
            return place
    raise CodebookError(f"{where}: {name}", f"no such place in {iso2}", "write its name as the gazetteer has it")


def _region(row: Mapping[str, str], index: int) -> GazetteerPlace:
    feature_class, _, code = row["feature"].partition(".")
    return GazetteerPlace(
        index=-index,
        geonameid=None,
        name=row["name"],
        lat=float(row["lat"]),
        lon=float(row["lon"]),
        population=0,
        fame=0,
        country=row["iso2"],
        admin1=None,
        admin2=None,
        feature_class=feature_class,
        feature_code=code,
    )


@cache
def listed() -> Mapping[str, tuple[GazetteerPlace, ...]]:
    """Names of our own tables, as written, with the places that they mean."""
    gazetteer = load_gazetteer()
    found: dict[str, list[GazetteerPlace]] = defaultdict(list)
    for row in table("countries.tsv"):
        place = _country(gazetteer, row["iso2"])
        for name in (place.name, *_split(row["aliases"])):
            found[name].append(place)
    for row in table("divisions.tsv"):
        place = _named(gazetteer, name=row["name"], iso2=row["iso2"], codes=("ADM1",), where="divisions.tsv")
        for name in _split(row["aliases"]):
            found[name].append(place)
    for number, row in enumerate(table("regions.tsv"), 1):
        place = _region(row, number)
        for name in (place.name, *_split(row["aliases"])):
            found[name].append(place)
    for row in table("aliases.tsv"):
        found[row["alias"]].append(
            _named(gazetteer, name=row["name"], iso2=row["iso2"], codes=("PPL", "PPLC"), where="aliases.tsv")
        )
    return {name.removeprefix("the "): tuple(places) for name, places in found.items()}


@cache
def abbreviations() -> Mapping[str, GazetteerPlace]:
    """Abbreviations of divisions that stand after a town ("Calif.", "CA", "Ont."), as written."""
    gazetteer = load_gazetteer()
    found = {}
    for row in table("divisions.tsv"):
        names = [name for name in _split(row["aliases"]) if name.endswith(".")]
        place = _named(gazetteer, name=row["name"], iso2=row["iso2"], codes=("ADM1",), where="divisions.tsv")
        found.update(dict.fromkeys(names, place))
    for row in table("us_states.tsv"):
        place = _named(gazetteer, name=row["name"], iso2="US", codes=("ADM1",), where="us_states.tsv")
        found.update(dict.fromkeys([row["code"], *_split(row["abbreviations"])], place))
    return found


@cache
def adjectives() -> Mapping[str, GazetteerPlace]:
    """Adjectives of countries and regions ("Syrian", "European"), as written."""
    gazetteer = load_gazetteer()
    found = {}
    for row in table("countries.tsv"):
        found.update(dict.fromkeys(_split(row["adjectives"]), _country(gazetteer, row["iso2"])))
    for row in table("adjectives.tsv"):
        found[row["adjective"]] = (
            listed()[row["name"]][0]
            if row["name"] in listed()
            else gazetteer.place(gazetteer.lookup(fold(row["name"]))[0][0])
        )
    return found


_ARTICLE = re.compile(r"(?:[Aa]l|[Ee]l)[ -]|[AaEe][a-z]{1,2}-")
MOST = 80  # candidates of one name that are weighed


@lru_cache(maxsize=32768)
def candidates(name: str) -> tuple[Candidate, ...]:
    """What a name, as written, may mean; empty if it is no known place name."""
    plain = " ".join(name.split()).replace("’", "'")
    own = (
        listed().get(name)
        or listed().get(plain)
        or (listed().get(plain.title()) if name.isupper() and len(name) > 4 else None)
        or ()
    )
    found = [Candidate(place, LISTED) for place in own]
    if name.isupper() and len(name) < 4:
        return tuple(found)
    gazetteer = load_gazetteer()
    key = fold(name)
    posts = gazetteer.lookup(key) if len(key) > 1 else ()
    if not posts and not found:
        short = without_article(key) if _ARTICLE.match(name) else ""
        posts = gazetteer.lookup(short) if short else ()
    seen = {place.index for place in own}
    found += [Candidate(gazetteer.place(i), kind) for i, kind in posts[:MOST] if i not in seen]
    return tuple(found)


@lru_cache(maxsize=4096)
def respelled(name: str) -> tuple[Candidate, ...]:
    """Candidates whose spelling differs only by choices of transliteration."""
    gazetteer = load_gazetteer()
    key = skeleton(fold(name))
    return tuple(Candidate(gazetteer.place(i), DERIVED) for i, _ in gazetteer.lookup(key)[:MOST]) if key else ()
