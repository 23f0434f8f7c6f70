"""Cheap before dear: can a sentence hold an event at all? A look at its words, before any parser runs."""

import re

from dragoman.codebook.book import Codebook

_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")


def may_hold_event(sentence: str, book: Codebook) -> bool:
    """False only if no word of the sentence is a form of a codebook verb or the head of a codebook noun."""
    words = set(_WORD.findall(sentence.lower()))
    return not words.isdisjoint(book.verbs) or not words.isdisjoint(book.nouns)
