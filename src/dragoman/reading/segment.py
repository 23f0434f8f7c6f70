"""Paragraphs and sentences, before any parser runs.

A paragraph ends at a blank line, or at a line end where the line is complete (it ends a sentence, or it is short
as a headline is and the next line begins anew): hard-wrapped wire copy keeps its sentences together.
"""

import re
from dataclasses import dataclass

from dragoman.codebook.words import word_list

ABBREVIATIONS = word_list("abbreviations")
# Abbreviations that often end a sentence too: a break is made where the next word opens one.
_MAY_END = word_list("may_end")
_OPENERS = word_list("openers")
# Possessive and from the first mark on: a line of ten thousand dots must not cost ten thousand squared.
_END = re.compile(r"(?<![.!?…])[.!?…]++[\"'”’)\]]*+(?=\s)")
# Unicode's own line and paragraph ends.
_LINE_ENDS = {0x2028: "\n", 0x2029: "\n"}
_PARAGRAPH = re.compile(r"\n(?:[^\S\n]*+\n)*+[^\S\n]*+")
_DATELINE = re.compile(
    r"(?:[A-Z][A-Z.'’-]+(?:[ -][A-Z][A-Z.'’-]+)*)(?:[,/] ?[A-Z][\w. ]{1,25})*"
    r"(?:,? (?:[A-Z][a-z]{2,8}\.?) \d{1,2}(?:, \d{4})?)?"
    r"(?:,? \((?:[^()]{1,40})\))?(?: ?(?:--+|—|–)| -) ?(?=\S)"
    r"|[A-Z][\w.'’-]+(?:[ ,][ A-Z][\w.'’-]+){0,3} "
    r"\((?:Reuters|AP|AFP|Xinhua|UPI|CNN|IANS|ANI|dpa|Bloomberg)\) ?(?:--+|—|–|-) ?(?=\S)"
    r"|(?:AP|AFP|Reuters|UPI) ?(?:--+|—|–|-) (?=\S)"
)
# What parts the cells of a table; hard-wrapped prose may hold a gap or two.
_GAP = re.compile(r"\||(?<=\S) *+\t\s*+(?=\S)|(?<=\S)[^\S\n]{4,}+(?=\S)")
_MOST_GAPS = 2
_WORD_BEFORE = re.compile(r"(\S+)$")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the document: character offsets, end exclusive; counts from 0."""

    start: int
    end: int
    number: int
    paragraph: int


def sentences(text: str) -> tuple[Sentence, ...]:
    """The sentences of a text, in order. White space between them belongs to none."""
    text = text.translate(_LINE_ENDS)
    found: list[Sentence] = []
    for paragraph, (start, end) in enumerate(paragraphs(text)):
        for first, last in _split(text, _after_dateline(text, start, end), end):
            found.append(Sentence(first, last, len(found), paragraph))
    return tuple(found)


def _after_dateline(text: str, start: int, end: int) -> int:
    """Where the first sentence begins behind "KHARTOUM, May 3 (Reuters) —": a dateline is no part of it."""
    match = _DATELINE.match(text, start, min(end, start + 90))
    return match.end() if match else start


def is_tabular(sentence: str) -> bool:
    """Is it a row of a table, cells and gaps, rather than a sentence?"""
    return len(_GAP.findall(sentence)) >= _MOST_GAPS


def paragraphs(text: str) -> tuple[tuple[int, int], ...]:
    """(start, end) of each paragraph, white space trimmed."""
    text = text.translate(_LINE_ENDS)
    found, start = [], 0
    for match in _PARAGRAPH.finditer(text):
        if match.group().count("\n") > 1 or _line_is_complete(text, start, match.start(), match.end()):
            found.append((start, match.start()))
            start = match.end()
    found.append((start, len(text)))
    return tuple(_trim(text, a, b) for a, b in found if text[a:b].strip())


def _line_is_complete(text: str, start: int, end: int, following: int) -> bool:
    """Does a single line end close a paragraph? Yes where the line ends a sentence, or is short and what
    follows does not go on in lower case."""
    line = text[max(start, text.rfind("\n", 0, end) + 1) : end].rstrip()
    if not line:
        return False
    rest = text[following : following + 1]
    if line[-1] in '.!?”"’:':
        return len(line) < 60 or rest.isupper() or not rest.isalpha()
    return len(line) < 45 and not rest.islower()


def _split(text: str, start: int, end: int) -> list[tuple[int, int]]:
    found, first = [], start
    for match in _END.finditer(text, start, end):
        if match.end() < end and _is_break(text, first, match, end):
            found.append(_trim(text, first, match.end()))
            first = match.end()
    if text[first:end].strip():
        found.append(_trim(text, first, end))
    return found


def _is_break(text: str, first: int, match: "re.Match[str]", end: int) -> bool:
    following = text[match.end() : min(end, match.end() + 40)].lstrip()
    if not following or following[0].islower():
        return False
    if match.group()[0] != "." or len(match.group().rstrip("\"'”’)]")) > 1:
        return True
    before = _WORD_BEFORE.search(text, first, match.start())
    word = before.group(1).lstrip("(\"'“‘").lower() if before else ""
    if word in _MAY_END or re.fullmatch(r"(?:[a-z]\.)+[a-z]", word):
        return _opens(following)
    return not (word in ABBREVIATIONS or (len(word) == 1 and word.isalpha() and word != "i"))


def _opens(following: str) -> bool:
    """Does what follows an abbreviation open a new sentence, rather than go on with a name?"""
    word = re.match(r"[\"'“‘(]*(\w+)", following)
    return bool(word and (word.group(1).lower() in _OPENERS or following[0] in '"“'))


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
