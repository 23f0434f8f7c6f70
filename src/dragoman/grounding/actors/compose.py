"""Composition: what the items of a phrase say together about country and sector.

A chunk (words without a preposition between them) has one head: a person's name, the name of a group
or body, an agent noun, or else a country. What stands before the head lends it a country, and lends a
sector to heads that inherit theirs ("rebel commander", "company chairman"). Phrases after prepositions
fill what is still missing, from the right.
"""

from typing import NamedTuple

from dragoman.codebook.actors import Entry, Name
from dragoman.codebook.actors_agents import Agent
from dragoman.codebook.actors_names import name_key
from dragoman.codebook.actors_words import words
from dragoman.grounding.actors.cities import is_region, place_country
from dragoman.grounding.actors.items import Item
from dragoman.grounding.actors.terms import OFFICIAL_SECTORS, Cues, Term, term_at
from dragoman.grounding.actors.types import ResolutionKind

_ARMED = frozenset({"REB", "UAF", "PRM", "MIL", "CRM", "COP", "SPY"})
_FORMER = words("former")
_QUANTITIES = words("quantities")
# Capitalised words of bodies' names that are also names of regions or towns.
_NO_LENDING = words("no_lending")
_COUNTING = words("indefinite")
# Population of a town that lends its country to the agent after it.
_LENDING_TOWN = 50_000
_NO_TOWN = words("no_town")
# Ranks and styles that people keep whatever their office is.
_KEPT_TITLES = words("kept_titles")


class Side(NamedTuple):
    """What a part of a phrase stands for so far. ``settled``: its sector is its own, not a default;
    ``weak``: its country is that of a town of such a name."""

    name: str = ""
    code: str | None = None
    sector: str | None = None
    others: tuple[str, ...] = ()
    office: str | None = None
    id: str | None = None
    kind: ResolutionKind = "unknown"
    why: str = ""
    settled: bool = False
    inherits: bool = False
    headed: bool = False
    quantity: bool = False
    agent: str | None = None
    plural: bool = False
    weak: bool = False
    collective: bool = False


def compose_chunk(items: list[Item], *, phrase: str, date: str | None) -> Side:
    """Country and sector of a chunk: items without prepositions or cuts."""
    marks = [item for item in items if item.kind in ("name", "agent") and not item.behind]
    head = _head(marks)
    if head is None:
        return _headless(items, marks, phrase=phrase)
    before = marks[: marks.index(head)]
    tail = [item for item in items if item.start >= head.end and item.kind == "word"]
    if head.kind == "agent":
        side = _agent_side(head, before, items, phrase=phrase, date=date)
    else:
        side = _name_side(head, before, items, date=date)
    side = _with_country(side, head, marks, date=date)
    side = _with_place(side, head, items, phrase=phrase)
    side = _with_backer(side, items, date=date)
    side = _former(side, items, head)
    return _with_tail(side, tail, head, phrase=phrase)


def _head(marks: list[Item]) -> Item | None:
    """The item that heads the chunk.

    An agent noun after a name is the head ("Biden officials"), a name after its title is ("President
    Biden"), a country's name only where there is nothing else ("Jeep driver" has none).
    """
    agents = [item for item in marks if item.agent and not item.agent.modifier]
    actors = [item for item in marks if item.names and _is_actor(item.names[0])]
    if actors and (not agents or agents[-1].start < actors[-1].start):
        return actors[-1]
    if agents:
        return agents[-1]
    places = [item for item in marks if item.names]
    return places[-1] if places else (marks[-1] if marks else None)


def _is_actor(name: Name) -> bool:
    return name.form == "seat" or name.entry.kind not in ("country", "people")


def _headless(items: list[Item], marks: list[Item], *, phrase: str) -> Side:
    words = [item for item in items if item.kind == "word"]
    quantity = all(item.key in _QUANTITIES or item.key.isdigit() for item in words)
    named = [item for item in words if item.capital and item.key not in _QUANTITIES]
    if not named:
        return Side(quantity=quantity and not marks)
    name = phrase[named[0].start : named[-1].end]
    code = place_country(name) if len(named) == len(words) or words[0].key == "the" else None
    if code:
        return Side(
            name=name,
            code=code,
            sector="CVL",
            headed=True,
            weak=True,
            why=f"{name}, a place in {code}: its people",
        )
    return Side(name=name, headed=True, why="unknown name")


def _agent_side(head: Item, before: list[Item], items: list[Item], *, phrase: str, date: str | None) -> Side:
    agent = head.agent
    if agent is None:
        return Side()
    sector, others, settled, why = agent.sector, agent.other_sectors, not agent.inherits, agent.noun
    if agent.inherits:
        lent = _lent_sector(before, date=date, armed=sector in _ARMED)
        if lent:
            sector, others, settled = lent[0], lent[1], True
            why = f"{agent.noun} of {lent[2]}"
    trailing = [item for item in items if item.start >= head.end and item.kind == "word" and item.capital]
    name = phrase[trailing[0].start : trailing[-1].end] if trailing else ""
    kind: ResolutionKind = "person" if name else "agent"
    return Side(
        name=name,
        sector=sector,
        others=others,
        office=agent.noun if name else None,
        kind=kind,
        why=f"{why}: {sector}",
        settled=settled,
        inherits=agent.inherits,
        collective=agent.collective,
        headed=not agent.modifier,
        agent=agent.noun,
        plural=agent.plural,
    )


