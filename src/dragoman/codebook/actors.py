"""The lexicon of actors: countries, peoples, groups, organisations, parties, institutions, leaders, agents.

Read from the tab-separated files in ``codebook/data/actors``. Lists in a cell are parted by ``|``; a
``?`` after a name says that it counts only when its country is in the focus of the text; ``from`` and
``to`` are a year, an ISO date or empty. Several rows with one id are terms that follow one another.
"""

from collections.abc import Iterator, Mapping, Sequence
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
    ``agents_longest``: of the longest agent phrase). ``small_beginnings`` are the first tokens of names
    that begin with a small letter, or may do so ("al-Qaeda").
    """

    names: Mapping[str, tuple[Name, ...]]
    longest: Mapping[str, int]
    agents: Mapping[str, Agent]
    agents_longest: Mapping[str, int]
    small_beginnings: frozenset[str]


@cache
def load_actor_lexicon() -> ActorLexicon:
    """The built-in lexicon; read once.

    Raises:
        CodebookError: a file lacks a column, or a row breaks the format.
    """
    names: dict[str, tuple[Name, ...]] = {}
    small = {"al", "el"}
    for name in _all_names():
        key = name_key(name.written)
        if name.written[0].islower():
            small.add(key.partition(" ")[0])
        names[key] = (*names[key], name) if key in names else (name,)
    agents_text = _text("agents.tsv")
    agents = parse_agents(agents_text, place="agents.tsv")
    return ActorLexicon(names, _longest(names), agents, _longest(agents), frozenset(small))


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


def _rows(file: str, *columns: str) -> Iterator[list[str]]:
    """The cells of the named columns, row by row, empty where a row is short."""
    picked: list[int] | None = None
    width = 0
    for number, line in enumerate(_text(file).splitlines(), 1):
        if not line or line[0] == "#":
            continue
        cells = line.split("\t")
        if picked is None:
            width = len(cells)
            picked = _columns(cells, columns, place=f"{file}:{number}")
            continue
        if len(cells) != width:
            if len(cells) > width:
                raise CodebookError(
                    f"{file}:{number}", f"{len(cells)} cells", f"give {width}, parted by tabs"
                )
            cells += [""] * (width - len(cells))
        yield [cells[i] for i in picked]


def _columns(header: list[str], columns: Sequence[str], *, place: str) -> list[int]:
    missing = [column for column in columns if column not in header]
    if missing:
        raise CodebookError(place, f"no column {missing[0]!r}", "name it in the header line")
    return [header.index(column) for column in columns]


def _all_names() -> Iterator[Name]:
    for row in _rows("countries.tsv", "code", "name", "note", *(column for column, _ in _COUNTRY_FORMS)):
        yield from _country_names(row)
    for row in _rows("peoples.tsv", "name", "forms", "code", "sector", "other"):
        yield from _people_names(row)
    for file, kind in _NAMED_FILES:
        office = "office" if kind == "person" else "note"
        for row in _rows(
            file, "id", "name", "aliases", "code", "sector", "other_sectors", "from", "to", office
        ):
            yield from _entry_names(row, kind=kind)


def _country_names(row: list[str]) -> Iterator[Name]:
    code, name, note, *forms = row
    # Who claims a state of its own is coded with the state that claims it: PLOVER's sector PRE says so.
    claimant = "claims: sector PRE" in note and code not in _OWN_CODES
    entry = Entry("country", name if claimant else code, name, code, "PRE" if claimant else None)
    for (_, form), cell in zip(_COUNTRY_FORMS, forms):
        for written in cell.split("|"):
            if written:
                yield Name(entry, written.rstrip("?"), form, written[-1] == "?")


def _people_names(row: list[str]) -> Iterator[Name]:
    name, forms, code, sector, others = row
    entry = Entry("people", name_key(name), name, code or None, sector or None, _list(others))
    for written in (name, *_list(forms)):
        yield Name(entry, written.rstrip("?"), "inhabitant", written.endswith("?"))


def _entry_names(row: list[str], *, kind: EntryKind) -> Iterator[Name]:
    id_, name, aliases, code, sector, others, start, end, note = row
    other_sectors = tuple(others.split("|")) if others else ()
    office = note if kind == "person" and note else None
    shown = name.rstrip("?")
    entry = Entry(kind, id_, shown, code or None, sector or None, other_sectors, office, start, end)
    yield Name(entry, shown, "name", name[-1] == "?")
    if aliases:
        for written in aliases.split("|"):
            if written and written != name:
                yield Name(entry, written.rstrip("?"), "name", written[-1] == "?")


def _list(cell: str) -> tuple[str, ...]:
    return tuple([part for part in cell.split("|") if part])
