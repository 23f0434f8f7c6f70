"""Marks in a line of text: ``The [p:rebels] left [k,x2:the town].``

A mark is ``[labels:words]``; labels are letters with an optional number, parted by commas. Marks may
lie inside each other. The number says which record of the line the words belong to (1 if there is
none).
"""

import re
from dataclasses import dataclass

from eval.errors import CaseError

_OPEN = re.compile(r"\[([a-z]+\d*(?:,[a-z]+\d*)*):")
_LABEL = re.compile(r"([a-z]+)(\d*)")


@dataclass(frozen=True, slots=True)
class Mark:
    """Words of a line that have a role in a record. Offsets index the line without its marks."""

    role: str
    record: int
    start: int
    end: int
    text: str


def unmarked(line: str, *, place: str) -> tuple[str, tuple[Mark, ...]]:
    """The line without its marks, and the marks in the order of their ends.

    Raises:
        CaseError: a bracket that opens no mark, or is never closed.
    """
    plain: list[str] = []
    length = position = 0
    is_open: list[tuple[str, int]] = []
    marks: list[Mark] = []
    while position < len(line):
        opening = _OPEN.match(line, position)
        if opening:
            is_open.append((opening[1], length))
            position = opening.end()
            continue
        if line[position] == "]" and is_open:
            labels, start = is_open.pop()
            marks += _marks(labels, start, "".join(plain)[start:])
        else:
            _refuse_bracket(line[position], place)
            plain.append(line[position])
            length += 1
        position += 1
    if is_open:
        raise CaseError(place, f"the mark '[{is_open[-1][0]}:' is never closed", "add the closing bracket")
    return "".join(plain), tuple(marks)


def _marks(labels: str, start: int, words: str) -> list[Mark]:
    found = []
    for label in labels.split(","):
        parts = _LABEL.fullmatch(label)
        if parts:
            found.append(Mark(parts[1], int(parts[2] or 1), start, start + len(words), words))
    return found


def _refuse_bracket(character: str, place: str) -> None:
    if character in "[]":
        raise CaseError(place, f"a '{character}' outside a mark", "write marks as [label:words], text with ( )")
