"""Cheap before dear: can a sentence hold an event at all? A look at its words, before any parser runs."""

import re

from dragoman.codebook.book import Codebook

_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")
# "be" is an event only where it tells where someone is.
_BEING_THERE = re.compile(r"\b(?:be|is|are|was|were|been|'s|'m)\s+(?:\w+\s+)?in\s+[\w\"“]")


def may_hold_event(sentence: str, book: Codebook) -> bool:
    """False only if no word of the sentence can begin an event; see :attr:`Codebook.triggers`."""
    lower = sentence.lower()
    return not book.triggers.isdisjoint(_WORD.findall(lower)) or _BEING_THERE.search(lower) is not None


def trigger_words(sentence: str, book: Codebook) -> tuple[str, ...]:
    """The words of a sentence that the codebook knows, in text order."""
    return tuple(
        dict.fromkeys(word for word in _WORD.findall(sentence.lower()) if word in book.verbs or word in book.nouns)
    )
