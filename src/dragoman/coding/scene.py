"""A parsed sentence with what is known of its words: which name whom, which are places, times, agents.

The knowledge comes in as plain spans, so that coding needs nothing of how names are found.
"""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from dragoman.codebook.book import Codebook
from dragoman.codebook.words import word_list
from dragoman.reading.syntax import Parse, noun_phrase

# Who can act, as told by the name lists.
ACTING_KINDS = frozenset({"country", "group", "organisation", "person", "people", "institution"})
PERSON_PRONOUNS = word_list("person_pronouns")
_SIDES = frozenset({"country", "people", "group", "organisation", "institution"})
_JOINING = frozenset({"and", ",", "the"})
_MODIFIERS = frozenset({"amod", "compound", "nmod", "conj"})
_HYPHENS = "-–‑"
# Those of others: "critics of Russia and Iran".
_BESIDE = word_list("beside")
OWNERS = frozenset(["his", "her", "its", "their", "our", "my", "whose"])
# Agent nouns that as adjectives name nobody ("a major attack", "criminal charges").
_PLAIN = word_list("plain_adjectives")
# Nouns that only count or gather those who act: "dozens of soldiers", "members of the party".
TRANSPARENT = word_list("transparent")
# Words that stand before a thing without being who owns it ("humanitarian aid", "drone strike").
NO_OWNERS = word_list("no_owners")


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of stretches of the document, each a (start, end) of character offsets.

    ``names`` carry the kind of who is named; ``agents`` are the agent nouns (lower case, singular and plural) and
    their sectors; ``cities`` are places below the level of a province.
    """

    names: Sequence[tuple[int, int, str]] = ()
    places: Sequence[tuple[int, int]] = ()
    times: Sequence[tuple[int, int]] = ()
    cities: Sequence[tuple[int, int]] = ()
    agents: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Scene:
    """One sentence ready to be coded. ``kinds`` says for each token what it is part of: a kind of name,
    ``place``, ``time``, ``agent``, ``pronoun``, or nothing; ``extent`` the (first, last) tokens of its name."""

    parse: Parse
    book: Codebook
    kinds: tuple[str, ...]
    sectors: tuple[str, ...]
    extent: tuple[tuple[int, int], ...]
    cities: frozenset[int] = frozenset()
    places: frozenset[int] = frozenset()

    def can_act(self, index: int) -> bool:
        """Can the noun phrase of this head be a party?"""
        return self.kinds[index] in ACTING_KINDS or self.kinds[index] in ("agent", "pronoun", "proper")

    @property
    def is_headline(self) -> bool:
        """Are most words capital, as in a headline?"""
        words = [word for word in self.parse.words if word[0].isalpha() and len(word) > 3]
        return len(words) > 1 and sum(word[0].isupper() for word in words) >= 0.75 * len(words)

    def is_place(self, index: int) -> bool:
        word = self.parse.lower[index]
        if word == "part" and not self.parse.kids(index, "prep"):
            return False  # "took part"
        return index in self.places or word in self.book.lists["place_nouns"]


def set_scene(parse: Parse, book: Codebook, known: Known) -> Scene:
    """Mark the tokens of a sentence with what is known of them."""
    size = len(parse)
    kinds, sectors = [""] * size, [""] * size
    extent = [(i, i) for i in range(size)]
    for i, (word, tag) in enumerate(zip(parse.lower, parse.tags)):
        if tag in ("PRP", "WP") or (word in PERSON_PRONOUNS and tag in ("WDT", "PRP")):
            kinds[i] = "pronoun"
        elif word in known.agents and tag[:2] in ("NN", "JJ", "VB") and not (tag == "JJ" and word in _PLAIN):
            kinds[i], sectors[i] = "agent", known.agents[word]
        elif tag in ("NNP", "NNPS"):
            kinds[i] = "proper"
    _mark(parse, ((a, b, "place") for a, b in known.places), kinds, extent)
    _mark(parse, ((a, b, "time") for a, b in known.times), kinds, extent)
    _mark(parse, known.names, kinds, extent)
    cities = frozenset(i for a, b in known.cities for i in _inside(parse, a, b))
    places = frozenset(i for a, b in known.places for i in _inside(parse, a, b))
    return Scene(parse, book, tuple(kinds), tuple(sectors), tuple(extent), cities, places)


def _mark(parse: Parse, spans: Iterable[tuple[int, int, str]], kinds: list[str], extent: list[tuple[int, int]]) -> None:
    for start, end, kind in spans:
        if end <= parse.start or start >= parse.end:
            continue
        inside = _inside(parse, start, end)
        for i in inside:
            kinds[i] = kind
            extent[i] = (inside[0], inside[-1])


def _inside(parse: Parse, start: int, end: int) -> range:
    """Tokens that begin in a stretch of the document."""
    return range(bisect_left(parse.offsets, start), bisect_left(parse.offsets, end))


def parties(scene: Scene, head: int | None) -> tuple[int, ...]:
    """The party heads that a noun phrase stands for: itself and what is coordinated with it, so far as they can
    act; else the one who owns the thing ("the Danish embassy", "Israel's bombing")."""
    if head is None:
        return ()
    found: list[int] = []
    for item in scene.parse.conjuncts(head):
        found.extend(_examples(scene, item) or _party(scene, item, deep=True))
    return tuple(dict.fromkeys(found))


def _examples(scene: Scene, head: int) -> tuple[int, ...]:
    """Those named as examples: "allies such as Germany", "militias like Hezbollah"."""
    parse = scene.parse
    if parse.tags[head] != "NNS":
        return ()
    for prep in parse.kids(head, "prep"):
        such = parse.lower[prep] == "as" and prep > 0 and parse.lower[prep - 1] == "such"
        inner = parse.kid(prep, "pobj") if such or parse.lower[prep] == "like" else None
        if inner is not None:
            return tuple(k for k in parse.conjuncts(inner) if scene.kinds[k] in ACTING_KINDS)
    return ()


def _party(scene: Scene, head: int, *, deep: bool) -> tuple[int, ...]:
    parse = scene.parse
    if scene.kinds[head] == "time" or parse.lower[head] in OWNERS:
        return ()
    if parse.lower[head] in TRANSPARENT or parse.tags[head] == "CD":
        inner = _of(scene, head)
        if inner is not None and scene.can_act(inner):
            return (head,)
    if scene.can_act(head) or _is_named(scene, head):
        return (head,)
    return owner(scene, head) if deep else ()


def _is_named(scene: Scene, head: int) -> bool:
    """Is the head the last word of a longer name, or a common noun right after one ("Taliban fighters")?"""
    first, last = scene.extent[head]
    return first != last and scene.kinds[head] in ACTING_KINDS


def _of(scene: Scene, head: int) -> int | None:
    for prep in scene.parse.kids(head, "prep"):
        if scene.parse.lower[prep] in ("of", "from"):
            return scene.parse.kid(prep, "pobj")
    return None


def counted(scene: Scene, head: int) -> int:
    """The noun that a party's head only counts or gathers ("dozens of soldiers": soldiers), else the head itself."""
    for _ in range(3):
        inner = _of(scene, head) if scene.parse.lower[head] in TRANSPARENT or scene.parse.tags[head] == "CD" else None
        if inner is None or not scene.can_act(inner):
            return head
        head = inner
    return head


