"""Speech set as a transcript or a caption: "RAO: We will go.", "“We will go.” ― Amira Rao", "Rao: We will
go"."""

import re
from collections.abc import Iterator, Sequence

from dragoman.codebook.cues import load_cues
from dragoman.coding.statements.told import Told
from dragoman.reading.quotations import Quotation
from dragoman.reading.segment import Sentence, paragraphs
from dragoman.record.types import Span

_NAME = r"(?:[A-Z][\w.'’-]*)(?: (?:[A-Z][\w.'’-]*|of|the|de|al|bin|van|von|y)){0,5}"
_TURN = re.compile(rf"[\"“]?(?P<name>{_NAME})(?P<colon>:)\s+(?=[^\W\d]|[\"“‘'\[])")
# A shorter "name: words" is a heading or an entry of a list.
_TURN_WORDS = 5
_DASH = re.compile(rf"\s*(?P<dash>[―—–]|--)\s*(?P<name>{_NAME})\s*[.,]?(?=\s|$|,)")


def by_layout(text: str, quotes: Sequence[Quotation], sentences: Sequence[Sentence]) -> Iterator[Told]:
    """Statements that the layout alone tells."""
    numbers = {sentence.start: sentence.number for sentence in sentences}
    for start, end in paragraphs(text):
        turn = _TURN.match(text, start, end)
        if turn is not None and _is_name(turn["name"]) and len(text[turn.end() : end].split()) >= _TURN_WORDS:
            said = Span(turn.end(), end, text[turn.end() : end])
            yield _told(text, turn.span("name"), turn.span("colon"), said, numbers.get(start, 0))
    for quotation in quotes:
        tail = _DASH.match(text, quotation.end)
        if tail is not None and "\n" not in tail.group().strip() and quotation.last - quotation.first > 20:
            said = Span(quotation.start, quotation.end, text[quotation.start : quotation.end])
            number = max((s.number for s in sentences if s.start <= tail.start()), default=0)
            yield _told(text, tail.span("name"), tail.span("dash"), said, number)


def _is_name(name: str) -> bool:
    return len(name) > 1 and not any(word.lower().strip("'’s") in load_cues().labels for word in name.split())


def _told(text: str, name: tuple[int, int], cue: tuple[int, int], said: Span, number: int) -> Told:
    speaker = Span(*name, text[slice(*name)])
    return Told(
        speaker=speaker,
        cue=Span(*cue, text[slice(*cue)]),
        content=(said,),
        form="direct",
        addressee=None,
        medium=None,
        sentence=number,
        carried=False,
        head=speaker,
        rule="layout",
    )
