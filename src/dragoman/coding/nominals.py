"""The arguments of an event noun: "Israel's bombing of Gaza", "talks between A and B", "an attack by A on B"."""

from dragoman.coding.arguments import Arguments, adjective_arguments
from dragoman.coding.scene import ACTING_KINDS, NO_OWNERS, OWNERS, Scene


def nominal_arguments(scene: Scene, noun: int) -> Arguments:
    """Heads of a noun's arguments: ``poss`` (owner), ``adj`` (who stands before it) and prepositions.

    "by", "of", "against" and others count also where the model hung them on the verb that lends the noun its
    arguments; that is left to the light verb.
    """
    parse = scene.parse
    slots: dict[str, list[int]] = {}
    for kid in parse.children[noun]:
        dep = parse.deps[kid]
        if dep == "poss":
            slots.setdefault("poss", []).extend(_owners(scene, noun, kid))
        elif dep in ("amod", "compound", "nmod"):
            slots.setdefault(_side(scene, kid), []).extend(_modifier(scene, kid))
        elif dep in ("prep", "agent"):
            _prepositional(scene, kid, slots)
        elif dep in ("acl", "relcl"):
            _clausal(scene, noun, kid, slots)
    return Arguments({slot: tuple(heads) for slot, heads in slots.items()})


def _owners(scene: Scene, noun: int, kid: int) -> tuple[int, ...]:
    """Who owns the noun. "Its" in "it was firm in its support of the king" is the subject's; elsewhere it is open."""
    parse = scene.parse
    prep = parse.heads[noun]
    firm = parse.heads[prep]
    if parse.lower[kid] not in OWNERS or parse.deps[noun] != "pobj" or parse.tags[firm] != "JJ":
        return (kid,)
    subjects = adjective_arguments(scene, firm).slots.get("subj", ())
    return tuple(head for head in subjects if scene.can_act(head)) or (kid,)


def _side(scene: Scene, kid: int) -> str:
    """ "anti-government protests" are against whom a plain word before the noun would make the actor."""
    lower = scene.parse.lower
    if kid >= 2 and lower[kid - 1] in ("-", "–") and lower[kid - 2] in ("anti", "pro"):
        return "against" if lower[kid - 2] == "anti" else "for"
    return "adj"


def _modifier(scene: Scene, kid: int) -> list[int]:
    """ "Turkish", "rebel", "Saudi-led": the word, or the name within a hyphenated one."""
    parse = scene.parse
    if kid in scene.cities or scene.parse.lower[kid] in NO_OWNERS:
        return []
    found = [kid]
    for inner in parse.children[kid]:
        if scene.kinds[inner] in ACTING_KINDS or scene.kinds[inner] == "agent":
            found.insert(0, inner)
        elif parse.deps[inner] == "conj":
            found.append(inner)
    return found


def _prepositional(scene: Scene, prep: int, slots: dict[str, list[int]]) -> None:
    parse = scene.parse
    for kid in parse.children[prep]:
        if parse.deps[kid] in ("pobj", "pcomp"):
            slots.setdefault(parse.lower[prep], []).append(kid)
        elif parse.deps[kid] == "prep":
            _prepositional(scene, kid, slots)


def _clausal(scene: Scene, noun: int, clause: int, slots: dict[str, list[int]]) -> None:
    """ "an attack carried out by A", "a promise to withdraw"."""
    parse = scene.parse
    for kid in parse.kids(clause, "agent"):
        inner = parse.kid(kid, "pobj")
        if inner is not None:
            slots.setdefault("by", []).append(inner)
    if any(parse.tags[kid] == "TO" for kid in parse.kids(clause, "aux")):
        slots.setdefault("inf", []).append(clause)
    elif parse.tags[clause] == "VBG":
        slots.setdefault("ing", []).append(clause)
    elif parse.kid(clause, "mark") is not None:
        slots.setdefault("that", []).append(clause)
    elif parse.tags[clause] == "VBN" and parse.kid(clause, "agent") is None:
        for prep in parse.kids(clause, "prep"):
            _prepositional(scene, prep, slots)