def named_place(scene: Scene, head: int) -> int | None:
    """The toponym that a noun phrase names: "Aleppo", "the town of Douma", "Kunduz airport", "targets in Gaza"."""
    parse = scene.parse
    if head in scene.places:
        return head
    for kid in parse.kids(head, "compound", "nmod", "appos", "poss"):
        if kid in scene.places:
            return kid
    for prep in parse.kids(head, "prep"):
        if parse.lower[prep] in ("of", "in", "at", "near", "around"):
            inner = parse.kid(prep, "pobj")
            if inner is not None:
                return named_place(scene, inner)
    return None


def owner(scene: Scene, head: int) -> tuple[int, ...]:
    """Who owns a thing or stands before it: "Israel's", "Danish", "the army's"; or "of" whom it is."""
    parse = scene.parse
    for kid in parse.kids(head, "poss"):
        if scene.can_act(kid):
            return tuple(k for k in parse.conjuncts(kid) if scene.can_act(k))
        deeper = owner(scene, kid)
        if deeper:
            return deeper
    for kid in parse.kids(head, "amod", "compound", "nmod"):
        if kid in scene.cities or parse.lower[kid] in NO_OWNERS:
            continue  # "a Kabul bombing" was in Kabul, not Kabul's
        if scene.kinds[kid] in ACTING_KINDS or scene.kinds[kid] == "agent":
            return (kid,)
    for prep in parse.kids(head, "prep"):
        if parse.lower[prep] in ("of", "by", "from"):
            inner = parse.kid(prep, "pobj")
            if inner is not None and scene.can_act(inner) and scene.kinds[inner] != "proper":
                return tuple(k for k in parse.conjuncts(inner) if scene.can_act(k))
    return ()


_CLAUSES = frozenset({"relcl", "acl", "advcl", "ccomp", "parataxis", "conj", "appos"})


