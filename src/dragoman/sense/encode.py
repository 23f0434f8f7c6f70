"""A marked sentence as the numbers that the reader takes. Needs the tokenizer alone, so it can run anywhere.

The parties and the trigger stand between marker tokens. Names inside the parties become one placeholder each: the
reader sees *[N] troops*, never whose troops, so that it cannot learn peoples in place of deeds.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from tokenizers import Tokenizer

Mark = tuple[str, int, int]
"""Kind (``a`` actor, ``t`` trigger, ``r`` recipient), start, end."""

LIMIT = 96  # tokens of a sentence that are read at most, around the marks
_BESIDE = 8  # tokens that are read beside marks that fill their window
ROLES = ("a", "t", "r")
# Ids that the encoder's vocabulary keeps unused: the marks' opening and closing tokens, and the name.
OPENING = {"a": 1, "t": 3, "r": 5}
NAME = 7
SPECIALS = 8  # ids below this are ours (0 is the padding)

_HALF = re.compile("[\ud800-\udfff]")  # half a character, which is no text to the tokenizer
_WORD = re.compile(r"\w[\w.\-]*\w|\w")
_LINKS = frozenset({"of", "the", "and", "de", "al", "el", "bin", "van", "von", "da", "du", "la", "le"})


@dataclass(frozen=True, slots=True)
class Encoded:
    """Token ids, and for each the role of the span it is in (0 none, 1 actor, 2 trigger, 3 recipient)."""

    ids: tuple[int, ...]
    roles: tuple[int, ...]


def is_name(word: str, common: Collection[str]) -> bool:
    """A capitalised word that is not known as a common word, or one in capitals."""
    if not word[0].isupper():
        return False
    return (len(word) > 1 and word.isupper()) or word.lower() not in common


def name_runs(text: str, start: int, end: int, common: Collection[str]) -> Iterator[tuple[int, int]]:
    """Runs of name words inside a span; small words between two names belong to the run."""
    run: tuple[int, int] | None = None
    for match in _WORD.finditer(text, start, end):
        if is_name(match[0], common):
            run = (run[0] if run else match.start(), match.end())
        elif run and match[0].lower() not in _LINKS:
            yield run
            run = None
    if run:
        yield run


def clean_marks(marks: Sequence[Mark]) -> list[Mark]:
    """Marks in text order without those that overlap an earlier kept one; parties go before triggers."""
    kept: list[Mark] = []
    for kind, start, end in sorted(marks, key=lambda mark: (mark[0] == "t", mark[1])):
        if start < end and all(end <= other[1] or start >= other[2] for other in kept):
            kept.append((kind, start, end))
    return sorted(kept, key=lambda mark: mark[1])


def encode(
    text: str, marks: Sequence[Mark], tokenizer: Tokenizer, *, common: Collection[str], window: int = LIMIT
) -> Encoded:
    """Ids and roles of a sentence, with the classification token first and the separator last.

    Args:
        text: the sentence.
        marks: who, by what words, to whom.
        tokenizer: the encoder's.
        common: words that are no names though a capital begins them.
        window: tokens to read; more, up to ``LIMIT``, where the marks lie further apart.
    """
    kept = clean_marks(marks)
    names = [run for kind, start, end in kept if kind != "t" for run in name_runs(text, start, end, common)]
    plain = tokenizer.encode(_HALF.sub("\ufffd", text))
    ids, roles = _mark(plain.ids[1:-1], plain.offsets[1:-1], kept, names)
    part = _window(roles, window - 2)
    return Encoded((plain.ids[0], *ids[part], plain.ids[-1]), (0, *roles[part], 0))


def _mark(
    ids: Sequence[int], offsets: Sequence[tuple[int, int]], marks: list[Mark], names: list[tuple[int, int]]
) -> tuple[list[int], list[int]]:
    """Put the markers and the placeholders in."""
    out_ids: list[int] = []
    out_roles: list[int] = []

    def put(token: int, role: int) -> None:
        out_ids.append(token)
        out_roles.append(role)

    open_mark: Mark | None = None
    last_name: tuple[int, int] | None = None
    first, last = (marks[0][1], marks[-1][2]) if marks else (0, 0)
    for token, (start, end) in zip(ids, offsets, strict=True):
        if open_mark is None and (end <= first or start >= last):
            put(token, 0)
            continue
        if open_mark and start >= open_mark[2]:
            put(OPENING[open_mark[0]] + 1, ROLES.index(open_mark[0]) + 1)
            open_mark = None
        here = next((mark for mark in marks if mark[1] < end and start < mark[2]), None)
        role = ROLES.index(here[0]) + 1 if here else 0
        if here and here != open_mark:
            if open_mark:
                put(OPENING[open_mark[0]] + 1, ROLES.index(open_mark[0]) + 1)
            put(OPENING[here[0]], role)
            open_mark = here
        name = next((run for run in names if run[0] < end and start < run[1]), None)
        if name is None:
            put(token, role)
        elif name != last_name:
            put(NAME, role)
        last_name = name
    if open_mark:
        put(OPENING[open_mark[0]] + 1, ROLES.index(open_mark[0]) + 1)
    return out_ids, out_roles


def _window(roles: Sequence[int], wished: int) -> slice:
    """The tokens to keep: all, or as many as may be read around the middle of the marks."""
    marked = [index for index, role in enumerate(roles) if role] or [0]
    room = min(LIMIT - 2, max(wished, marked[-1] - marked[0] + 1 + 2 * _BESIDE))
    if len(roles) <= room:
        return slice(None)
    middle = (marked[0] + marked[-1]) // 2
    start = max(0, min(middle - room // 2, len(roles) - room))
    return slice(start, start + room)
