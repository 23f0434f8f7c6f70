"""The codebook's language: how verbs, nouns and what they mean are written down.

An entry file is plain text. ``#`` opens a comment. An entry begins at the left margin with one or more lemmas
and a colon; its senses stand on the same line or indented below it, tried in order::

    attack, ambush: ASSAULT
      "Rebels attacked a barracks near Gao." = ASSAULT rebels > barracks

    lift:
      obj weight|trophy -> none
      -> stop
      "Washington lifted sanctions on Sudan." = CONCEDE Washington > Sudan

A sense is ``conditions -> meaning; roles``. Conditions are separated by commas, each a slot and its fillers:

========== =========================================================================
slot       ``subj obj dat by inf ing that prt attr oprd`` or a preposition; for nouns
           also ``poss adj of``
fillers    separated by ``|``: a word; ``%list`` (of ``lists.txt``); ``@actor`` (who can
           act), ``@place``, ``@event``, or ``@TYPE`` (an event word of that type); ``*``
           anything; ``!`` nothing stands there
========== =========================================================================

A meaning is ``none``; ``TYPE mode …``; ``light`` (the object noun is the event); or an operator of
``algebra.tsv``, with ``or TYPE mode …`` for where nothing it could work on is found.
Roles override the type's own: ``who=by,subj``, ``whom=against,obj`` (``whom=none``: nobody; ``whom=from,none``:
nobody but there), ``in=on,for`` (where an operator finds what it works on), ``mutual`` (all parties are actors, but
for who must be a recipient), ``future``, ``claimed`` (the actor says so himself), ``size=dead`` (what the number of
the object counts).
An indented line in quotation marks is an example, run as a test; ``= none`` says that it gives nothing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from dragoman.errors import CodebookError

_LEMMA = re.compile(r"^([\w][\w'’\- ,.]*?):(?:\s+(.*))?$")
_EXAMPLE = re.compile(r'^"(.+)"\s*=\s*(.+)$')
_ROLE_KEYS = frozenset({"who", "whom", "in", "size"})
_FLAGS = frozenset({"mutual", "future", "claimed"})


@dataclass(frozen=True, slots=True)
class Condition:
    """What must stand in a slot. No fillers means that the slot must be empty."""

    slot: str
    fillers: frozenset[str]


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a sense stands for. ``kind`` is event, operator, light or none."""

    kind: str
    type: str = ""
    modes: tuple[str, ...] = ()
    operator: str = ""
    fallback: "Meaning | None" = None


@dataclass(frozen=True, slots=True)
class Roles:
    """Where the parties stand, if not where the type says. Slots in order of preference."""

    who: tuple[str, ...] = ()
    whom: tuple[str, ...] = ()
    inner: tuple[str, ...] = ()
    size: str = ""
    mutual: bool = False
    future: bool = False
    claimed: bool = False


@dataclass(frozen=True, slots=True)
class Sense:
    """One sense of an entry; ``place`` is ``file:line``."""

    conditions: tuple[Condition, ...]
    meaning: Meaning
    roles: Roles
    place: str


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence and what it must give, as written: ``TYPE mode aux: actor > recipient`` or ``none``."""

    sentence: str
    expected: str
    place: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A lemma (words separated by blanks) with its senses in order."""

    lemma: str
    senses: tuple[Sense, ...]
    place: str


@dataclass(frozen=True, slots=True)
class EntryFile:
    """All entries and examples of one file."""

    entries: tuple[Entry, ...]
    examples: tuple[Example, ...]


class _Block:
    """The entry being read."""

    def __init__(self, lemmas: list[str], place: str) -> None:
        self.lemmas, self.place = lemmas, place
        self.senses: list[Sense] = []

    def entries(self) -> Iterator[Entry]:
        for lemma in self.lemmas:
            yield Entry(lemma, tuple(self.senses), self.place)


