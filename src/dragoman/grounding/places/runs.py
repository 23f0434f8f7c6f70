"""Capitalised words of a text and the runs that they form. Small letters are skipped by the regular
expression,
which is what keeps this fast."""

import re
from dataclasses import dataclass

_WORD = re.compile(
    r"(?<![\w])(?:"
    r"(?:[A-Z]\.){2,}(?:[A-Z](?![\w]))?"  # U.S. N.Y. U.S.A
    r"|[A-Z]\. ?[A-Z][a-z]{1,4}\.(?=[\s,;)])"  # W.Va. N. Dak.
    r"|(?:(?:al|el|ad|ar|as|an|at|az|ash|ez|es|d|l)[-'’])?[^\W\d_a-zß-öø-ÿ][\w]*(?:['’‘ʻʼ`][^\W\d_]+)*"
    r")"
)
_POSSESSIVE = re.compile(r"['’‘][sS]\Z")
_SPACE = re.compile(r"[ \t\u00a0]*\n?[ \t\u00a0]*\Z")
_LINKS = frozenset(
    [
        "of",
        "of the",
        "and",
        "and the",
        "&",
        "de",
        "del",
        "de la",
        "de los",
        "de las",
        "la",
        "le",
        "les",
        "du",
        "des",
        "da",
        "do",
        "dos",
        "das",
        "di",
        "al",
        "el",
        "ez",
        "es",
        "az",
        "ar",
        "as",
        "ad",
        "ash",
        "an",
        "et",
        "e",
        "i",
        "ye",
        "y",
        "upon",
        "on",
        "sur",
        "au",
        "aux",
        "am",
        "an der",
        "ul",
        "ur",
        "bin",
        "ibn",
        "the",
        "en",
        "in",
        "sous",
        "lès",
        "les",
        "in der",
        "op",
        "aan",
        "under",
    ]
)
_ABBREVIATED = frozenset({"St", "Ste", "Ft", "Mt", "Pt", "N", "S", "E", "W", "Sts", "Dr", "Mr", "Mrs", "Ms"})
SPACE, HYPHEN, LINK = "space", "hyphen", "link"


@dataclass(frozen=True, slots=True)
class Word:
    """A capitalised word. ``gap`` says how it hangs together with the word before: "space", "hyphen", "link"
    (a small
    word such as "of" between) or "" (it does not). ``run`` numbers the runs joined by spaces and hyphens."""

    start: int
    end: int
    text: str
    gap: str
    run: int


def _gap(text: str, before: Word, start: int) -> str:
    """How two capitalised words hang together."""
    between = text[before.end : start]
    if len(between) > 40:
        return ""
    if between and _SPACE.match(between.rstrip("‘’ʻ`")) and between not in ("’", "‘"):
        return SPACE
    if between in ("-", "–"):
        return HYPHEN
    if between[:2] in ("'s", "’s") and _SPACE.match(between[2:]):
        return LINK
    if between[:1] == "." and before.text in _ABBREVIATED and _SPACE.match(between[1:]):
        return SPACE
    small = between.replace("-", " ").strip().lower()
    if small in _LINKS and len(between) > len(small):
        return LINK
    return ""


def capitalised_words(text: str) -> list[Word]:
    """All words that begin with a capital letter, in order, without a possessive ending."""
    words: list[Word] = []
    run = 0
    for found in _WORD.finditer(text):
        word = found.group()
        cut = _POSSESSIVE.search(word)
        if cut:
            word = word[: cut.start()]
        start = found.start()
        gap = _gap(text, words[-1], start) if words else ""
        if gap not in (SPACE, HYPHEN):
            run += 1
        words.append(Word(start, start + len(word), word, gap, run))
    return words
