"""The compact gazetteer: 280,000 places of GeoNames in one file that is mapped into memory and never changed.

Layout: ``MAGIC``, length of the header (4 bytes, little endian), JSON header, then sections, each an array of
machine numbers aligned to eight bytes. Places stand in the order countries, first-level divisions,
second-level
divisions, populated places by falling population, so an index is also a rank. A name is looked up by the
48-bit
hash of its folded key (``hash``, sorted), which leads to postings: the index of a place, and above it
whether the
name is its main name, an alternate, or derived (without an article or "Province", or a spelling skeleton).
"""

from __future__ import annotations

import binascii
import json
import mmap
import re
import unicodedata
import zlib
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from dragoman.codebook.files import data_path
from dragoman.errors import CodebookError

MAGIC = b"DRGGAZ1\n"
INDEX_BITS = 24
MAIN, ALTERNATE, DERIVED = 0, 1, 2
NONE = 0xFFFF
CODES = ("PCLI", "ADM1", "ADM2", "PPLC", "PPL")

_SPECIAL = str.maketrans(
    {
        "ø": "o", "ł": "l", "đ": "d", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th",
        "ə": "a", "ħ": "h",
        "'": None, "’": None, "‘": None, "`": None, "ʻ": None, "ʼ": None, "ʿ": None, "ʾ": None, "´": None,
        ".": None,
        "-": " ", "–": " ", "/": " ", "\n": " ", "\u00a0": " ", "&": " and ",
    }
)  # fmt: skip
_LONG = {"st": "saint", "ft": "fort", "mt": "mount", "ste": "sainte"}
_ARTICLE = re.compile(r"(?:al|el|ad|ar|as|ash|at|az|an|ez|es|esh|et|er|ed|ul) (?=\w{3})")
_SPACES = re.compile(r" {2,}")


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """The key under which a name is looked up: small letters without accents, apostrophes or full stops;
    hyphens as spaces; "St" as "saint", "Mt" as "mount", "Ft" as "fort"."""
    key = name.lower()
    if not key.isascii():
        key = "".join(c for c in unicodedata.normalize("NFKD", key) if not unicodedata.combining(c))
    key = key.translate(_SPECIAL).strip()
    if " " in key:
        key = _SPACES.sub(" ", key)
    first, space, rest = key.partition(" ")
    return _LONG[first] + space + rest if first in _LONG and rest else key


def without_article(key: str) -> str:
    """A folded key without its Arabic (or English) article, or "" if it has none."""
    found = _ARTICLE.match(key)
    return key[found.end() :] if found else ""


_SKELETON = (
    (re.compile(r"\b(?:al|el|ad|ar|as|ash|at|az|an|ez|es|esh|et|er|ed|ul|e|i|ye) "), ""),
    (re.compile(r"[ ]"), ""),
    (re.compile(r"ou|oo|au|aw|ow|uw"), "u"),
    (re.compile(r"ee|ai|ay|ey|ei|iy|yy|ie|y"), "i"),
    (re.compile(r"ph"), "f"),
    (re.compile(r"q|kh|ck|gh|g"), "k"),
    (re.compile(r"dj|zh|dzh|j"), "j"),
    (re.compile(r"tch|tsch|sch|sh|ch"), "s"),
    (re.compile(r"dh|th"), "t"),
    (re.compile(r"[wv]"), "u"),
    (re.compile(r"(.)\1+"), r"\1"),
    (re.compile(r"(?<=[^aeiou])[eai](?=[^aeiou])"), ""),
    (re.compile(r"[ou]+"), "u"),
    (re.compile(r"(?<=.)a?h\Z"), ""),
)


@lru_cache(maxsize=4096)
def skeleton(key: str) -> str:
    """A folded key with the choices that transliteration leaves open levelled ("sheberghan", "shibirghan"),
    marked by "~"."""
    for pattern, by in _SKELETON:
        key = pattern.sub(by, key)
    return "~" + key if len(key) > 3 else ""


def key_hash(key: str) -> int:
    """48 bits: CRC-32 and CRC-CCITT, which are independent and run in C."""
    raw = key.encode()
    return zlib.crc32(raw) << 16 | binascii.crc_hqx(raw, 0)


