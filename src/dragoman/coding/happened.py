"""Did it happen? Negation, future, possibility, condition: along the path from a predicate to the root."""

from dragoman.codebook.words import word_list
from dragoman.coding.arguments import is_greeting
from dragoman.coding.deeds import Deed
from dragoman.coding.scene import Scene
from dragoman.reading.syntax import Parse

_FUTURE = frozenset({"will", "'ll", "shall", "wo", "’ll"})
_POSSIBLE = frozenset({"may", "might", "could", "can", "ca", "should", "must", "ought"})
_CONDITIONS = frozenset({"if", "unless", "whether", "lest", "provided", "until"})
_NEVER = word_list("never")
_PLANNED = word_list("planned")
_UNSURE = word_list("unsure")
_OLD = frozenset({"former", "past", "previous", "earlier"})
_ONCE = frozenset({"previously", "formerly", "once", "historically", "long"})
# Verbs that say nothing about whether their infinitive comes true.
_OPEN = word_list("open")
_SPEECH_TENSE = frozenset({"would"})


def truth_of(scene: Scene, deed: Deed, *, reported: bool) -> frozenset[str]:
    """The shifts (fut, hyp, neg, den) of a deed: those of its operators and those of its clause.

    ``reported``: the deed stands in reported speech, where "would" is the past's "will".
    """
    shifts = set(deed.shifts) | truth_at(scene, deed.head, nominal=deed.nominal, reported=reported)
    if not deed.nominal:
        for core in deed.used - {deed.head}:
            if scene.parse.is_noun(core):
                shifts |= _modifiers(scene.parse, core) & {"neg"}
    return frozenset(shifts)


def truth_at(scene: Scene, index: int, *, nominal: bool, reported: bool) -> frozenset[str]:
    """What the clause of a predicate, and those above it, say of its truth."""
    shifts = _clause(scene.parse, index, reported)
    if nominal:
        return frozenset(shifts | _of_noun(scene, index, reported) | _governed(scene, index))
    return frozenset(shifts | _above(scene, index, reported) | _governed(scene, index))


_INTENT = word_list("intent")
_DOUBT = word_list("doubt")
_FAIL = word_list("fail")


def _governed(scene: Scene, index: int) -> set[str]:
    """ "plans to retake", "failed to capture", "an attempt to seize": what the governors of a predicate say."""
    parse, node, found = scene.parse, index, set()
    for _ in range(4):
        head, dep = parse.heads[node], parse.deps[node]
        if head == node or not _is_governed(parse, node):
            break
        word = parse.lower[head]
        if dep != "conj" and not (parse.is_noun(node) and dep == "pobj" and parse.is_verb(head)):
            found |= {"fut"} if word in _INTENT else {"hyp"} if word in _DOUBT else {"neg"} if word in _FAIL else set()
        if dep == "dobj" and word not in _INTENT | _DOUBT | _FAIL:
            break
        if dep == "prep" and parse.is_verb(head):
            break
        node = head
    return found


def _is_governed(parse: Parse, node: int) -> bool:
    """Does what stands above a predicate say whether it comes true? Not so above a participle ("the soldiers
    occupying Kuwait", "…, killing five")."""
    dep = parse.deps[node]
    if dep in ("acl", "advcl"):
        return _has_to(parse, node)
    return dep in ("xcomp", "pcomp", "prep", "pobj", "dobj", "conj")


def _has_to(parse: Parse, node: int) -> bool:
    return any(parse.tags[kid] == "TO" for kid in parse.kids(node, "aux"))


def _clause(parse: Parse, index: int, reported: bool) -> set[str]:
    """What the predicate's own auxiliaries, adverbs and marks say."""
    found: set[str] = set()
    words = {parse.lower[kid] for kid in parse.children[index]}
    aux = {parse.lower[kid] for kid in parse.kids(index, "aux")}
    if words & _NEVER and not _not_only(parse, index):
        found.add("neg")
    if aux & _FUTURE or ("would" in aux and reported):
        found.add("fut")
    elif aux & _POSSIBLE or "would" in aux:
        found.add("hyp")
    if any(parse.lower[kid] in _CONDITIONS for kid in parse.kids(index, "mark", "advmod")):
        found.add("hyp")
    if _is_to_be(parse, index):
        found.add("fut")
    if words & _ONCE and not found & {"fut", "hyp"}:
        found.add("old")
    if parse.deps[index] == "conj":
        head = parse.heads[index]
        if parse.tags[index] == "VB" and not parse.kids(index, "aux", "nsubj"):
            found |= _clause(parse, head, reported) - ({"neg"} if _has_but(parse, head) else set())
    if any(parse.deps[kid] in ("nsubj", "nsubjpass") and _is_none(parse, kid) for kid in parse.children[index]):
        found.add("neg")
    return found


