"""A phrase cut into items: names, agents, prepositions and plain words, longest match first."""

from typing import Literal, NamedTuple

from dragoman.codebook.actors import ActorLexicon, Name
from dragoman.codebook.actors_agents import Agent
from dragoman.codebook.actors_words import words
from dragoman.grounding.actors.names import Token, joined, longest_key, longest_name, tokenise
from dragoman.grounding.actors.people import by_surname, by_transliteration
from dragoman.grounding.actors.terms import choose_reading

ItemKind = Literal["name", "agent", "word", "preposition", "and", "possessive", "cut"]

PREPOSITIONS = words("prepositions")
# What follows is told of the head, and is not part of its name.
_CUTS = words("cuts")
# "Iran-backed": the name before says who stands behind the actor, not who it is.
_BEHIND = words("behind")
_AGAINST = words("against")
_STYLES = words("styles")


class Item(NamedTuple):
    """A piece of a phrase. ``start`` and ``end`` index the phrase."""

    kind: ItemKind
    start: int
    end: int
    key: str
    capital: bool
    names: tuple[Name, ...] = ()
    agent: Agent | None = None
    behind: bool = False


def parse_phrase(phrase: str, *, lexicon: ActorLexicon, date: str | None, focus: str | None) -> list[Item]:
    """The items of a phrase; commas and brackets are cuts."""
    tokens = tokenise(phrase)
    codes: frozenset[str] | None = None
    items: list[Item] = []
    i = 0
    while i < len(tokens):
        item, length = None, 1
        found = longest_name(phrase, tokens, i, lexicon=lexicon)
        if found:
            names, length = found
            if any(name.focus_only for name in names) or len(names) > 1:
                codes = _country_codes(phrase, tokens, lexicon=lexicon) if codes is None else codes
                names = choose_reading(names, date=date, focus=focus, codes=codes)
            if names:
                item = _item("name", tokens, i, length, phrase=phrase, names=names)
        agent_length = longest_key(tokens, i, longest=lexicon.agents_longest, keys=lexicon.agents)
        if agent_length > (length if item else 0):
            length = agent_length
            agent = lexicon.agents[joined(tokens, i, length)]
            item = _item("agent", tokens, i, length, phrase=phrase, agent=agent)
        if item is None and phrase[tokens[i].start].isupper():
            codes = _country_codes(phrase, tokens, lexicon=lexicon) if codes is None else codes
            names, length = _person(
                phrase, tokens, i, items, lexicon=lexicon, date=date, focus=focus, codes=codes
            )
            item = _item("name", tokens, i, length, phrase=phrase, names=names) if names else None
        if item is None:
            length = 1
            item = _plain(tokens, i, phrase=phrase)
        if i and _parted(phrase, tokens[i - 1].end, item.start):
            items.append(item._replace(kind="cut", end=item.start, names=(), agent=None))
        items.append(item)
        i += length
    return _marked_behind(items, phrase=phrase)


def _item(
    kind: ItemKind,
    tokens: list[Token],
    i: int,
    length: int,
    *,
    phrase: str,
    names: tuple[Name, ...] = (),
    agent: Agent | None = None,
) -> Item:
    start, end = tokens[i].start, tokens[i + length - 1].end
    return Item(kind, start, end, joined(tokens, i, length), phrase[start].isupper(), names, agent)


def _person(
    phrase: str,
    tokens: list[Token],
    i: int,
    items: list[Item],
    *,
    lexicon: ActorLexicon,
    date: str | None,
    focus: str | None,
    codes: frozenset[str],
) -> tuple[tuple[Name, ...], int]:
    """A person named by surname alone or spelt otherwise, and the number of tokens."""
    end = i
    while end < len(tokens) and phrase[tokens[end].start].isupper() and end - i < 5:
        if end > i and phrase[tokens[end - 1].end : tokens[end].start] not in (" ", "-", "\n", ". "):
            break
        end += 1
    before = items[-1] if items else None
    alone = before is None or not (before.kind == "word" and before.capital and before.key not in _STYLES)
    if alone and end > i + 1:
        names = by_transliteration(phrase[tokens[i].start : tokens[end - 1].end], lexicon=lexicon)
        if names:
            return names, end - i
    followed = end > i + 1 and not _begins_known(tokens, i + 1, lexicon=lexicon)
    if not alone or followed:
        return (), 1
    title = before.agent.noun if before and before.agent else None
    key = tokens[i].key
    return by_surname(key, lexicon=lexicon, date=date, focus=focus, codes=codes, title=title), 1


def _begins_known(tokens: list[Token], i: int, *, lexicon: ActorLexicon) -> bool:
    return bool(
        longest_key(tokens, i, longest=lexicon.agents_longest, keys=lexicon.agents)
        or longest_key(tokens, i, longest=lexicon.longest, keys=lexicon.names)
    )


def _plain(tokens: list[Token], i: int, *, phrase: str) -> Item:
    key = tokens[i].key
    kind: ItemKind = "word"
    if key == "'s":
        kind = "possessive"
    elif key == "and":
        kind = "and"
    elif key in PREPOSITIONS and not phrase[tokens[i].start].isupper():
        kind = "preposition"
    elif key in _CUTS and i and phrase[tokens[i].start - 1] != "-":
        kind = "cut"
    return _item(kind, tokens, i, 1, phrase=phrase)


def _parted(phrase: str, end: int, start: int) -> bool:
    gap = phrase[end:start]
    return len(gap) > 1 and any(mark in gap for mark in ',();:—–"“”')


def _marked_behind(items: list[Item], *, phrase: str) -> list[Item]:
    marked = list(items)
    for i, item in enumerate(items):
        if item.kind not in ("name", "agent"):
            continue
        after = items[i + 1] if i + 1 < len(items) else None
        before = items[i - 1] if i else None
        hyphen_after = phrase[item.end : item.end + 1] == "-"
        hyphen_before = item.start > 0 and phrase[item.start - 1] == "-"
        behind = bool(hyphen_after and after and after.key in _BEHIND) or bool(
            hyphen_before and before and before.key in _AGAINST
        )
        if behind:
            marked[i] = item._replace(behind=True)
    return marked


def _country_codes(phrase: str, tokens: list[Token], *, lexicon: ActorLexicon) -> frozenset[str]:
    """Countries that the phrase names beyond doubt."""
    codes: set[str] = set()
    i = 0
    while i < len(tokens):
        found = longest_name(phrase, tokens, i, lexicon=lexicon)
        if found:
            names, length = found
            codes.update(
                name.entry.code
                for name in names
                if name.entry.kind == "country" and not name.focus_only and name.entry.code
            )
            i += length
        else:
            i += 1
    return frozenset(codes)
