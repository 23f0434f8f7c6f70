"""Quotation spans of a document, before any parser runs.

Marks are read left to right within a paragraph; a quotation may run over its sentences. One still open at the
end of the paragraph ends there. If the next paragraph opens with a mark of the same family, it is the same
speech going on (``continues``), as newspapers print quotations of several paragraphs.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from dragoman.reading.segment import paragraphs

# A quotation whose closing mark is missing is believed to the end of its paragraph up to this many
# characters.
LONGEST_UNCLOSED = 1500

_MARK = re.compile(r"'''|''|``|[\"“”„«»‘’'`]")
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
    inside another. ``closed`` is false where the closing mark is missing; ``continues`` is true where this is
    the next paragraph of the quotation before.
    """

    start: int
    end: int
    first: int
    last: int
    level: int = 0
    closed: bool = True
    continues: bool = False


@dataclass(frozen=True, slots=True)
class _Mark:
    text: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def family(self) -> Family:
        return _family(self.text)


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
        for mark in _marks(match, stack):
            _take(text, mark, start, stack, found, left_open)
    return _left_over(stack, end, found)


def _marks(match: "re.Match[str]", stack: list[_Open]) -> tuple[_Mark, ...]:
    """Three single marks in a row are a double and a single one, in the order in which they were opened."""
    at, mark = match.start(), match.group()
    if mark != "'''":
        return (_Mark(mark, at),)
    if stack and stack[-1].family == "single":
        return _Mark("'", at), _Mark("''", at + 1)
    return _Mark("''", at), _Mark("'", at + 2)


def _take(
    text: str, mark: _Mark, start: int, stack: list[_Open], found: list[Quotation], left_open: Family | None
) -> None:
    """Let a mark open, close or do nothing."""
    opened = next((i for i in range(len(stack) - 1, -1, -1) if stack[i].family == mark.family), None)
    if mark.family == "single" and _is_apostrophe(text, mark, is_open=opened is not None):
        return
    if opened is None:
        if _opens(text, mark, start):
            stack.append(_Open(mark.start, mark.text, mark.start == start and left_open == mark.family))
    elif _closes(text, mark):
        found.append(_quotation(stack[opened], mark.start, mark.end, level=min(opened, 1), closed=True))
        del stack[opened:]
    else:
        # A second opening mark: the closing one before it was forgotten.
        stack[opened:] = [_Open(mark.start, mark.text)]


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


def _opens(text: str, mark: _Mark, start: int) -> bool:
    """A mark opens where words begin: after white space, a bracket or a dash, with no white space after
    it."""
    if mark.text in _ONLY_CLOSES or not text[mark.end : mark.end + 1].strip():
        return False
    return mark.text in _ONLY_OPENS or mark.start == start or text[mark.start - 1] in _BEFORE_OPENING


def _closes(text: str, mark: _Mark) -> bool:
    """With a quotation of its family open, a mark closes it unless it stands as only an opening one would."""
    if mark.text in _ONLY_CLOSES:
        return True
    after = text[mark.end : mark.end + 1]
    stands_as_opening = text[mark.start - 1].isspace() and (after.isalnum() or after in ("[", "$"))
    return not stands_as_opening


def _is_apostrophe(text: str, mark: _Mark, *, is_open: bool) -> bool:
    """A single mark within a word, after a plural owner, or before an elision ('90s) is no quotation mark."""
    before, after = text[max(0, mark.start - 1) : mark.start], text[mark.end : mark.end + 1]
    if before.isalnum() and after.isalnum():
        return True
    if mark.text in _ONLY_OPENS:
        return False
    if not is_open:
        return before.isalnum() or bool(_ELISION.match(text, mark.end))
    # The plural owner ends in s and something is owned; a mark that closes must still follow.
    return before in ("s", "S") and after.isspace() and bool(_CLOSES_LATER.match(text, mark.end))
