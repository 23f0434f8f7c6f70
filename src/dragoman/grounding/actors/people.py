"""People by less than their name in the lexicon: by surname alone, or in another transliteration."""

import re
from collections.abc import Iterable, Mapping
from functools import cache

from dragoman.codebook.actors import ActorLexicon, Name
from dragoman.codebook.actors_names import name_key
from dragoman.codebook.actors_words import words
from dragoman.grounding.actors.terms import holds, holds_top_office

_PARTICLES = words("particles")
_DIGRAPHS = (
    ("kh", "k"),
    ("gh", "g"),
    ("ph", "f"),
    ("sch", "s"),
    ("sh", "s"),
    ("dj", "j"),
    ("ch", "k"),
    ("ck", "k"),
)
_SAME = str.maketrans("cqwzx", "kkvss", "aeiouyhj'")
_DOUBLED = re.compile(r"(.)\1+")
# Shorter skeletons are those of too many names.
_TELLING = 5
_SHARED_BY = 4
# Years after an office during which news still calls its holder by surname alone.
_REMEMBERED = 5


def by_surname(
    key: str,
    *,
    lexicon: ActorLexicon,
    date: str | None,
    focus: str | None,
    codes: frozenset[str],
    title: str | None,
) -> tuple[Name, ...]:
    """The one person that a bare surname most likely means, as the readings of one actor; or nobody.

    A country beside it, the country in the focus, an office that fits the title, and an office held at
    the date decide, in this order; without any of these, the one head of state or government.
    """
    names = everyone = _named(_surnames(lexicon).get(key, ()), lexicon=lexicon)
    if not names:
        return ()
    for keep in (
        [name for name in names if name.entry.code in codes],
        [name for name in names if title and _has_office(name, title)],
        [name for name in names if date and holds(name.entry, date)],
        [name for name in names if name.entry.code == focus],
        [name for name in names if holds_top_office(name.entry)],
    ):
        if keep and len(_persons(names)) > 1:
            names = tuple(keep)
    if date and not any(_supported(name, codes=codes, title=title, date=date, focus=focus) for name in names):
        return ()
    persons = _persons(names)
    latest = max(names, key=lambda name: name.entry.start).entry.id
    if len(persons) > _SHARED_BY or (len(persons) > 1 and not date and not _stands_out(names, latest)):
        return ()
    return tuple([name for name in everyone if name.entry.id == latest])


def by_transliteration(words: str, *, lexicon: ActorLexicon) -> tuple[Name, ...]:
    """The person whose full name sounds like these words, if there is but one."""
    sound = skeleton(words)
    if len(sound) < _TELLING or " " not in sound:
        return ()
    names = _named(_skeletons(lexicon).get(sound, ()), lexicon=lexicon)
    return names if len(_persons(names)) == 1 else ()


def skeleton(name: str) -> str:
    """The consonants of a name, with those levelled that transliterations exchange.

    Source: the habit of matching names across transliterations by their consonants.
    """
    tokens = [_sound(token) for token in name_key(name).split() if token not in _PARTICLES]
    return " ".join(token for token in tokens if token)


def _sound(token: str) -> str:
    for written, sound in _DIGRAPHS:
        token = token.replace(written, sound)
    return _DOUBLED.sub(r"\1", token[:1].translate(str.maketrans("cqwzxyj", "kkvssii")) + token[1:].translate(_SAME))


def _stands_out(names: Iterable[Name], person: str) -> bool:
    """Whether a person came to office long after all others of that surname left it."""
    begun = max(name.entry.start for name in names if name.entry.id == person)
    left = [name.entry.end[:4] or "9999" for name in names if name.entry.id != person]
    return bool(begun) and int(max(left)) <= int(begun[:4]) + _REMEMBERED


def _supported(name: Name, *, codes: frozenset[str], title: str | None, date: str, focus: str | None) -> bool:
    """Whether anything but the bare surname speaks for a person: country, title or office."""
    entry = name.entry
    if entry.code in codes or entry.code == focus or (title and _has_office(name, title)):
        return True
    last = int(entry.end[:4] or 9999)
    return int(entry.start[:4] or 0) <= int(date[:4]) <= last + _REMEMBERED


def _has_office(name: Name, title: str) -> bool:
    office = (name.entry.office or "").lower()
    return title.lower() in office


def _persons(names: Iterable[Name]) -> set[str]:
    return {name.entry.id for name in names}


def _people(lexicon: ActorLexicon) -> Iterable[str]:
    """Keys of two words or more that name a person."""
    rows = lexicon.names.rows
    return [key for key in lexicon.names if " " in key and any(kind == "person" for _, kind, _, _ in rows(key))]


@cache
def _surnames(lexicon: ActorLexicon) -> Mapping[str, tuple[str, ...]]:
    """Keys of the names that end in a word."""
    index: dict[str, list[str]] = {}
    for key in _people(lexicon):
        last = key.rpartition(" ")[2]
        if len(last) > 2:
            index.setdefault(last, []).append(key)
    return {last: tuple(keys) for last, keys in index.items()}


@cache
def _skeletons(lexicon: ActorLexicon) -> Mapping[str, tuple[str, ...]]:
    """Keys of the names that sound alike."""
    index: dict[str, list[str]] = {}
    for key in _people(lexicon):
        index.setdefault(skeleton(key), []).append(key)
    return {sound: tuple(keys) for sound, keys in index.items()}


def _named(keys: Iterable[str], *, lexicon: ActorLexicon) -> tuple[Name, ...]:
    return tuple([name for key in keys for name in lexicon.names[key] if name.entry.kind == "person"])