def parse_entries(text: str, *, name: str) -> EntryFile:
    """Read an entry file.

    Args:
        text: the file's text.
        name: the file's name, for messages.

    Raises:
        CodebookError: a line that is not of the language, naming file, line and mend.
    """
    blocks: list[_Block] = []
    examples: list[Example] = []
    for number, raw in enumerate(text.splitlines(), 1):
        line = raw.strip()
        place = f"{name}:{number}"
        if not line or line.startswith("#"):
            continue
        if not raw[0].isspace():
            blocks.append(_open_block(line, place))
        elif not blocks:
            raise CodebookError(place, "an indented line before any entry", "begin with a line such as 'attack:'")
        elif line.startswith('"'):
            examples.append(_example(line, place))
        else:
            blocks[-1].senses.append(parse_sense(line, place))
    for block in blocks:
        if not block.senses:
            raise CodebookError(block.place, "an entry without a sense", "add a line such as '-> ASSAULT'")
    return EntryFile(tuple(entry for block in blocks for entry in block.entries()), tuple(examples))


def _open_block(line: str, place: str) -> _Block:
    match = _LEMMA.match(line)
    if not match:
        raise CodebookError(place, f"not an entry: {line!r}", "write 'lemma: MEANING' or 'lemma:'")
    lemmas = [lemma.strip().replace("-", " - ").replace("  ", " ") for lemma in match.group(1).split(",")]
    block = _Block([lemma for lemma in lemmas if lemma], place)
    if match.group(2):
        block.senses.append(parse_sense(match.group(2), place))
    return block


def _example(line: str, place: str) -> Example:
    match = _EXAMPLE.match(line)
    if not match:
        raise CodebookError(
            place, "an example without its outcome", "end it with ' = TYPE actor > recipient' or ' = none'"
        )
    return Example(match.group(1), match.group(2).strip(), place)


def parse_sense(line: str, place: str) -> Sense:
    """Read one sense: ``conditions -> meaning; roles`` (conditions and roles may be absent)."""
    left, arrow, right = line.rpartition("->")
    conditions = tuple(_condition(part, place) for part in left.split(",") if part.strip()) if arrow else ()
    meaning, _, roles = right.partition(";")
    return Sense(conditions, parse_meaning(meaning.split(), place), _roles(roles.split(), place), place)


def _condition(part: str, place: str) -> Condition:
    words = part.split(None, 1)
    if len(words) != 2:
        raise CodebookError(place, f"condition {part.strip()!r} has no filler", "write 'slot filler|filler'")
    slot, fillers = words
    if fillers.strip() == "!":
        return Condition(slot, frozenset())
    return Condition(slot, frozenset(f.strip() for f in fillers.split("|")))


def parse_meaning(words: list[str], place: str) -> Meaning:
    """Read a meaning from its words."""
    if not words:
        raise CodebookError(place, "a sense without a meaning", "write 'none', a TYPE, 'light' or an operator")
    head, rest = words[0], words[1:]
    if head in ("none", "light") and not rest:
        return Meaning(kind=head)
    if head.isupper():
        return Meaning(kind="event", type=head, modes=tuple(rest))
    fallback = None
    if rest:
        if rest[0] != "or" or len(rest) < 2:
            raise CodebookError(place, f"{' '.join(words)!r} is no meaning", "write 'operator or TYPE mode'")
        fallback = parse_meaning(rest[1:], place)
    return Meaning(kind="operator", operator=head, fallback=fallback)


def _flagged(roles: Roles, key: str) -> Roles:
    if key == "mutual":
        return replace(roles, mutual=True)
    return replace(roles, future=True) if key == "future" else replace(roles, claimed=True)


def _roles(words: list[str], place: str) -> Roles:
    roles = Roles()
    for word in words:
        key, equals, value = word.partition("=")
        if not equals and key in _FLAGS:
            roles = _flagged(roles, key)
        elif equals and key in _ROLE_KEYS and value:
            slots = tuple(value.split(","))
            if key == "size":
                roles = replace(roles, size=value)
            elif key == "in":
                roles = replace(roles, inner=slots)
            else:
                roles = replace(roles, who=slots) if key == "who" else replace(roles, whom=slots)
        else:
            raise CodebookError(place, f"no such role: {word!r}", "use who= whom= in= size= mutual future claimed")
    return roles
