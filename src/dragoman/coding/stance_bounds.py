"""Where the words of a position begin and end: the proposition, and what it depends on."""

from dragoman.coding.scene import Scene
from dragoman.reading.syntax import Parse

_CONDITION_MARKS = frozenset(
    {"if", "unless", "until", "once", "provided", "providing", "when", "before", "till", "should"}
)
_CONDITION_PREPS = frozenset({"until", "unless", "without", "pending", "barring"})
_BARGAINS = frozenset({"condition", "return", "exchange", "case", "event"})  # "in return for", "on condition that"
_OPENERS = frozenset({"that", "to", "for", "on", "of", "against", "with", "out", "about", "over", "'s", "in"})
_RELATIVES = frozenset({"that", "who", "which"})
_ANYONE = frozenset({"any", "anyone", "whoever", "every", "those"})

Bounds = tuple[int, int]


def proposition_bounds(
    parse: Parse, head: int, trigger: int, condition: Bounds | None, *, keep_subject: bool
) -> Bounds:
    """(first, last) token of a proposition: the subtree of its head, without "to" and "that", without what is
    coordinated with it and without its condition."""
    dropped = _beside(parse, head, keep_subject=keep_subject)
    if condition:
        dropped |= set(range(condition[0], condition[1] + 1))
    tokens = sorted(t for t in parse.subtree(head) if t not in dropped and t != trigger)
    tokens = [t for t in tokens if trigger < 0 or (t > trigger) == (head > trigger)] or [head]
    return _trimmed(parse, tokens, head)


def _beside(parse: Parse, head: int, *, keep_subject: bool) -> set[int]:
    dropped: set[int] = set()
    for kid in parse.children[head]:
        if parse.deps[kid] in ("conj", "cc", "punct") and (parse.is_verb(head) or kid > head + 12):
            dropped |= set(parse.subtree(kid))
        if parse.deps[kid] == "parataxis":
            dropped |= set(parse.subtree(kid))
        if not keep_subject and parse.deps[kid] in ("nsubj", "nsubjpass") and parse.is_verb(head) and kid < head:
            dropped |= set(parse.subtree(kid))
    return dropped


def _trimmed(parse: Parse, tokens: list[int], head: int) -> Bounds:
    while (
        len(tokens) > 1
        and tokens[0] != head
        and (parse.lower[tokens[0]] in _OPENERS or parse.deps[tokens[0]] in ("punct", "cc"))
    ):
        tokens = tokens[1:]
    while len(tokens) > 1 and (parse.deps[tokens[-1]] in ("punct", "cc") and parse.words[tokens[-1]] not in '”"'):
        tokens = tokens[:-1]
    return tokens[0], tokens[-1]


def condition_of(scene: Scene, head: int) -> Bounds | None:
    """(first, last) token of what sets a proposition off or holds it up: "if …", "unless …", "in return for …"."""
    parse = scene.parse
    for kid in parse.kids(head, "advcl", "prep"):
        if _is_condition(scene, kid):
            return _without_edges(parse, parse.bounds(kid))
    return _of_anyone(parse, head)


def _is_condition(scene: Scene, kid: int) -> bool:
    parse = scene.parse
    if any(parse.lower[m] in _CONDITION_MARKS for m in parse.kids(kid, "mark", "advmod")):
        return True
    if parse.deps[kid] == "advcl":
        return _is_inverted(parse, kid) or _as_long_as(parse, kid)
    inner = parse.kid(kid, "pobj", "pcomp")
    if inner is None:
        return False
    if parse.lower[kid] in ("on", "in") and parse.lower[inner] in _BARGAINS:
        return bool(parse.kids(inner, "prep", "acl", "relcl", "ccomp")) and parse.lower[inner] != "event"
    return parse.lower[kid] in _CONDITION_PREPS and scene.kinds[inner] != "time"


def _is_inverted(parse: Parse, kid: int) -> bool:
    """ "Should Havana hold elections, …", "were it to attack"."""
    subject = parse.kid(kid, "nsubj", "nsubjpass")
    return subject is not None and any(
        parse.lower[aux] in ("should", "had", "were") and aux < subject for aux in parse.kids(kid, "aux", "auxpass")
    )


def _as_long_as(parse: Parse, kid: int) -> bool:
    first = parse.bounds(kid)[0]
    return parse.lower[first : first + 3] in (("as", "long", "as"), ("so", "long", "as"))


def _of_anyone(parse: Parse, head: int) -> Bounds | None:
    """ "any government that takes power by force would not be recognised"."""
    for kid in parse.kids(head, "nsubj", "nsubjpass"):
        if any(parse.lower[d] in _ANYONE for d in (kid, *parse.kids(kid, "det"))):
            for clause in parse.kids(kid, "relcl", "acl"):
                first, last = parse.bounds(clause)
                return (first + 1 if parse.lower[first] in _RELATIVES else first), last
    return None


def _without_edges(parse: Parse, bounds: Bounds) -> Bounds:
    first, last = bounds
    while last > first and parse.deps[last] == "punct":
        last -= 1
    while first < last and parse.deps[first] == "punct":
        first += 1
    return first, last
