"""Quotation spans of a document, before any parser runs.

Marks are read left to right within a paragraph; a quotation may run over its sentences. One still open at the end
of the paragraph ends there. If the next paragraph opens with a mark of the same family, it is the same speech going
on (``continues``), as newspapers print quotations of several paragraphs.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from dragoman.reading.segment import paragraphs

# A quotation whose closing mark is missing is believed to the end of its paragraph up to this many characters.
LONGEST_UNCLOSED = 1500

_MARK = re.compile(r"''|``|[\"“”„«»‘’'`]")
_DOUBLE = frozenset(['"', "“", "”", "„", "«", "»", "''", "``"])
_ONLY_OPENS = frozenset(["“", "„", "«", "‘", "``", "`"])
_ONLY_CLOSES = frozenset(["”", "»"])
_BEFORE_OPENING = frozenset(" \t\n\xa0([{—–-/:…\"“‘'”’")
_ELISION = re.compile(r"(?:tis|twas|em|til|cause|n|\d0s|\d\d)\b", re.IGNORECASE)
_CLOSES_LATER = re.compile(r"\s[^\n‘`]{0,200}?[\w.,!?]['’](?!\w)")

Family = Literal["double", "single"]


@dataclass(frozen=True, slots=True)
class Quotation:
    """Quoted words: character offsets into the document, marks included, end exclusive.

    ``first`` and ``last`` bound the words without the marks. ``level`` is 0 for an outer quotation, 1 for one
    inside another. ``closed`` is false where the closing mark is missing; ``continues`` is true where this is the
    next paragraph of the quotation before.
    """

    start: int
    end: int
    first: int
    last: int
    level: int = 0
    closed: bool = True
    continues: bool = False


@dataclass(frozen=True, slots=True)
class _Open:
    start: int
    mark: str
    continues: bool = False

    @property
    def family(self) -> Family:
        return _family(self.mark)


def quotations(text: str) -> tuple[Quotation, ...]:
    """The quotations of a text, in order of their start; an outer one before those inside it."""
    if not _MARK.search(text):
        return ()
    found: list[Quotation] = []
    left_open: Family | None = None
    for start, end in paragraphs(text):
        left_open = _scan(text, start, end, found, left_open)
    return tuple(sorted(found, key=lambda quotation: (quotation.start, -quotation.end)))


def outer(found: Sequence[Quotation]) -> tuple[Quotation, ...]:
    """The quotations that lie in no other."""
    kept: list[Quotation] = []
    for quotation in found:
        if not kept or quotation.start >= kept[-1].end:
            kept.append(quotation)
    return tuple(kept)


def covering(found: Sequence[Quotation], offset: int) -> Quotation | None:
    """The quotation that holds a character offset. ``found`` must not overlap and be in text order."""
    index = bisect_right(found, offset, key=lambda quotation: quotation.start) - 1
    return found[index] if index >= 0 and offset < found[index].end else None


def _scan(text: str, start: int, end: int, found: list[Quotation], left_open: Family | None) -> Family | None:
    """Read one paragraph; returns the family of the mark left open at its end."""
    stack: list[_Open] = []
    for match in _MARK.finditer(text, start, end):
        opened = next((i for i in range(len(stack) - 1, -1, -1) if stack[i].family == _family(match.group())), None)
        if _family(match.group()) == "single" and _is_apostrophe(text, match, is_open=opened is not None):
            continue
        if opened is None:
            if _opens(text, match, start):
                continues = match.start() == start and left_open == _family(match.group())
                stack.append(_Open(match.start(), match.group(), continues))
        elif _closes(text, match):
            found.append(_quotation(stack[opened], match.start(), match.end(), level=min(opened, 1), closed=True))
            del stack[opened:]
        else:
            # A second opening mark: the closing one before it was forgotten.
            stack[opened:] = [_Open(match.start(), match.group())]
    return _left_over(stack, end, found)


def _left_over(stack: list[_Open], end: int, found: list[Quotation]) -> Family | None:
    """Keep an outer quotation that is still open at the end of the paragraph; inner ones are given up."""
    if not stack or stack[0].family == "single":
        return None
    if end - stack[0].start <= LONGEST_UNCLOSED:
        found.append(_quotation(stack[0], end, end, level=0, closed=False))
    return stack[0].family


def _quotation(opened: _Open, last: int, end: int, *, level: int, closed: bool) -> Quotation:
    first = opened.start + len(opened.mark)
    return Quotation(opened.start, end, first, last, level=level, closed=closed, continues=opened.continues)


def _family(mark: str) -> Family:
    return "double" if mark in _DOUBLE else "single"


def _opens(text: str, match: "re.Match[str]", start: int) -> bool:
    """A mark opens where words begin: after white space, a bracket or a dash, with no white space after it."""
    if match.group() in _ONLY_CLOSES or not text[match.end() : match.end() + 1].strip():
        return False
    return match.group() in _ONLY_OPENS or match.start() == start or text[match.start() - 1] in _BEFORE_OPENING


def _closes(text: str, match: "re.Match[str]") -> bool:
    """With a quotation of its family open, a mark closes it unless it stands as only an opening one would."""
    if match.group() in _ONLY_CLOSES:
        return True
    after = text[match.end() : match.end() + 1]
    stands_as_opening = text[match.start() - 1].isspace() and (after.isalnum() or after in ("[", "$"))
    return not stands_as_opening


def _is_apostrophe(text: str, match: "re.Match[str]", *, is_open: bool) -> bool:
    """A single mark within a word, after a plural owner, or before an elision ('90s) is no quotation mark."""
    before, after = text[max(0, match.start() - 1) : match.start()], text[match.end() : match.end() + 1]
    if before.isalnum() and after.isalnum():
        return True
    if match.group() in _ONLY_OPENS:
        return False
    if not is_open:
        return before.isalnum() or bool(_ELISION.match(text, match.end()))
    # The plural owner ends in s and something is owned; a mark that closes must still follow.
    return before in ("s", "S") and after.isspace() and bool(_CLOSES_LATER.match(text, match.end()))
