"""Mend the mistakes that the small model makes most often in news, on heads and labels alone."""

from collections.abc import Sequence

from dragoman.codebook.words import word_list

_NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS", "PRP"})
_FINITE = frozenset({"MD", "VBD", "VBZ", "VBP"})
_DURATIONS = word_list("durations")
_CLAUSES = frozenset({"conj", "ccomp", "ROOT", "advcl", "parataxis", "dep"})


def mend(words: Sequence[str], tags: Sequence[str], heads: list[int], deps: list[str]) -> None:
    """Mend heads and labels of one sentence in place.

    Subjects taken for objects: in "troops had defeated the rebels and Chad would send police", the model joins
    "Chad" to "rebels" and leaves "send" without a subject. A coordinated noun right before a finite verb that
    has no subject is that verb's subject.

    Another name taken for an apposition: in "the army and the paramilitary Support Forces fought", the model joins
    "paramilitary" to "army" and takes the rest for the army's name.

    Whom an office is joined with taken for whom its bearer is: in "Minister Aziz and his counterpart met", the model
    takes the name for an apposition and joins "counterpart" to that.

    Who it is done with taken for how long: in "talked for hours with the mayor", the model hangs "with" on "hours".
    """
    with_subject = {heads[i] for i, dep in enumerate(deps) if dep in ("nsubj", "nsubjpass", "csubj", "expl")}
    for i in range(1, len(words) - 1):
        if words[i] == "with" and deps[i] == "prep" and words[heads[i]] in _DURATIONS:
            above = heads[heads[heads[i]]]
            heads[i] = above if deps[heads[heads[i]]] == "prep" and tags[above].startswith("VB") else heads[i]
        if deps[i] == "appos":
            _join(tags, heads, deps, i)
        if deps[i] == "conj" and deps[heads[i]] == "appos":
            _join_to_office(tags, heads, deps, i)
        if deps[i] != "conj" or tags[i] not in _NOUNS or tags[heads[i]] not in _NOUNS:
            continue
        verb = _verb_after(tags, heads, deps, i)
        if verb is None or verb in with_subject or heads[i] == verb or _is_under(heads, verb, i):
            continue
        passive = any(heads[k] == verb and deps[k] == "auxpass" for k in range(len(words)))
        heads[i], deps[i] = verb, "nsubjpass" if passive else "nsubj"
        with_subject.add(verb)


def _join(tags: Sequence[str], heads: list[int], deps: list[str], noun: int) -> None:
    """Coordinate an apposition with what it hangs on, if a coordinated adjective leads up to it."""
    first = heads[noun]
    for i in range(first + 1, noun):
        if deps[i] == "conj" and heads[i] == first and tags[i].startswith("JJ") and "," not in tags[i:noun]:
            heads[i], deps[i], deps[noun] = noun, "amod", "conj"


def _join_to_office(tags: Sequence[str], heads: list[int], deps: list[str], joined: int) -> None:
    """Coordinate with an office, not with the name right behind it."""
    name = heads[joined]
    office = heads[name]
    if office < name < joined and all(tag in ("NNP", "NNPS") for tag in tags[office + 1 : name + 1]):
        for i in range(name + 1, joined + 1):
            if heads[i] == name and deps[i] in ("cc", "conj", "punct"):
                heads[i] = office


def _verb_after(tags: Sequence[str], heads: Sequence[int], deps: Sequence[str], noun: int) -> int | None:
    """The verb whose finite part stands right after a noun, if it is one of a clause of its own."""
    after = noun + 1
    if tags[after] not in _FINITE:
        return None
    verb = heads[after] if deps[after] in ("aux", "auxpass") else after
    return verb if verb >= after and tags[verb].startswith("VB") and deps[verb] in _CLAUSES else None


def _is_under(heads: Sequence[int], node: int, ancestor: int) -> bool:
    """Does a node hang under another?"""
    for _ in range(len(heads)):
        if node == ancestor:
            return True
        if heads[node] == node:
            return False
        node = heads[node]
    return True
