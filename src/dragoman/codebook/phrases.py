"""Words and phrases that show something (an issue, a context), found in one pass over a text."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_WORD = re.compile(r"\w+")
_STEM = 3  # letters by which words with an open ending are looked up


@dataclass(frozen=True, slots=True)
class _Phrase:
    """``stem``: what the first word begins with, if its ending is open; ``rest``: the whole, if it is longer than its
    first word."""

    group: str
    order: int
    stem: str
    rest: "re.Pattern[str] | None"

    def end_at(self, text: str, word: str, start: int) -> int:
        """Where the phrase that may begin at a word ends; -1 if it does not stand there."""
        if not word.startswith(self.stem):
            return -1
        if self.rest is None:
            return start + len(word)
        match = self.rest.match(text, start)
        return match.end() if match else -1


class PhraseIndex:
    """Groups of phrases, looked up by their first words.

    A word that ends in ``*`` (after three letters at least) matches any ending. Case does not matter, and a phrase
    never begins or ends inside a word. Within a group the longest phrase is tried first, and matches do not overlap.

    Args:
        groups: the phrases of each group.
    """

    __slots__ = ("_by_stem", "_by_word")

    def __init__(self, groups: Mapping[str, Iterable[str]]) -> None:
        by_word: dict[str, list[_Phrase]] = {}
        by_stem: dict[str, list[_Phrase]] = {}
        for group, phrases in groups.items():
            for order, phrase in enumerate(sorted(phrases, key=len, reverse=True)):
                first = _WORD.match(phrase)
                if first is None:
                    raise ValueError(f"{group}: {phrase!r} begins with no letter")
                word = first[0].lower()
                open_ = phrase[first.end() : first.end() + 1] == "*"
                if open_ and len(word) < _STEM:
                    raise ValueError(f"{group}: {phrase!r}: an open word needs {_STEM} letters")
                rest = None if len(phrase) == first.end() + open_ else _pattern(phrase)
                index, key = (by_stem, word[:_STEM]) if open_ else (by_word, word)
                index.setdefault(key, []).append(_Phrase(group, order, word if open_ else "", rest))
        self._by_word = {word: tuple(found) for word, found in by_word.items()}
        self._by_stem = {stem: tuple(found) for stem, found in by_stem.items()}

    def find(self, text: str) -> dict[str, list[int]]:
        """Offsets of the phrases of each group that has any, in text order."""
        found: dict[str, list[int]] = {}
        ends: dict[str, int] = {}
        by_word, by_stem = self._by_word, self._by_stem
        for match in _WORD.finditer(text):
            word = match[0].lower()
            phrases = by_word.get(word, ()) + by_stem.get(word[:_STEM], ())
            if not phrases:
                continue
            start = match.start()
            for phrase in sorted(phrases, key=_order) if len(phrases) > 1 else phrases:
                if start < ends.get(phrase.group, 0):
                    continue
                end = phrase.end_at(text, word, start)
                if end > 0:
                    found.setdefault(phrase.group, []).append(start)
                    ends[phrase.group] = end
        return found


def _order(phrase: _Phrase) -> int:
    return phrase.order


def _pattern(phrase: str) -> "re.Pattern[str]":
    return re.compile(re.escape(phrase).replace(r"\*", r"\w*") + r"(?!\w)", re.IGNORECASE)
