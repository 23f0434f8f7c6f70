"""Who a phrase stands for by itself."""

from functools import lru_cache

from dragoman.codebook.actors import ActorLexicon
from dragoman.codebook.actors_words import words
from dragoman.grounding.actors.compose import Side, compose_chunk
from dragoman.grounding.actors.items import Item
from dragoman.grounding.actors.parse import parse_phrase
from dragoman.grounding.actors.terms import iso_date
from dragoman.grounding.actors.types import Resolution

_TRANSMITTING = words("transmitting")
_RENAMING = words("renaming")
_DETERMINERS = words("determiners")


def resolve_phrase(
    phrase: str, *, lexicon: ActorLexicon, date: str | None = None, focus: str | None = None
) -> Resolution:
    """Who a phrase stands for: its words only, no context.

    Args:
        date: ISO date at which to ask; without it people have their latest office.
        focus: alpha-3 code of the country that the text is about, for names that need support.

    Returns:
        The resolution; code and sector are ``None`` where the words do not tell.
    """
    return _resolve(phrase, lexicon, iso_date(date), focus)


@lru_cache(maxsize=65536)
def _resolve(phrase: str, lexicon: ActorLexicon, date: str | None, focus: str | None) -> Resolution:
    items = parse_phrase(phrase, lexicon=lexicon, date=date, focus=focus)
    side = Side()
    for part in _appositions(items):
        fill = _noun_phrase(part, phrase=phrase, date=date)
        side = _filled(side, fill)
        if side.code and side.sector:
            break
    return _resolution(side, phrase=phrase)


def _appositions(items: list[Item]) -> list[list[Item]]:
    """The phrase and what renames it after commas, brackets or "known as"; relative clauses are left out."""
    parts: list[list[Item]] = [[]]
    renames = True
    for item in items:
        if item.kind == "cut":
            renames = not item.key or item.key in _RENAMING
            parts.append([])
        elif renames:
            parts[-1].append(item)
    return [part for part in parts if part]


def _filled(side: Side, apposition: Side) -> Side:
    """A phrase with what an apposition to it adds."""
    if not side.headed and not side.code and not side.sector:
        return apposition._replace(name=side.name or apposition.name)
    kind = apposition.kind if side.kind == "unknown" and apposition.sector else side.kind
    if kind == "agent" and side.name and side.kind == "unknown" and not apposition.collective:
        kind = "person"
    return side._replace(
        code=side.code or apposition.code,
        sector=side.sector or apposition.sector,
        others=side.others or apposition.others,
        kind=kind,
        why="; ".join(why for why in (side.why, apposition.why) if why),
        agent=side.agent or apposition.agent,
    )


def _noun_phrase(items: list[Item], *, phrase: str, date: str | None) -> Side:
    """Chunks parted by prepositions, composed from the right."""
    chunks: list[tuple[str, list[Item]]] = [("", [])]
    for item in _first_conjunct(items):
        if item.kind == "preposition":
            chunks.append((item.key, []))
        else:
            chunks[-1][1].append(item)
    _raise_person(chunks)
    side = compose_chunk(chunks[-1][1], phrase=phrase, date=date)
    for k in range(len(chunks) - 2, -1, -1):
        head = compose_chunk(chunks[k][1], phrase=phrase, date=date)
        side = _joined(head, chunks[k + 1][0], side)
    return side


def _first_conjunct(items: list[Item]) -> list[Item]:
    """The items before an "and", if an actor heads them ("the Taliban and the army")."""
    for i, item in enumerate(items):
        if item.kind == "and" and i and _heads(items[i - 1]):
            return items[:i]
    return items


def _heads(item: Item) -> bool:
    if item.agent:
        return not item.agent.modifier
    if not item.names:
        return False
    name = item.names[0]
    # "Kurdish and Sunni lawmakers": a people's adjective heads nothing, its plural noun does.
    return name.form not in ("adjective", "inhabitant") or name.written.endswith("s")


def _raise_person(chunks: list[tuple[str, list[Item]]]) -> None:
    """Moves a name after a title's complement to the title ("ambassador to Israel David Friedman")."""
    for _, chunk in chunks[1:]:
        for i in range(1, len(chunk)):
            before, item = chunk[i - 1], chunk[i]
            follows_name = (before.names and _heads(before)) or (before.kind == "word" and before.capital)
            if item.names and item.names[0].entry.kind == "person" and follows_name:
                chunks[0][1].append(chunk.pop(i))
                return


def _joined(head: Side, preposition: str, below: Side) -> Side:
    """A chunk with the phrase after its preposition."""
    if head.quantity and (preposition == "of" or not head.name):
        return below._replace(plural=True)
    if preposition not in _TRANSMITTING and not (preposition == "to" and head.inherits):
        return head
    side = head
    people_there = side.kind == "people" and preposition in ("in", "from")
    if below.code and (not side.code or (side.weak and not below.weak) or people_there):
        why = _also(side.why, f"{preposition} {below.name or below.agent}: {below.code}")
        side = side._replace(code=below.code, weak=below.weak, why=why)
    if side.inherits and not side.settled:
        return _inherited(side, below)
    if not side.sector and side.code and not side.headed:
        return side._replace(sector="UNK", why=f"{side.why}; no known agent: UNK")
    return side


def _inherited(side: Side, below: Side) -> Side:
    if below.sector and below.sector != "UNK" and (below.settled or not side.sector):
        return side._replace(sector=below.sector, others=below.others, settled=True, why=_also(side.why, below.why))
    if below.settled and below.headed and below.kind in ("organisation", "group", "institution"):
        return side._replace(sector=None, settled=True, why=_also(side.why, below.why))
    return side


def _also(why: str, more: str) -> str:
    return f"{why}; {more}" if why else more


def _resolution(side: Side, *, phrase: str) -> Resolution:
    sector = side.sector
    why = side.why
    if sector == "UNK" and side.code and side.agent and side.settled:
        # A man of whom nothing is said but his nationality is a civilian.
        sector, why = "CVL", f"{why}; of a nationality: CVL"
    elif side.inherits and not side.collective and not sector and side.code and not side.settled:
        # Who speaks for a country, and nothing else is said, speaks for its government.
        sector, why = "GOV", f"{why}; of a country: GOV"
    return Resolution(
        name=side.name or _bare(phrase),
        code=side.code,
        sector=sector,
        other_sectors=side.others,
        office=side.office,
        id=side.id,
        identifier_id=side.id if side.id and side.id[0] == "Q" and side.id[1:].isdigit() else None,
        kind=side.kind,
        reason=why or "no name or agent in it",
        headed=side.headed,
        agent=side.agent,
        plural=side.plural,
        weak=side.weak,
    )


def _bare(phrase: str) -> str:
    words = phrase.split()
    while len(words) > 1 and words[0].lower() in _DETERMINERS:
        words.pop(0)
    return " ".join(words).removesuffix("'s").removesuffix("’s").removesuffix("'")
