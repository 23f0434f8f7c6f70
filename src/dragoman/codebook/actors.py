"""The lexicon of actors: countries, peoples, groups, organisations, parties, institutions, leaders, agents.

Read from the tab-separated files in ``codebook/data/actors``. Lists in a cell are parted by ``|``; a
``?`` after a name says that it counts only when its country is in the focus of the text; ``from`` and
``to`` are a year, an ISO date or empty. Several rows with one id are terms that follow one another.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal, NamedTuple

from dragoman.codebook.actors_agents import Agent, parse_agents
from dragoman.codebook.actors_names import name_key
from dragoman.codebook.files import data_path
from dragoman.errors import CodebookError

EntryKind = Literal["country", "people", "group", "organisation", "institution", "person"]
NameForm = Literal["name", "adjective", "inhabitant", "capital", "seat"]

_COUNTRY_FORMS: tuple[tuple[str, NameForm], ...] = (
    ("names", "name"),
    ("adjectives", "adjective"),
    ("inhabitants", "inhabitant"),
    ("capitals", "capital"),
    ("seats", "seat"),
)
# Claimants that have a code of their own.
_OWN_CODES = frozenset({"TWN", "PSE", "KOS", "ESH"})
# In the order of preference where two files share a name.
_NAMED_FILES: tuple[tuple[str, EntryKind], ...] = (
    ("groups.tsv", "group"),
    ("organisations.tsv", "organisation"),
    ("parties.tsv", "organisation"),
    ("institutions.tsv", "institution"),
    ("leaders.tsv", "person"),
)


class Entry(NamedTuple):
    """One row: an actor, or one term of an actor whose code changes with the date.

    ``start`` and ``end`` are ISO dates or years, empty where open. (A named tuple, since thousands are
    built at every start of the program.)
    """

    kind: EntryKind
    id: str
    name: str
    code: str | None
    sector: str | None
    other_sectors: tuple[str, ...] = ()
    office: str | None = None
    start: str = ""
    end: str = ""


class Name(NamedTuple):
    """One written name of an entry. ``focus_only``: it counts only in texts about the entry's country."""

    entry: Entry
    written: str
    form: NameForm
    focus_only: bool


@dataclass(frozen=True, slots=True, eq=False)
class ActorLexicon:
    """All names and agents.

    ``names`` and ``agents`` are indexed by :func:`~dragoman.codebook.actors_names.name_key`; ``longest``
    gives for a first token the number of tokens of the longest name that begins with it (for
    ``agents_longest``: of the longest agent phrase).
    """

    names: Mapping[str, tuple[Name, ...]]
    longest: Mapping[str, int]
    agents: Mapping[str, Agent]
    agents_longest: Mapping[str, int]


@cache
def load_actor_lexicon() -> ActorLexicon:
    """The built-in lexicon; read once.

    Raises:
        CodebookError: a file lacks a column, or a row breaks the format.
    """
    names: dict[str, tuple[Name, ...]] = {}
    for name in _all_names():
        key = name_key(name.written)
        names[key] = (*names[key], name) if key in names else (name,)
    agents_text = _text("agents.tsv")
    agents = parse_agents(agents_text, place="agents.tsv")
    return ActorLexicon(names, _longest(names), agents, _longest(agents))


def _longest(keys: Mapping[str, object]) -> Mapping[str, int]:
    longest: dict[str, int] = {}
    for key in keys:
        first, count = key.partition(" ")[0], key.count(" ") + 1
        if longest.get(first, 0) < count:
            longest[first] = count
    return longest


def _text(file: str) -> str:
    path = data_path(f"actors/{file}")
    return path.read_text(encoding="utf-8") if path.exists() else ""


def _rows(file: str) -> Iterator[dict[str, str]]:
    header: list[str] | None = None
    for number, line in enumerate(_text(file).splitlines(), 1):
        if not line or line[0] == "#":
            continue
        cells = line.split("\t")
        if header is None:
            header = cells
        elif len(cells) > len(header):
            raise CodebookError(
                f"{file}:{number}", f"{len(cells)} cells", f"give {len(header)}, parted by tabs"
            )
        else:
            yield dict(zip(header, cells))


def _all_names() -> Iterator[Name]:
    for row in _rows("countries.tsv"):
        yield from _country_names(row)
    for row in _rows("peoples.tsv"):
        yield from _people_names(row)
    for file, kind in _NAMED_FILES:
        for row in _rows(file):
            yield from _entry_names(row, kind=kind)


def _country_names(row: dict[str, str]) -> Iterator[Name]:
    code, name = row["code"], row["name"]
    # Who claims a state of its own is coded with the state that claims it: PLOVER's sector PRE says so.
    claimant = "claims: sector PRE" in row.get("note", "") and code not in _OWN_CODES
    entry = Entry("country", name if claimant else code, name, code, "PRE" if claimant else None)
    yield Name(entry, name, "name", False)
    for column, form in _COUNTRY_FORMS:
        for written in _list(row.get(column, "")):
            yield Name(entry, written.rstrip("?"), form, written.endswith("?"))


def _people_names(row: dict[str, str]) -> Iterator[Name]:
    others = _list(row.get("other", ""))
    entry = Entry(
        "people", name_key(row["name"]), row["name"], row["code"] or None, row["sector"] or None, others
    )
    for written in (row["name"], *_list(row.get("forms", ""))):
        yield Name(entry, written.rstrip("?"), "inhabitant", written.endswith("?"))


def _entry_names(row: dict[str, str], *, kind: EntryKind) -> Iterator[Name]:
    get = row.get
    name, others = row["name"], get("other_sectors", "")
    entry = Entry(
        kind,
        row["id"],
        name.rstrip("?"),
        row["code"] or None,
        get("sector") or None,
        _list(others) if others else (),
        get("office") or None,
        get("from", ""),
        get("to", ""),
    )
    yield Name(entry, entry.name, "name", name.endswith("?"))
    aliases = row["aliases"]
    if aliases:
        for written in aliases.split("|"):
            if written and written != name:
                yield Name(entry, written.rstrip("?"), "name", written[-1] == "?")


def _list(cell: str) -> tuple[str, ...]:
    return tuple([part for part in cell.split("|") if part])
