"""Countries of towns and regions that stand in a phrase: "Mariupol", "the Boston police"."""

from functools import lru_cache

from dragoman.codebook.gazetteer import MAIN, fold, load_gazetteer, skeleton

# A town has to be known to many before its bare name may stand for its people or lend its country.
_KNOWN = 15_000
_SHORTEST = 4
_KIND_WEIGHT = (1.0, 0.4, 0.05)


@lru_cache(maxsize=16384)
def place_country(name: str, *, known: int = _KNOWN, counties: bool = False) -> str | None:
    """Alpha-3 code of the best-known town or region of that name, ``None`` if there is none.

    ``known`` is the population that makes it known.
    ``counties``: a second-level division counts too.
    """
    if len(name) < _SHORTEST or name.isupper():
        return None  # An abbreviation, though some hamlet may be called so.
    gazetteer = load_gazetteer()
    key = fold(name)
    found = gazetteer.lookup(key) or (gazetteer.lookup(skeleton(key)) if len(key) > 6 else ())
    best, weight = None, 0.0
    for index, kind in found:
        place = gazetteer.place(index)
        heard = place.population * _KIND_WEIGHT[kind]
        if place.feature_code == "PCLI" and kind == MAIN:
            best = place
            break
        if place.feature_code == "ADM2" and not counties:
            continue  # Counties and districts bear the names of people and of their towns.
        if place.population >= known and heard > weight:
            best, weight = place, heard
    country = gazetteer.by_iso2.get(best.country) if best else None
    return {"XKX": "KOS"}.get(country.iso3, country.iso3) if country else None


@lru_cache(maxsize=4096)
def is_capital(name: str, code: str) -> bool:
    """Whether the best-known town of that name is the capital of the country with that alpha-3 code."""
    gazetteer = load_gazetteer()
    return place_country(name) == code and any(
        gazetteer.place(index).feature_code == "PPLC" for index, _ in gazetteer.lookup(fold(name))
    )


@lru_cache(maxsize=4096)
def lies_in(name: str, code: str) -> bool:
    """Whether a known town or region of that name lies in the country with that alpha-3 code."""
    gazetteer = load_gazetteer()
    for index, _ in gazetteer.lookup(fold(name)):
        place = gazetteer.place(index)
        country = gazetteer.by_iso2.get(place.country)
        if place.feature_code != "PCLI" and place.population >= _KNOWN and country and country.iso3 == code:
            return True
    return False


@lru_cache(maxsize=4096)
def is_region(name: str) -> bool:
    """Whether a first-level division (state, province) bears that name."""
    gazetteer = load_gazetteer()
    return any(gazetteer.place(index).feature_code == "ADM1" for index, _ in gazetteer.lookup(fold(name)))
