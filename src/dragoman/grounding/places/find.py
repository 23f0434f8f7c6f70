"""Find and resolve every place that a text names: runs → mentions → recognise → resolve → records."""

from collections.abc import Sequence
from functools import cache
from typing import Literal

from dragoman.codebook.gazetteer import GazetteerPlace, load_gazetteer
from dragoman.grounding.places.mentions import mentions
from dragoman.grounding.places.province_names import province_name
from dragoman.grounding.places.recase import recased
from dragoman.grounding.places.recognise import Judged, judge
from dragoman.grounding.places.resolve import Resolved, resolve
from dragoman.grounding.places.unknown import unknown_places
from dragoman.grounding.places.weights import STATE_ADJECTIVE, THRESHOLD
from dragoman.reading.intervals import Intervals
from dragoman.record.types import Place

Adjectives = Literal["all", "state", "none"]
_RESOLUTION = {
    "PCLI": 1,
    "PCLH": 1,
    "CONT": 1,
    "ADM1": 2,
    "ADM2": 3,
    "PPL": 4,
    "PPLC": 4,
    "PPLA": 4,
    "PPLX": 5,
}


def find_places(
    text: str,
    *,
    published: str | None = None,
    publication: str | None = None,
    not_places: Sequence[tuple[int, int]] = (),
    adjectives: Adjectives = "state",
) -> tuple[Place, ...]:
    """Every place that a text names, in text order, resolved where possible.

    Args:
        text: the document.
        published: ISO date of publication; kept for places that change hands or name (not used yet).
        publication: name of the paper; where it names a place, that place's surroundings are preferred.
        not_places: spans (start, end) known to be parts of actors' names; what overlaps them is not a place.
        adjectives: which adjectives count as naming a place: "state", those of a territory or a body of the
        state
            ("Syrian capital", "Syrian army"); "all", also "Syrian refugees"; "none".

    Returns:
        Places with spans on ``text``; ``reason`` says in a phrase why this candidate was taken.
    """
    cased = recased(text) or text
    taken = Intervals((start, end, None) for start, end in not_places)
    kept = [item for item in _judged(cased) if _counts(item, adjectives) and not _overlaps(item, taken)]
    return tuple(_record(item, text) for item in resolve(cased, kept, home=publication))


def _judged(text: str) -> list[Judged]:
    """Mentions that are places, in text order."""
    found, named = mentions(text)
    kept = [item for item in judge(text, found, named) if item.score > THRESHOLD]
    kept += unknown_places(text, found, named, countries=_countries(kept))
    return sorted(kept, key=lambda item: item.mention.start)


def _countries(items: Sequence[Judged]) -> frozenset[str]:
    """Countries that the mentions name, or in which a division lies that they name."""
    great = (item.mention.found[0].place for item in items if item.mention.found)
    return frozenset(place.country for place in great if place.feature_code in ("PCLI", "ADM1"))


def _counts(item: Judged, adjectives: Adjectives) -> bool:
    """Whether a mention's role is asked for."""
    if item.mention.role != "adjective" or adjectives == "all":
        return True
    return adjectives == "state" and item.score >= STATE_ADJECTIVE


def _overlaps(item: Judged, taken: Intervals[None]) -> bool:
    return bool(taken.touching(item.mention.start, item.mention.end))


def resolution(place: GazetteerPlace) -> int:
    """PLOVER's resolution: 5 below city, 4 city, 3 district, 2 province, 1 country. A region of one country
    counts as a
    province, one across countries (and a sea) as a country, a site, water or mountain in one country as
    below city."""
    known = _RESOLUTION.get(place.feature_code)
    if known:
        return known
    if not place.country:
        return 1
    return 2 if place.feature_class == "L" else 5


def _record(item: Resolved, text: str) -> Place:
    mention, place = item.judged.mention, item.place
    name = text[mention.start : mention.end]
    if place is None:
        return Place(mention.start, mention.end, name, name, reason=item.reason)
    gazetteer = load_gazetteer()
    country = gazetteer.by_iso2.get(place.country)
    admin1 = place.name if place.feature_code == "ADM1" else None
    if admin1 is None and place.admin1 is not None:
        admin1 = gazetteer.place(place.admin1).name
    admin2 = gazetteer.place(place.admin2).name if place.admin2 is not None else None
    return Place(
        start=mention.start,
        end=mention.end,
        text=name,
        extracted_place=name,
        resolved_place=place.name,
        geonameid=place.geonameid,
        lat=place.lat,
        lon=place.lon,
        city=place.name if place.feature_class == "P" else None,
        district=place.name if place.feature_code == "ADM2" else admin2,
        province=province_name(place.country, admin1) if admin1 else None,
        country=_country_names().get(place.country),
        country_code=country.iso3 if country else None,
        feature_class=place.feature_class,
        feature_code=place.feature_code,
        resolution=resolution(place),
        reason=item.reason,
    )


@cache
def _country_names() -> dict[str, str]:
    """ISO alpha-2 → name, in the gazetteer's order, where countries come first."""
    gazetteer = load_gazetteer()
    return {country.iso2: gazetteer.place(index).name for index, country in enumerate(gazetteer.countries)}
