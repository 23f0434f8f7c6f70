"""Names of the lexicon in running text: one pass over the tokens, longest match first."""

from collections.abc import Mapping
from typing import NamedTuple

from dragoman.codebook.actors import ActorLexicon, Name
from dragoman.codebook.actors_names import TOKEN, token_key
from dragoman.grounding.actors.types import NameHit


class Token(NamedTuple):
    """A token and its comparable form; offsets into the text it was cut from."""

    key: str
    start: int
    end: int


def tokenise(text: str) -> list[Token]:
    """All tokens of a text."""
    return [Token(token_key(match[0]), match.start(), match.end()) for match in TOKEN.finditer(text)]


def find_names(text: str, *, lexicon: ActorLexicon) -> tuple[NameHit, ...]:
    """Names of the lexicon in a text: the longest at each place, from left to right, none overlapping.

    A name in capitals only ("WHO") matches capitals only; any other needs a capital somewhere.
    """
    hits: list[NameHit] = []
    longest = lexicon.longest
    tokens = TOKEN.findall(text)
    if not tokens:
        return ()
    keys = [token.lower() for token in tokens]
    candidates = [i for i, key in enumerate(keys) if key in longest or "." in key or not key.isascii()]
    if not candidates:
        return ()
    lexed = tokenise(text)
    taken = 0
    for i in candidates:
        if i < taken:
            continue
        found = longest_name(text, lexed, i, lexicon=lexicon)
        if found:
            names, length = found
            first, last = lexed[i], lexed[i + length - 1]
            only = all(name.focus_only for name in names)
            hits.append(NameHit(first.start, last.end, names[0].entry.kind, names, only))
            taken = i + length
    return tuple(hits)


def longest_name(
    text: str, tokens: list[Token], i: int, *, lexicon: ActorLexicon
) -> tuple[tuple[Name, ...], int] | None:
    """The readings of the longest name that begins at token ``i``, and its length in tokens."""
    longest = lexicon.longest.get(tokens[i].key, 0)
    for length in range(min(longest, len(tokens) - i), 0, -1):
        names = lexicon.names.get(joined(tokens, i, length))
        if names:
            words = text[tokens[i].start : tokens[i + length - 1].end]
            fitting = tuple([name for name in names if _case_fits(name.written, words)])
            if fitting and not _crosses_clause(words, fitting[0].written):
                return fitting, length
    return None


def joined(tokens: list[Token], i: int, length: int) -> str:
    """The key of ``length`` tokens from ``i`` on."""
    if length == 1:
        return tokens[i].key
    return " ".join([token.key for token in tokens[i : i + length]])


def longest_key(
    tokens: list[Token], i: int, *, longest: Mapping[str, int], keys: Mapping[str, object]
) -> int:
    """The length of the longest key of ``keys`` at token ``i``, 0 for none."""
    for length in range(min(longest.get(tokens[i].key, 0), len(tokens) - i), 0, -1):
        if joined(tokens, i, length) in keys:
            return length
    return 0


def _case_fits(written: str, words: str) -> bool:
    if written.isupper():
        return words.isupper()
    return words != words.lower() or written == written.lower()


def _crosses_clause(words: str, written: str) -> bool:
    """Whether a comma, bracket or end of sentence parts words that match a name without one."""
    return any(mark in words and mark not in written for mark in (",", ";", "(", '"', ". ", "\n\n"))
