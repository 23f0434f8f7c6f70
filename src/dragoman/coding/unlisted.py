"""Clauses that no entry of the codebook reads, though they have two parties, or one and a verb that often tells a
deed: who, by what words, to whom, for the sense reader."""

from collections.abc import Iterator

from dragoman.codebook.heard import heard_verbs
from dragoman.codebook.words import word_list
from dragoman.coding.arguments import Arguments, arguments_of
from dragoman.coding.deeds import Deed
from dragoman.coding.happened import is_purpose
from dragoman.coding.scene import Scene, concerned, parties
from dragoman.reading.syntax import Parse

# Slots in which the other party may stand, nearest first.
_WHOM = (
    "obj", "dat", "to", "with", "against", "from", "for", "on", "at", "into", "over", "toward", "towards", "behind",
)  # fmt: skip
_THINGS = ("obj", "oprd")
_TELLING = frozenset({"ROOT", "conj", "ccomp", "xcomp", "advcl", "relcl", "acl", "parataxis", "dep"})
_PRESENT = frozenset({"VBZ", "VBP"})
_EMPTY = word_list("empty_verbs")
_MANDATIVE = word_list("mandative")
_ENTRY = "unlisted"


def unlisted(scene: Scene, used: frozenset[int]) -> Iterator[Deed]:
    """A deed without a type for each verb outside ``used`` that has parties enough."""
    parse = scene.parse
    for verb in range(len(parse)):
        if verb in used or not _is_told(scene, verb):
            continue
        deed = _deed(scene, verb, used)
        if deed is not None:
            yield deed


def _is_told(scene: Scene, verb: int) -> bool:
    """Is the verb one that can tell a deed, not one that only links, counts or modifies, nor a purpose?

    In the present tense most verbs tell what is the rule, except in headlines; behind a preposition ("by raising")
    how something is done; as a perfect infinitive ("seems to have lost") what is only supposed.
    """
    parse = scene.parse
    if not parse.is_verb(verb) or parse.lower[verb] in _EMPTY or parse.deps[verb] not in _TELLING:
        return False
    if parse.tags[verb] in _PRESENT and not (scene.is_headline or _is_first_line(parse)):
        return False
    if parse.tags[verb] == "VBN" and {"to", "have"} <= {parse.lower[kid] for kid in parse.kids(verb, "aux")}:
        return False
    return not is_purpose(parse, verb)


def _is_first_line(parse: Parse) -> bool:
    """Does a report begin with it, without a full stop?"""
    return parse.number == 0 and parse.text[-1] not in '.!?"”:'


def _deed(scene: Scene, verb: int, used: frozenset[int]) -> Deed | None:
    parse = scene.parse
    arguments = arguments_of(scene, verb)
    actors = tuple(p for head in arguments.slots.get("subj", ()) for p in parties(scene, head))
    recipients = _recipients(scene, verb, arguments, actors)
    is_heard = bool(actors or recipients) and parse.lower[verb] in heard_verbs()
    if not ((actors and recipients) or is_heard) or _is_nobody(parse, actors):
        return None
    things = [
        head
        for slot in _THINGS
        for head in arguments.slots.get(slot, ())
        if head not in recipients and head not in actors and abs(head - verb) <= 6
    ]
    above = _governor(parse, verb)
    words = tuple(sorted({above, verb, *parse.kids(verb, "prt"), *things}))
    if used & set(words):
        return None
    return Deed(
        type="",
        modes=(),
        actors=actors,
        recipients=recipients,
        words=words,
        head=above,
        core=verb,
        rules=(_ENTRY,),
        steps=(f"“{' '.join(parse.words[i] for i in words)}”: the codebook has no word for it",),
        used=frozenset({verb, above}),
    )


def _is_nobody(parse: Parse, actors: tuple[int, ...]) -> bool:
    """ "no party", "any court"."""
    return any(parse.lower[kid] in ("any", "no") for actor in actors for kid in parse.kids(actor, "det"))


def _governor(parse: Parse, verb: int) -> int:
    """Of an infinitive the verb that it hangs on ("planned to join"): the two are read together."""
    while parse.deps[verb] == "xcomp" and parse.is_verb(parse.heads[verb]):
        verb = parse.heads[verb]
    return verb


def _recipients(scene: Scene, verb: int, arguments: Arguments, actors: tuple[int, ...]) -> tuple[int, ...]:
    """The first slot's parties that are not the actors; else those whom the object concerns."""
    for slot in _WHOM:
        for head in arguments.slots.get(slot, ()):
            found = tuple(p for p in parties(scene, head) if p not in actors)
            if found:
                return found
    found = tuple(p for p in _obliged(scene, verb, arguments) if p not in actors)
    if found:
        return found
    for slot in _WHOM:
        for head in arguments.slots.get(slot, ()):
            if not scene.parse.is_verb(head):
                found = tuple(p for p in concerned(scene, head) if p not in actors)
                if found:
                    return found
    return ()


def _obliged(scene: Scene, verb: int, arguments: Arguments) -> tuple[int, ...]:
    """Who must do it: "recommended the troops withdraw"."""
    parse = scene.parse
    if parse.lower[verb] not in _MANDATIVE:
        return ()
    bare = (c for c in arguments.slots.get("that", ()) if parse.tags[c] in ("VB", "VBP") and not parse.kids(c, "aux"))
    return tuple(p for clause in bare for head in parse.kids(clause, "nsubj") for p in parties(scene, head))