@dataclass(frozen=True, slots=True)
class Country:
    """ISO codes, capital, continent (two letters) and neighbours (alpha-2) of a country."""

    iso2: str
    iso3: str
    capital: str
    continent: str
    neighbours: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GazetteerPlace:
    """One place. ``lat``, ``lon`` in degrees (WGS 84); ``country`` is ISO alpha-2 or ""; ``admin1`` and
    ``admin2``
    are indexes of the divisions that it lies in, or None; ``fame`` is the number of its names in all
    languages (0 to 255); ``geonameid`` is None where the source gives none."""

    index: int
    geonameid: int | None
    name: str
    lat: float
    lon: float
    population: int
    fame: int
    country: str
    admin1: int | None
    admin2: int | None
    feature_class: str
    feature_code: str

    def __hash__(self) -> int:
        return self.index


class Gazetteer:
    """Reads the file; see :func:`load_gazetteer`. Immutable, and shared by threads and forked processes."""

    __slots__ = (
        "_admin1", "_admin2", "_code", "_country", "_fame", "_geonameid", "_hash", "_lat", "_lon", "_name_at",
        "_names", "_place", "_population", "_post", "_start", "by_iso2", "countries", "digest", "size",
    )  # fmt: skip

    _hash: memoryview[int]
    _start: memoryview[int]
    _post: memoryview[int]
    _name_at: memoryview[int]
    _geonameid: memoryview[int]
    _population: memoryview[int]
    _fame: memoryview[int]
    _country: memoryview[int]
    _code: memoryview[int]
    _admin1: memoryview[int]
    _admin2: memoryview[int]
    _names: memoryview[int]
    _lat: memoryview[float]
    _lon: memoryview[float]

    def __init__(self, path: Path) -> None:
        header, view, at = _open(path)
        self.countries = tuple(
            Country(c["iso2"], c["iso3"], c["capital"], c["continent"], tuple(c["neighbours"]))
            for c in header["countries"]
        )
        self.by_iso2 = {country.iso2: country for country in self.countries}
        self.digest: str = header["digest"]
        self.size: int = header["places"]
        for name, (start, length, kind) in header["sections"].items():
            setattr(self, "_" + name, view[at + start : at + start + length].cast(kind))
        self._place = lru_cache(maxsize=16384)(self._read)

    def lookup(self, key: str) -> tuple[tuple[int, int], ...]:
        """Indexes of the places of that folded key with the kind of name (MAIN, ALTERNATE, DERIVED), in file
        order."""
        wanted = key_hash(key)
        i = bisect_left(self._hash, wanted)
        if i >= len(self._hash) or self._hash[i] != wanted:
            return ()
        found = self._post[self._start[i] : self._start[i + 1]]
        return tuple((post & (1 << INDEX_BITS) - 1, post >> INDEX_BITS) for post in found)

    def place(self, index: int) -> GazetteerPlace:
        """The place of an index that :meth:`lookup` gave."""
        return self._place(index)

    def of_code(self, code: str) -> Iterator[GazetteerPlace]:
        """All places of a feature code, in file order: towns by falling population."""
        number = CODES.index(code)
        return (self.place(i) for i, own in enumerate(self._code) if own == number)

    def _read(self, i: int) -> GazetteerPlace:
        code = CODES[self._code[i]]
        admin1, admin2 = self._admin1[i], self._admin2[i]
        return GazetteerPlace(
            index=i,
            geonameid=self._geonameid[i] or None,
            name=bytes(self._names[self._name_at[i] : self._name_at[i + 1]]).decode(),
            lat=round(self._lat[i], 5),
            lon=round(self._lon[i], 5),
            fame=self._fame[i],
            population=self._population[i],
            country=self.countries[self._country[i]].iso2,
            admin1=None if admin1 == NONE else admin1,
            admin2=None if admin2 == NONE else admin2,
            feature_class="P" if code[0] == "P" and code != "PCLI" else "A",
            feature_code=code,
        )


def _open(path: Path) -> tuple[dict[str, Any], memoryview, int]:
    """Header, the mapped file, and where its sections begin."""
    if not path.is_file():
        raise CodebookError(str(path), "no gazetteer", "build it with scripts/build_gazetteer.py")
    with path.open("rb") as file:
        view = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    if bytes(view[: len(MAGIC)]) != MAGIC:
        raise CodebookError(str(path), "not a gazetteer of this version", "build it with scripts/build_gazetteer.py")
    length = int.from_bytes(view[len(MAGIC) : len(MAGIC) + 4], "little")
    at = len(MAGIC) + 4 + length
    header: dict[str, Any] = json.loads(bytes(view[len(MAGIC) + 4 : at]))
    return header, view, at


@cache
def load_gazetteer() -> Gazetteer:
    """The built-in gazetteer, opened once.

    Raises:
        CodebookError: the file is missing or of another version.
    """
    return Gazetteer(data_path("places/gazetteer.bin"))
