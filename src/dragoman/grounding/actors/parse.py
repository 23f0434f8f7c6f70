"""A phrase cut into items: names, agents, prepositions and plain words, longest match first."""

import re

from dragoman.codebook.actors import ActorLexicon, Name
from dragoman.codebook.actors_agents import Agent
from dragoman.codebook.actors_words import words
from dragoman.grounding.actors.items import Item, ItemKind
from dragoman.grounding.actors.names import Tokens, joined, longest_agent, tokenise
from dragoman.grounding.actors.naming import Namer

_PREPOSITIONS, _CUTS = words("prepositions"), words("cuts")
_PARTICIPLES = words("participles")
_BEHIND, _AGAINST = words("behind"), words("against")
_NO_LENDING = words("no_lending")
# "Welfare Party (RP) leader": an abbreviation that parts nothing.
_ABBREVIATION = re.compile(r" \([A-Z][\w.-]{1,10}\)(?= \w)")
_CUTTING_MARKS = ',();:—–"“”'


def parse_phrase(phrase: str, *, lexicon: ActorLexicon, date: str | None, focus: str | None) -> list[Item]:
    """The items of a phrase; commas, brackets and relative clauses begin with an item of kind ``cut``."""
    phrase = _ABBREVIATION.sub(lambda match: " " * len(match[0]), phrase)
    tokens = tokenise(phrase)
    namer = Namer(phrase, tokens, lexicon=lexicon, date=date, focus=focus)
    items: list[Item] = []
    i = 0
    while i < len(tokens.keys):
        before = items[-1] if items else None
        item, length = _next(i, phrase, tokens, before, namer=namer, lexicon=lexicon)
        if item.key in _PARTICIPLES and item.kind == "word" and _has_actor(items) and phrase[item.start - 1] != "-":
            item = item._replace(kind="cut")
        if before and _parted(phrase, before.end, item.start):
            items.append(Item("cut", item.start, item.start, "", False))
        items.append(item)
        i += length
    return [_marked(items, k, phrase=phrase) for k in range(len(items))]


def _has_actor(items: list[Item]) -> bool:
    """Whether an actor stands before a participle, which then begins a clause about it."""
    return any(item.kind in ("name", "agent") for item in items)


def _next(
    i: int, phrase: str, tokens: Tokens, before: Item | None, *, namer: Namer, lexicon: ActorLexicon
) -> tuple[Item, int]:
    """The longest of name and agent at token ``i``; else a person by part of the name; else the bare word."""
    found = namer.name_at(i, before)
    length = longest_agent(tokens, i, lexicon=lexicon)
    if length == 1 and tokens.keys[i] in _NO_LENDING and i + 1 < len(tokens.keys):
        length = 0  # An adjective in "local forces", though "the locals" are people.
    if length > (found[1] if found else 0):
        agent = lexicon.agents[joined(tokens, i, length)]
        return _item("agent", tokens, i, length, phrase=phrase, agent=agent), length
    if not found and phrase[tokens.starts[i]].isupper():
        found = namer.person_at(i, before)
    if found:
        names, length = found
        item = _item("name", tokens, i, length, phrase=phrase, names=names)
        noun = lexicon.agents.get(tokens.keys[i + length - 1]) if length > 1 else None
        return (item._replace(noun=noun) if noun else item), length
    return _plain(tokens, i, phrase=phrase), 1


def _item(
    kind: ItemKind,
    tokens: Tokens,
    i: int,
    length: int,
    *,
    phrase: str,
    names: tuple[Name, ...] = (),
    agent: Agent | None = None,
) -> Item:
    start, end = tokens.starts[i], tokens.ends[i + length - 1]
    return Item(kind, start, end, joined(tokens, i, length), phrase[start].isupper(), names, agent)


def _plain(tokens: Tokens, i: int, *, phrase: str) -> Item:
    key, start = tokens.keys[i], tokens.starts[i]
    kind: ItemKind = "word"
    if key == "'s":
        kind = "possessive"
    elif key == "and":
        kind = "and"
    elif key in _PREPOSITIONS and not phrase[start].isupper():
        kind = "preposition"
    elif key in _CUTS and i and phrase[start - 1] != "-":
        kind = "cut"
    return _item(kind, tokens, i, 1, phrase=phrase)


def _parted(phrase: str, end: int, start: int) -> bool:
    gap = phrase[end:start]
    return len(gap) > 1 and any(mark in gap for mark in _CUTTING_MARKS)


def _marked(items: list[Item], i: int, *, phrase: str) -> Item:
    """The item, marked if a hyphen ties it to who stands behind or against it."""
    item = items[i]
    if item.kind not in ("name", "agent"):
        return item
    after = items[i + 1].key if i + 1 < len(items) and phrase[item.end : item.end + 1] == "-" else ""
    before = items[i - 1].key if i and phrase[item.start - 1] == "-" else ""
    return item._replace(behind=True) if after in _BEHIND or before in _AGAINST else item
