"""The parts of a reporting clause: the verb group, its subject, noun phrases whole."""

from dragoman.codebook.cues import load_cues
from dragoman.reading.syntax import Parse

SUBJECTS = ("nsubj", "nsubjpass", "csubj")
_GROUP = frozenset(["aux", "auxpass", "neg", "advmod"])
_NOT_IN_GROUP = frozenset(["when", "where", "why", "how", "while", "as"])
# Clauses that share the subject of the clause they hang on.
_SHARING = frozenset(["conj", "xcomp", "advcl", "dep"])
_FINITE = frozenset(["VBD", "VBZ", "VBP"])
_MAX_CLIMB = 6


def verb_group(parse: Parse, verb: int, last: int) -> tuple[int, int]:
    """(first, last) token of the verb with the auxiliaries, negations and adverbs that touch it: "has also
    said"."""
    kids = set(parse.children[verb])
    first = verb
    while first > 0 and first - 1 in kids and parse.deps[first - 1] in _GROUP and _belongs(parse, first - 1):
        first -= 1
    while last + 1 < len(parse) and last + 1 in kids and _trails(parse, last + 1):
        last += 1
    return first, last


def _belongs(parse: Parse, index: int) -> bool:
    return parse.lower[index] not in _NOT_IN_GROUP and not parse.children[index]


def _trails(parse: Parse, index: int) -> bool:
    if parse.deps[index] == "prt":
        return True
    return parse.deps[index] == "advmod" and parse.lower[index].endswith("ly") and not parse.children[index]


def subject(parse: Parse, verb: int) -> int | None:
    """The token that does the saying: the verb's subject, an agent of its passive, or that of the clause
    above.

    A passive's grammatical subject is no speaker.
    """
    found = _own_subject(parse, verb)
    if found is not None or is_passive(parse, verb):
        return found
    for _ in range(_MAX_CLIMB):
        head, label = parse.heads[verb], parse.deps[verb]
        if label in ("acl", "relcl") and not _is_set_off(parse, verb):
            return head if label == "relcl" or parse.tags[verb] in ("VBG", "VBD") else None
        if is_stolen(parse, verb):
            return subject(parse, parse.heads[head])
        if _leaves_relative(parse, verb):
            main = next((token for token in parse.ancestors(head) if parse.is_verb(token)), None)
            return None if main is None else subject(parse, main)
        above = _clause_above(parse, verb)
        if above is None:
            return None
        controller = _controller(parse, verb, above, label)
        if controller is not None:
            return controller
        verb = above
    return None


def _leaves_relative(parse: Parse, verb: int) -> bool:
    """A verb of another tense, coordinated with that of a relative clause, goes with the main clause: "left the
    house that leans and asked for shelter"."""
    head = parse.heads[verb]
    tags = {parse.tags[verb], parse.tags[head]}
    return parse.deps[verb] == "conj" and parse.deps[head] == "relcl" and "VBD" in tags and bool(tags & {"VBZ", "VBP"})


def is_stolen(parse: Parse, verb: int) -> bool:
    """A finite verb without a subject goes with the reporting verb above where it is coordinated with an infinitive
    or a verb after a modal, or is a verb of saying itself: "said he would leave and called for talks"."""
    head = parse.heads[verb]
    if not (
        parse.deps[verb] == "conj"
        and parse.tags[verb] in _FINITE
        and parse.deps[head] in ("ccomp", "xcomp", "advcl")
        and parse.heads[head] < head
        and parse.kid(verb, "nsubj", "nsubjpass", "aux") is None
    ):
        return False
    return parse.tags[head] in ("VB", "VBN", "VBG") or _only_says(parse.lower[verb])


def _only_says(form: str) -> bool:
    """Is a form that of a cue which brings in words said and nothing else?"""
    return any(cue.governs == {"that", "quote"} and not cue.rest for cue in load_cues().verbs.get(form, ()))


def _clause_above(parse: Parse, verb: int) -> int | None:
    """The verb whose clause an open clause hangs on, directly or by a preposition ("before saying")."""
    head, label = parse.heads[verb], parse.deps[verb]
    if head == verb:
        return None
    if label in _SHARING:
        return _top(parse, verb, head) if label == "advcl" else head
    if label == "pcomp":
        governor = parse.heads[head]
        return governor if parse.is_verb(governor) else None
    if label in ("acl", "relcl"):
        above = next((token for token in parse.ancestors(verb) if parse.is_verb(token)), None)
        return None if above is None else _top(parse, verb, above)
    return None


def _top(parse: Parse, verb: int, above: int) -> int:
    """A reporting participle after a comma goes with the reporting clause, not with the clause that it
    reports."""
    if parse.tags[verb] == "VBG" and verb > 0 and parse.words[verb - 1] == ",":
        while parse.deps[above] == "ccomp" and parse.heads[above] < above:
            above = parse.heads[above]
    return above


def _is_set_off(parse: Parse, verb: int) -> bool:
    """A participle after a comma goes with the clause, whatever noun the parser hangs it on: "…, saying"."""
    return parse.deps[verb] == "acl" and parse.tags[verb] == "VBG" and verb > 0 and parse.words[verb - 1] == ","


def _own_subject(parse: Parse, verb: int) -> int | None:
    if is_passive(parse, verb):
        agent = parse.kid(verb, "agent")
        return None if agent is None else parse.kid(agent, "pobj")
    return parse.kid(verb, "nsubj", "csubj", "nsubjpass")


def _controller(parse: Parse, verb: int, head: int, label: str) -> int | None:
    """The subject that a clause takes from the one above it: the object of "urged him to say", else its
    subject."""
    if not parse.is_verb(head) and parse.tags[head] != "JJ":
        return head if label == "xcomp" else None
    as_saying = label == "pcomp" and parse.lower[parse.heads[verb]] == "as"
    if as_saying and is_passive(parse, head):
        return parse.kid(head, "nsubjpass")
    if (label == "xcomp" or as_saying) and (whom := parse.kid(head, "dobj")) is not None and whom < verb:
        return whom
    if label == "conj" and is_passive(parse, head):
        return parse.kid(head, "nsubjpass")
    return parse.kid(head, *SUBJECTS)


def is_passive(parse: Parse, verb: int) -> bool:
    """Is the verb a passive ("was told") or a bare participle ("asked about it, he …")?"""
    helper = parse.kid(verb, "auxpass")
    if helper is not None and parse.lower[helper] in ("'s", "'d") and parse.kid(verb, "ccomp") is not None:
        return False  # "He's said he will go": the parser takes "has" for "is".
    if helper is not None or parse.kid(verb, "nsubjpass") is not None:
        return True
    if parse.tags[verb] != "VBN":
        return False
    if parse.deps[verb] == "conj" and parse.kid(verb, "nsubj", "aux") is None:
        head = parse.heads[verb]
        return parse.tags[head] == "VBN" and is_passive(parse, head)
    return parse.kid(verb, "aux", "nsubj") is None


def whole_phrase(parse: Parse, head: int) -> tuple[int, int]:
    """(first, last) token of a noun phrase with its modifiers, appositions and relative clauses."""
    first, last = parse.bounds(head)
    while last > head and not parse.words[last][-1].isalnum() and parse.words[last] not in ("%", ")"):
        last -= 1
    while first < head and not any(char.isalnum() for char in parse.words[first]):
        first += 1
    return first, last
