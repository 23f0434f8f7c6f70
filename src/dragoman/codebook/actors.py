"""The lexicon of actors: countries, peoples, groups, organisations, parties, institutions, leaders, agents.

Read from the tab-separated files in ``codebook/data/actors``. Lists in a cell are parted by ``|``; a
``?`` after a name says that it counts only when its country is in the focus of the text; ``from`` and
``to`` are a year, an ISO date or empty. Several rows with one id are terms that follow one another.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from dragoman.codebook.actors_agents import Agent, parse_agents
from dragoman.codebook.actors_index import Entry, EntryKind, Name, NameForm, NameIndex, Written
from dragoman.codebook.actors_names import name_key
from dragoman.codebook.actors_tables import read_rows, read_text

__all__ = ["ActorLexicon", "Entry", "EntryKind", "Name", "NameForm", "load_actor_lexicon"]

_COUNTRY_FORMS: tuple[tuple[str, NameForm], ...] = (
    ("names", "name"),
    ("adjectives", "adjective"),
    ("inhabitants", "inhabitant"),
    ("capitals", "capital"),
    ("seats", "seat"),
)
# In the order of preference where two files share a name.
_NAMED_FILES: tuple[tuple[str, EntryKind], ...] = (
    ("groups.tsv", "group"),
    ("organisations.tsv", "organisation"),
    ("parties.tsv", "organisation"),
    ("institutions.tsv", "institution"),
    ("leaders.tsv", "person"),
    ("officials.tsv", "person"),
)
_PEOPLE_COLUMNS = ("name", "forms", "code", "sector", "other")
_PERSON_COLUMNS = ("id", "name", "code", "sector", "other_sectors", "office", "from", "to", "aliases")
_ENTRY_COLUMNS = ("id", "name", "code", "sector", "other_sectors", "note", "from", "to", "aliases")
# Claimants that have a code of their own.
_OWN_CODES = frozenset({"TWN", "PSE", "KOS", "ESH"})


@dataclass(frozen=True, slots=True, eq=False)
class ActorLexicon:
    """All names and agents.

    ``names`` and ``agents`` are indexed by :func:`~dragoman.codebook.actors_names.name_key`;
    ``name_lengths`` gives for a first token how many tokens the names that begin with it have, the longest
    first (``agent_lengths``: the agent phrases). ``small_beginnings`` are the first tokens of names that
    begin with a small letter, or may do so ("al-Qaeda").
    """

    names: NameIndex
    name_lengths: Mapping[str, tuple[int, ...]]
    agents: Mapping[str, Agent]
    agent_lengths: Mapping[str, tuple[int, ...]]
    small_beginnings: frozenset[str]


@cache
def load_actor_lexicon() -> ActorLexicon:
    """The built-in lexicon; read once.

    Raises:
        CodebookError: a file lacks a column, or a row breaks the format.
    """
    index: dict[str, Written] = {}
    more: dict[str, list[Written]] = {}
    small = {"al", "el"}
    for item in _written_names():
        written = item[0]
        key = name_key(written)
        if index.setdefault(key, item) is not item:
            more.setdefault(key, []).append(item)
        if written[0] >= "a" and written[0].islower():
            small.add(key.partition(" ")[0])
    agents = parse_agents(read_text("agents.tsv"), place="agents.tsv")
    return ActorLexicon(NameIndex(index, more), _lengths(index), agents, _lengths(agents), frozenset(small))


def _lengths(keys: Iterable[str]) -> Mapping[str, tuple[int, ...]]:
    masks: dict[str, int] = {}
    for key in keys:
        first, blank, rest = key.partition(" ")
        count = rest.count(" ") + 2 if blank else 1
        masks[first] = masks.get(first, 0) | 1 << count
    spelt = {mask: tuple([n for n in range(mask.bit_length(), 0, -1) if mask >> n & 1]) for mask in {*masks.values()}}
    return {first: spelt[mask] for first, mask in masks.items()}


def _written_names() -> Iterator[Written]:
    """Every written name with the kind and row of its actor."""
    yield from _country_names()
    row: tuple[str, ...]
    for name, forms, code, sector, others in read_rows("peoples.tsv", _PEOPLE_COLUMNS):
        row = (f"people:{name}", name, code, sector, others, "", "", "")
        yield name, "people", row, "inhabitant"
        for written in forms.split("|"):
            if written:
                yield written, "people", row, "inhabitant"
    for file, kind in _NAMED_FILES:
        columns = _PERSON_COLUMNS if kind == "person" else _ENTRY_COLUMNS
        for row in read_rows(file, columns):
            name, aliases = row[1], row[8]
            yield name, kind, row, "name"
            if aliases:
                for written in aliases.split("|"):
                    if written and written != name:
                        yield written, kind, row, "name"


def _country_names() -> Iterator[Written]:
    columns = ("code", "name", "note", *(column for column, _ in _COUNTRY_FORMS))
    for code, name, note, *cells in read_rows("countries.tsv", columns):
        # Who claims a state of its own is coded with the state that claims it: PLOVER's sector PRE says so.
        claimant = "claims: sector PRE" in note and code not in _OWN_CODES
        id_, sector = (name, "PRE") if claimant else (code, "")
        row = (id_, name, code, sector, "", "", "", "")
        for (_, form), cell in zip(_COUNTRY_FORMS, cells):
            for written in cell.split("|"):
                if written:
                    yield written, "country", row, form