def concerned(scene: Scene, head: int) -> tuple[int, ...]:
    """Whom a thing concerns: the nearest named party in what hangs on it ("rejected the request from Haaretz",
    "talks about the future of the European Union"), clauses apart."""
    parse = scene.parse
    layer = [kid for kid in parse.children[head] if parse.deps[kid] not in _CLAUSES]
    for _ in range(6):
        for kid in layer:
            names = parse.deps[kid] in ("pobj", "poss", "compound", "amod", "nmod") and kid not in scene.cities
            if names and scene.kinds[kid] in ACTING_KINDS:
                return tuple(k for k in parse.conjuncts(kid) if scene.can_act(k)) or (kid,)
        layer = [k for kid in layer for k in parse.children[kid] if parse.deps[k] not in _CLAUSES]
    return ()


@dataclass(frozen=True, slots=True)
class Joint:
    """One of several sides that share a noun: the tokens that name it, and those that they all share before and after
    their names ("*former* Israeli and Palestinian *negotiators*", "*the presidents of* Armenia and Azerbaijan"). A
    range whose end lies before its start is empty."""

    name: tuple[int, int]
    before: tuple[int, int]
    after: tuple[int, int]

    @property
    def is_before(self) -> bool:
        """Do the names stand before the noun?"""
        return self.after[0] <= self.after[1]


def joint_sides(scene: Scene, head: int) -> tuple[Joint, ...]:
    """The sides that "and" joins under one noun, in text order: "Israeli and Palestinian negotiators", "the presidents
    of Armenia and Azerbaijan". None if there is only one, or if all are peoples ("Sunni and Shiite militants")."""
    parse = scene.parse
    if "and" not in parse.lower or not parse.is_noun(head):
        return ()
    first = noun_phrase(parse, head)[0]
    names = _joined_names(scene, [k for k in range(parse.bounds(head)[0], head) if _modifies(parse, k, head)])
    if names and parse.words[names[-1][1] + 1][0] not in _HYPHENS:
        while parse.tags[first] in ("DT", "PDT", "PRP$"):
            first += 1
        return tuple(Joint(name, (first, names[0][0] - 1), (min(head, names[-1][1] + 1), head)) for name in names)
    leads = scene.kinds[head] == "agent" and parse.tags[head] == "NNS" and parse.lower[head] not in _BESIDE
    inner = _of(scene, head) if leads else None
    names = _joined_names(scene, parse.conjuncts(inner)) if inner is not None else []
    return tuple(Joint(name, (first, names[0][0] - 1), (0, -1)) for name in names)


def _modifies(parse: Parse, token: int, head: int) -> bool:
    """Does a token stand before a noun as a part of its phrase, by itself or joined with another?"""
    while token != head and parse.deps[token] in _MODIFIERS and parse.heads[token] != token:
        token = parse.heads[token]
    return token == head


def _joined_names(scene: Scene, tokens: Iterable[int]) -> list[tuple[int, int]]:
    """The names among tokens, if there are several, not all of peoples, with but "and" and commas between them. What a
    hyphen ties to the first ("pro-Russian and Ukrainian forces") is no name."""
    parse = scene.parse
    names = sorted({scene.extent[k] for k in tokens if scene.kinds[k] in _SIDES})
    if len(names) < 2 or all(scene.kinds[first] == "people" for first, _ in names):
        return []
    if names[0][0] and parse.words[names[0][0] - 1][-1] in _HYPHENS:
        return []
    gaps = [parse.lower[one[1] + 1 : other[0]] for one, other in pairwise(names)]
    return names if all(gap and set(gap) <= _JOINING for gap in gaps) and "and" in gaps[-1] else []


def party_bounds(scene: Scene, head: int) -> tuple[int, int]:
    """(first, last) token of a party: its noun phrase, its whole name, and "of …" after a counting or
    leading noun ("dozens of soldiers", "the leader of Hezbollah"). Of several sides that share a noun it is the one
    next to it."""
    parse = scene.parse
    joint = joint_sides(scene, head)
    if joint and joint[0].is_before:
        return joint[-1].name[0], max(head, scene.extent[head][1])
    if joint:
        return joint[0].before[0], joint[0].name[1]
    first, last = noun_phrase(parse, head)
    name = scene.extent[head]
    if scene.kinds[head] in ACTING_KINDS and parse.deps[head] in ("amod", "compound", "nmod", "poss"):
        return name
    first, last = min(first, name[0]), max(last, name[1])
    if scene.kinds[head] == "agent" or parse.lower[head] in TRANSPARENT or parse.tags[head] == "CD":
        for prep in parse.kids(head, "prep"):
            where = parse.lower[prep] == "in" and parse.lower[head] in scene.book.lists["people"]
            if prep == last + 1 and (where or parse.lower[prep] in ("of", "for", "to", "from")):
                inner = parse.kid(prep, "pobj")
                if inner is not None and (scene.can_act(inner) or scene.is_place(inner)):
                    bounds = noun_phrase(parse, inner)
                    last = max(last, bounds[1], scene.extent[inner][1])
                    break
    return first, last