def _lent_sector(
    before: list[Item], *, date: str | None, armed: bool
) -> tuple[str | None, tuple[str, ...], str] | None:
    """The sector that the nearest actor before an inheriting head lends it, if any does.

    Armed heads (fighters, forces) take it from armed actors only: a party's fighters are no party.
    """
    for i in range(len(before) - 1, -1, -1):
        item = before[i]
        if item.agent:
            lent = _agent_lends(item, before[:i], date=date, armed=armed)
        else:
            lent = _name_lends(item.names, date=date)
        if lent and (not armed or lent[0] in _ARMED):
            return lent
    return None


def _agent_lends(
    item: Item, before: list[Item], *, date: str | None, armed: bool
) -> tuple[str | None, tuple[str, ...], str] | None:
    agent = item.agent
    if agent is None:
        return None
    if agent.inherits:
        lent = _lent_sector(before, date=date, armed=armed)
        if lent:
            return lent
    if agent.sector in (None, "UNK") or agent.noun in _NO_LENDING:
        return None
    return agent.sector, agent.other_sectors, agent.noun


def _name_lends(names: tuple[Name, ...], *, date: str | None) -> tuple[str | None, tuple[str, ...], str] | None:
    kind = names[0].entry.kind
    if kind == "country":
        return None
    term = term_at(names, date=date)
    if kind == "people":
        # A people lends none, a religion its own ("Muslim leaders").
        return ("REL", (), term.entry.name) if "REL" in (term.sector, *term.other_sectors) else None
    if kind == "person" and not term.current:
        return term.entry.sector, term.entry.other_sectors, term.entry.name
    return term.sector, term.other_sectors, term.entry.name


def _name_side(head: Item, before: list[Item], items: list[Item], *, date: str | None) -> Side:
    title = before[-1].agent if before and before[-1].agent else None
    kind = head.names[0].entry.kind
    if kind == "country":
        return _country_side(_counted(head, items))
    wanted = title.sector if title and kind == "person" else None
    term = term_at(head.names, date=date, cues=_cues(before, title))
    entry = term.entry
    side = Side(
        name=entry.name,
        code=entry.code,
        sector=term.sector,
        others=term.other_sectors,
        office=entry.office,
        id=entry.id,
        kind=entry.kind,
        why=f"{entry.name}: {term.sector}" + (f" ({term.why})" if term.why else ""),
        settled=True,
        headed=True,
        agent=title.noun if title else None,
        plural=kind == "people",
    )
    side = _by_noun(side, head.noun)
    return _titled(side, term, title_sector=wanted, title=title.noun if title else "", dated=date is not None)


def _by_noun(side: Side, noun: Agent | None) -> Side:
    """The sector that the noun at the end of a name gives ("UN peacekeepers", "Rakhine Buddhists")."""
    if not noun or not noun.plural or noun.collective or noun.inherits or not noun.sector:
        return side
    if side.sector is None or (side.kind == "people" and side.sector == "CVL" and noun.sector != "CVL"):
        others = (side.sector,) if side.sector else ()
        return side._replace(sector=noun.sector, others=others, why=f"{side.name}, {noun.noun}: {noun.sector}")
    return side


def _titled(side: Side, term: Term, *, title_sector: str | None, title: str, dated: bool) -> Side:
    """A title in the words says more than a term that is past or undated, but less than one that holds."""
    if not title_sector or title in _KEPT_TITLES or title_sector == term.sector:
        return side
    if (dated and term.current) or title_sector not in OFFICIAL_SECTORS:
        return side
    return side._replace(sector=title_sector, others=(), why=f"{side.name}, called {title}: {title_sector}")


def _cues(before: list[Item], title: Agent | None) -> Cues:
    codes = {name.entry.code for item in before for name in item.names if name.entry.code}
    if title is None:
        return Cues(codes=frozenset(codes))
    noun = None if title.noun in _KEPT_TITLES else name_key(title.noun)
    return Cues(noun, title.sector, frozenset(codes))


def _counted(head: Item, items: list[Item]) -> Name:
    """The reading of a country's word: "an Afghan" is one of its people, "Afghan" alone the country."""
    before = [item.key for item in items[: items.index(head)]]
    if any(key in _COUNTING or key.isdigit() for key in before):
        for name in head.names:
            if name.form == "inhabitant":
                return name
    return head.names[0]


