"""What stands round a mention, and who is known to be a person in the document."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.grounding.places.lexicon import words
from dragoman.grounding.places.mentions import Mention
from dragoman.grounding.places.runs import SPACE, Word

_NEXT = re.compile(r"(['’]s?)?([ \t\u00a0]*\n?[ \t\u00a0]*|[-–])([\w'’]+)")
_OPENING = " \t\u00a0\"“”'‘([•*|"
_ENDS = frozenset(".!?:;\n—–-)]")
_BREAKS = str.maketrans(dict.fromkeys(',;:()[]"“”—–|', " , "))
FURTHEST = 8  # capitalised words after a name that may belong to it
_INITIAL = re.compile(r"[A-Z]\.?\Z")


@dataclass(frozen=True, slots=True)
class Around:
    """The words about a mention.

    ``before``: up to three words to its left, nearest last, as written; ``left``, ``right``: capitalised words that
    hang on to it ("" if none); ``tail``: the last of those; ``after``: the word that follows; ``possessive``,
    ``hyphened``: how it follows; ``initial``: the mention begins a sentence.
    """

    before: tuple[str, ...]
    left: str
    right: str
    tail: str
    after: str
    possessive: bool
    hyphened: bool
    initial: bool


def _left(found: Sequence[Word], mention: Mention) -> str:
    first = mention.first
    if not first or found[first].gap != SPACE or found[first - 1].text in words("function_words.txt"):
        return ""
    return found[first - 1].text


def _right(found: Sequence[Word], mention: Mention) -> tuple[str, str]:
    nearest = tail = mention.last + 1
    if nearest >= len(found) or found[nearest].gap != SPACE:
        return "", ""
    while tail + 1 < min(len(found), nearest + FURTHEST) and found[tail + 1].gap == SPACE:
        tail += 1
    return found[nearest].text, found[tail].text


def _words_before(behind: str) -> tuple[str, ...]:
    """Up to three words that end right before a mention; none across a comma or another mark."""
    if behind[-1:] not in (" ", "\n", "\u00a0", "\t"):
        return ()
    words_before = behind.translate(_BREAKS).split()[-3:]
    while "," in words_before:
        del words_before[: words_before.index(",") + 1]
    return tuple(words_before)


def around(text: str, found: Sequence[Word], mention: Mention) -> Around:
    """The context of one mention; looks at most 60 characters to either side."""
    behind = text[max(0, mention.start - 48) : mention.start]
    following = _NEXT.match(text, mention.end, mention.end + 40)
    right, tail = _right(found, mention)
    return Around(
        before=_words_before(behind),
        left=_left(found, mention),
        right=right if not (following and following[1]) else "",
        tail=tail if not (following and following[1]) else "",
        after=following[3] if following else "",
        possessive=bool(following and following[1]),
        hyphened=bool(following and following[2] in ("-", "–")),
        initial=(behind.rstrip(_OPENING) or "\n")[-1] in _ENDS,
    )


def people(found: Sequence[Word], named: Sequence[Mention]) -> frozenset[str]:
    """Words of persons' names somewhere in the document: those after a given name, an initial or a title."""
    given, titles, function = words("given_names.txt"), words("titles.txt"), words("function_words.txt")
    heads = words("heads_kept.txt") | words("heads_dropped.txt")
    places = {w for m in named for w in range(m.first, m.last + 1) if m.last > m.first or m.role != "name"}
    known: set[str] = set()
    for i in range(1, len(found)):
        word, before = found[i], found[i - 1]
        near = word.gap == SPACE or (before.text in titles and word.start - before.end < 3)
        if not near or word.text in heads or word.text in function or word.text in titles or i in places:
            continue
        if (
            before.text in given
            or before.text in titles
            or before.text in known
            or (i > 1 and _INITIAL.match(before.text) and found[i - 2].text in given)
        ):
            known.add(word.text)
    return frozenset(known)
