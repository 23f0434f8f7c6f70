"""Names of the lexicon in running text: one pass over the capitals, longest match first."""

import re
from functools import cache, lru_cache
from itertools import islice
from typing import NamedTuple

from dragoman.codebook.actors import ActorLexicon, Name
from dragoman.codebook.actors_names import TOKEN, token_key
from dragoman.grounding.actors.types import NameHit

# Characters within which the longest name of the lexicon ends.
_WINDOW = 120
_PARTING = (",", ";", "(", '"', ". ", "\n\n")


class Tokens(NamedTuple):
    """Tokens side by side: their comparable forms, and where they start and end in the text."""

    keys: list[str]
    starts: list[int]
    ends: list[int]


def tokenise(text: str) -> Tokens:
    """All tokens of a text."""
    matches = list(TOKEN.finditer(text))
    return Tokens(
        [token_key(match[0]) for match in matches],
        [match.start() for match in matches],
        [match.end() for match in matches],
    )


def find_names(text: str, *, lexicon: ActorLexicon) -> tuple[NameHit, ...]:
    """Names of the lexicon in a text: the longest at each place, from left to right, none overlapping.

    A name in capitals only ("WHO") matches capitals only; any other needs a capital somewhere.
    """
    return _find_names(text, lexicon)


# Several stations ask for the names of the same document.
@lru_cache(maxsize=4)
def _find_names(text: str, lexicon: ActorLexicon) -> tuple[NameHit, ...]:
    hits: list[NameHit] = []
    lengths = lexicon.name_lengths
    taken = 0
    for match in _beginnings(lexicon).finditer(text):
        start = match.start()
        if start < taken:
            continue
        possible = lengths.get(token_key(match[0]))
        if not possible:
            continue
        tokens = _some_tokens(text, start, possible[0])
        found = longest_name(text, tokens, 0, lexicon=lexicon)
        if found:
            names, count = found
            taken = tokens.ends[count - 1]
            only = all(name.focus_only for name in names)
            hits.append(NameHit(start, taken, names[0].entry.kind, names, only))
    return tuple(hits)


@cache
def _beginnings(lexicon: ActorLexicon) -> re.Pattern[str]:
    """Tokens that may begin a name: those with a capital, and the few small words that names begin with."""
    small = "|".join(sorted(re.escape(word) for word in lexicon.small_beginnings))
    capital = r"[A-Z](?:\.[A-Z])+\b\.?|[^\W_a-z][^\W_]*(?:['’ʼ‘`](?!s\b)[^\W_]+)*"
    return re.compile(rf"(?<!\w)(?:{capital}|(?:{small})\b)" if small else rf"(?<!\w)(?:{capital})")


def _some_tokens(text: str, start: int, count: int) -> Tokens:
    matches = list(islice(TOKEN.finditer(text, start, start + _WINDOW), count))
    return Tokens(
        [token_key(match[0]) for match in matches],
        [match.start() for match in matches],
        [match.end() for match in matches],
    )


def longest_name(text: str, tokens: Tokens, i: int, *, lexicon: ActorLexicon) -> tuple[tuple[Name, ...], int] | None:
    """The readings of the longest name that begins at token ``i``, and its length in tokens."""
    key, start = tokens.keys[i], tokens.starts[i]
    lengths = lexicon.name_lengths.get(key)
    if not lengths or (text[start].islower() and key not in lexicon.small_beginnings):
        return None
    left = len(tokens.keys) - i
    for length in lengths:
        names = lexicon.names.get(joined(tokens, i, length)) if length <= left else None
        if names:
            words = text[start : tokens.ends[i + length - 1]]
            fitting = tuple([name for name in names if _case_fits(name.written, words)])
            if fitting and not _parted(words, fitting[0].written):
                return fitting, length
    return None


def joined(tokens: Tokens, i: int, length: int) -> str:
    """The key of ``length`` tokens from ``i`` on."""
    return tokens.keys[i] if length == 1 else " ".join(tokens.keys[i : i + length])


def longest_agent(tokens: Tokens, i: int, *, lexicon: ActorLexicon) -> int:
    """The length of the longest agent phrase at token ``i``, 0 for none."""
    left = len(tokens.keys) - i
    for length in lexicon.agent_lengths.get(tokens.keys[i], ()):
        if length <= left and joined(tokens, i, length) in lexicon.agents:
            return length
    return 0


def _case_fits(written: str, words: str) -> bool:
    if written.isupper():
        return words.isupper()
    return words != words.lower() or written == written.lower()


def _parted(words: str, written: str) -> bool:
    """Whether a comma, bracket or end of sentence parts words that match a name without one."""
    if words == written:
        return False
    return any(mark in words and mark not in written for mark in _PARTING)