def _country_side(name: Name) -> Side:
    entry = name.entry
    sector: str | None
    if name.form == "inhabitant":
        sector, why = "CVL", f"people of {entry.name}"
    elif name.form in ("capital", "seat"):
        sector, why = "GOV", f"{name.written} stands for the government of {entry.name}"
    else:
        sector, why = entry.sector, entry.name
    return Side(
        name=entry.name if name.form in ("name", "adjective") else name.written,
        code=entry.code,
        sector=sector,
        id=entry.id,
        kind="country" if name.form != "inhabitant" else "people",
        why=f"{why}: {entry.code}",
        settled=sector is not None,
        headed=True,
        plural=name.form == "inhabitant" and name.written.endswith("s"),
    )


def _with_country(side: Side, head: Item, marks: list[Item], *, date: str | None) -> Side:
    """The country of the nearest name before the head, of a country before that of a people."""
    if side.code and side.kind != "people":
        return side
    index = marks.index(head)
    ranked = sorted(
        [item for item in reversed(marks[:index]) if item.names] + [item for item in marks[index + 1 :] if item.names],
        key=lambda item: item.names[0].entry.kind == "people",
    )
    for item in ranked:
        entry = term_at(item.names, date=date).entry
        if entry.code:
            return side._replace(code=entry.code, why=f"{side.why}; {_written(item)}: {entry.code}")
    return side


def _with_place(side: Side, head: Item, items: list[Item], *, phrase: str) -> Side:
    """The country of a town before the head ("Boston police") or of a region at the end of a body's name."""
    if side.code or head.kind != "agent":
        return side
    before = [item for item in items if item.end <= head.start]
    after = [item for item in items if item.start >= head.end]
    name, code = "", None
    for name in _capital_runs(before, phrase=phrase):
        code = place_country(name, known=_LENDING_TOWN, counties=True)
        if code:
            break
    if not code and len(after) > 1 and after[-1].capital and after[-2].capital:
        name = phrase[after[-2].start : after[-1].end]
        code = place_country(name) if is_region(name) else None
    return side._replace(code=code, weak=True, why=f"{side.why}; {name} is in {code}") if code else side


def _capital_runs(items: list[Item], *, phrase: str) -> list[str]:
    """The capitalised words that end the items, then fewer of them: "Ontario Provincial", "Ontario"."""
    words_ = [item for item in items if item.kind != "possessive"]
    start = len(words_)
    while start and words_[start - 1].kind == "word" and words_[start - 1].capital:
        start -= 1
    run = [item for item in words_[start:] if item.key not in _QUANTITIES]
    if all(item.key in _NO_TOWN for item in run):
        return []
    return [phrase[run[0].start : item.end] for item in reversed(run) if item.key not in _NO_TOWN or item is run[-1]]


def _with_backer(side: Side, items: list[Item], *, date: str | None) -> Side:
    """Where only "al-Qaeda-linked" tells, the network is the side; a state's backing makes none its own."""
    if side.code:
        return side
    for item in items:
        if item.behind and item.names and item.names[0].entry.kind == "group":
            entry: Entry = term_at(item.names, date=date).entry
            return side._replace(code=entry.code, why=f"{side.why}; {entry.name} behind it: {entry.code}")
    return side


def _former(side: Side, items: list[Item], head: Item) -> Side:
    if side.sector not in OFFICIAL_SECTORS or (head.agent and head.agent.collective):
        return side
    if not any(item.key in _FORMER and item.start < head.start for item in items):
        return side
    return side._replace(sector="ELI", others=(side.sector or "GOV",), why=f"{side.why}; former: ELI")


def _with_tail(side: Side, tail: list[Item], head: Item, *, phrase: str) -> Side:
    """Words after the head: a capital makes them a name, else the head only modifies them."""
    if not tail or tail[0].key.endswith(("ing", "ed")) or (tail[0].capital and phrase[head.end : head.end + 1] != "-"):
        return _unknown_person(side, tail, head, phrase=phrase) if tail and tail[0].capital else side
    if tail[-1].capital and side.kind in ("country", "people"):
        # "former Germany defender Uwe X": an unknown trade before the name of an unknown person.
        named = [item for item in tail if item.capital]
        name = phrase[named[0].start : tail[-1].end]
        return side._replace(name=name, sector=None, id=None, kind="person", why=f"{side.why}; {name} unknown")
    if side.kind == "country" and not side.settled:
        side = side._replace(sector="UNK", why=f"{side.why}; {tail[-1].key} is no known agent: UNK")
    return side._replace(headed=False, kind="unknown" if side.kind == "country" else side.kind)


def _unknown_person(side: Side, tail: list[Item], head: Item, *, phrase: str) -> Side:
    if side.kind not in ("country", "people") or head.names[0].form == "capital":
        return side
    name = phrase[tail[0].start : tail[-1].end]
    return side._replace(name=name, sector=None, id=None, kind="unknown", why=f"{side.why}; {name} unknown")


def _written(item: Item) -> str:
    return item.names[0].written