def _not_only(parse: Parse, index: int) -> bool:
    """ "not only attacked", "did not just …" deny nothing."""
    for kid in parse.children[index]:
        if (
            parse.lower[kid] in ("not", "n't")
            and kid + 1 < len(parse)
            and parse.lower[kid + 1] in ("only", "just", "merely")
        ):
            return True
    return False


def _has_but(parse: Parse, index: int) -> bool:
    return any(parse.lower[kid] in ("but", "instead") for kid in parse.kids(index, "cc", "advmod"))


def _is_none(parse: Parse, index: int) -> bool:
    """ "No country has recognised it", "none of them attacked"."""
    return parse.lower[index] in ("none", "nobody", "neither") or any(
        parse.lower[kid] in ("no", "neither") for kid in parse.kids(index, "det", "neg")
    )


def _is_to_be(parse: Parse, index: int) -> bool:
    """ "is to visit", "is set to", "is going to", "plans to" as governor: still to come."""
    if parse.tags[index] != "VB":
        return False
    has_to = any(parse.tags[kid] == "TO" for kid in parse.kids(index, "aux"))
    head = parse.heads[index]
    return (
        has_to
        and parse.deps[index] == "xcomp"
        and parse.lower[head] in ("is", "are", "was", "were", "going", "set", "due", "scheduled")
    )


def _above(scene: Scene, index: int, reported: bool) -> set[str]:
    """What the governors of an infinitive or a clause say of it."""
    parse, node = scene.parse, index
    found: set[str] = set()
    for _ in range(8):
        head, dep = parse.heads[node], parse.deps[node]
        if head == node or dep not in ("xcomp", "ccomp", "conj", "pcomp", "acl", "advcl", "dep", "prep"):
            break
        if dep in ("acl", "advcl") and not _has_to(parse, node):
            break
        if dep in ("xcomp", "acl") and _has_to(parse, node):
            found |= _infinitive(parse, node, head)
        if is_purpose(parse, node):
            found.add("fut")
        if is_greeting(parse, node):
            found |= _clause(parse, head, reported) & {"hyp", "fut", "neg"}
        if dep == "pcomp" and parse.lower[head] == "without":
            found.add("neg")
        if dep == "xcomp":
            found |= _clause(parse, head, reported) & {"hyp", "fut", "neg"}
        if dep == "ccomp" and _is_conditional(parse, head):
            found |= _clause(parse, head, reported) & {"hyp"}
        node = head
    return found


def _is_conditional(parse: Parse, index: int) -> bool:
    return any(parse.lower[kid] in _CONDITIONS for kid in parse.kids(index, "mark"))


def _infinitive(parse: Parse, node: int, head: int) -> set[str]:
    if parse.lower[head] in _OPEN or parse.is_noun(head):
        return {"fut"}
    return set()


def is_purpose(parse: Parse, node: int) -> bool:
    """Is the predicate an infinitive of purpose ("met to discuss")? What a call is made to say is said by it."""
    return (
        parse.deps[node] == "advcl"
        and not is_greeting(parse, node)
        and parse.tags[node] == "VB"
        and any(parse.tags[kid] == "TO" for kid in parse.kids(node, "aux"))
        and node > parse.heads[node]
    )


def _modifiers(parse: Parse, noun: int) -> set[str]:
    found: set[str] = set()
    for kid in parse.kids(noun, "amod", "det", "compound", "neg"):
        word = parse.lower[kid]
        if word in ("no", "neither"):
            found.add("neg")
        elif word in _PLANNED:
            found.add("fut")
        elif word in _UNSURE:
            found.add("hyp")
    return found


def _of_noun(scene: Scene, noun: int, reported: bool) -> set[str]:
    """An event noun stands or falls with its modifiers, and with the clause of which it is subject or object
    if it is not presupposed there ("the attack" is, "an attack" is not)."""
    parse = scene.parse
    found = _modifiers(parse, noun)
    definite = any(parse.lower[kid] in ("the", "this", "that", "these", "those") for kid in parse.kids(noun, "det"))
    if definite or parse.kid(noun, "poss") is not None:
        return found
    head = parse.heads[noun]
    if parse.deps[noun] in ("dobj", "nsubj", "nsubjpass", "attr") and parse.is_verb(head):
        found |= _clause(parse, head, reported) | _above(scene, head, reported)
    return found


AUXILIARY = {"old": "historical", "fut": "future", "hyp": "hypothetical", "neg": "negation"}
