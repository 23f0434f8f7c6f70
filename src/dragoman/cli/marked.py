"""Words of the document with those of a record marked: by style on a terminal, by brackets elsewhere."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from rich.text import Text

Role = Literal["words", "who", "whom", "place", "time", "speaker", "cue", "content"]

STYLES: dict[Role, str] = {
    "words": "bold underline",
    "who": "bold cyan",
    "whom": "bold magenta",
    "place": "green",
    "time": "yellow",
    "speaker": "bold blue",
    "cue": "italic blue",
    "content": "underline",
}

BRACKETS: dict[Role, tuple[str, str]] = {
    "words": ("[", "]"),
    "who": ("{", "}"),
    "whom": ("{", "}"),
    "place": ("<", ">"),
    "time": ("<", ">"),
    "speaker": ("{", "}"),
    "cue": ("/", "/"),
    "content": ("[", "]"),
}

_BLANKS = re.compile(r"\s+")

LEGEND = "marks: [words of the record] {who, whom} <where, when, if> /reporting words/"


@dataclass(frozen=True, slots=True)
class Mark:
    """Characters ``start`` to ``end`` of the document, and their role in the record."""

    start: int
    end: int
    role: Role


def marked(text: str, *, start: int, end: int, marks: Iterable[Mark], styled: bool) -> Text:
    """Characters ``start`` to ``end`` of ``text`` on one line, with their marks.

    Runs of white space become one blank, and control characters (a page could move the cursor with
    them) a replacement character. Marks outside the stretch are left out.
    """
    within = [mark for mark in marks if start <= mark.start < mark.end <= end]
    # The first role given for the same words is the one that is shown.
    inside = sorted({(mark.start, mark.end): mark for mark in reversed(within)}.values(), key=_outer_first)
    pairs = [(mark.start, mark.end, *BRACKETS[mark.role]) for mark in inside]
    cuts = sorted({start, end, *(mark.start for mark in inside), *(mark.end for mark in inside)})
    line = Text()
    for cut, following in zip(cuts, [*cuts[1:], end], strict=True):
        if not styled:
            line.append("".join(closing for _, last, _, closing in reversed(pairs) if last == cut))
            line.append("".join(opening for first, _, opening, _ in pairs if first == cut))
        styles = [STYLES[mark.role] for mark in inside if mark.start <= cut < mark.end] if styled else []
        line.append(_one_line(text[cut:following]), style=" ".join(styles) or None)
    return line


def _outer_first(mark: Mark) -> tuple[int, int, str]:
    return mark.start, -mark.end, mark.role


def _one_line(words: str) -> str:
    return clean(_BLANKS.sub(" ", words))


def clean(words: str) -> str:
    """Words without control characters, fit for a terminal."""
    return words if words.isprintable() else "".join(c if c.isprintable() else "\ufffd" for c in words)
