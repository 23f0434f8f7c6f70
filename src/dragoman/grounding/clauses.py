"""How far a clause reaches: which words belong to a predicate, and with which other clauses it shares its time."""

import re
from collections.abc import Iterable, Iterator

from dragoman.reading.syntax import Parse

CLAUSAL = frozenset({"ccomp", "advcl", "relcl", "parataxis", "acl"})
# Conjunctions whose clause is of the same time as the one it hangs on.
_SAME_TIME = frozenset({"when", "as", "while", "where"})
# Line ends inside what the sentence splitter takes for one sentence: a header and the text below it.
LINE = re.compile(r"[\u2028\u2029](?=\s*[^a-z\s])|\n\s*\n")
_DATELINE = re.compile(
    r"[A-Z][A-Z.'’ -]{2,30}(?:, [A-Z][\w. ]{1,30})?,? ?(?:\([^()\n]{1,40}\)\s*)?(?:—|–|--|-\s|(?<=\))\s)"
)
_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")


def clause_head(parse: Parse, token: int) -> int:
    """The predicate of the clause that a token stands in."""
    while not parse.is_verb(token) and parse.heads[token] != token and parse.deps[token] not in CLAUSAL:
        token = parse.heads[token]
    return token


def clause_of(parse: Parse, head: int, used: Iterable[int] = ()) -> set[int]:
    """Tokens of a predicate's own clause: all that hangs on it, but no clause inside or around.

    ``used`` are other predicates whose clauses count as the same.
    """
    found: set[int] = set()
    stack = [clause_head(parse, head), *used]
    while stack:
        node = stack.pop()
        if node in found:
            continue
        found.add(node)
        stack += [
            kid
            for kid in parse.children[node]
            if parse.deps[kid] not in CLAUSAL and not (parse.deps[kid] == "conj" and parse.is_verb(kid))
        ]
    return found


def kindred(parse: Parse, head: int) -> set[int]:
    """Predicates that share the time of a clause, itself apart: verbs coordinated with it under one subject,
    participles that hang on it ("took the town, killing five"), and clauses with "when", "as", "while"."""
    found, queue = set(), [clause_head(parse, head)]
    first = queue[0]
    while queue:
        verb = queue.pop()
        if verb not in found:
            found.add(verb)
            queue.extend(_neighbours(parse, verb))
    return found - {first}


def _neighbours(parse: Parse, verb: int) -> Iterator[int]:
    if _goes_along(parse, verb):
        above = parse.heads[verb]
        yield clause_head(parse, above) if parse.deps[verb] == "acl" else above
    yield from (kid for kid in parse.kids(verb, "conj") if _goes_along(parse, kid))
    for token in clause_of(parse, verb):
        yield from (kid for kid in parse.kids(token, "acl", "advcl") if _goes_along(parse, kid))


def _goes_along(parse: Parse, verb: int) -> bool:
    """Does a clause share the time of the one that it hangs on?"""
    above, label = parse.heads[verb], parse.deps[verb]
    if above == verb or not parse.is_verb(verb):
        return False
    if label == "conj":
        return parse.is_verb(above) and not parse.kids(verb, *_SUBJECTS)
    if label == "advcl":
        marks = {parse.lower[kid] for kid in parse.kids(verb, "mark", "advmod")}
        return bool(marks & _SAME_TIME) or (parse.tags[verb] == "VBG" and not marks)
    return label == "acl" and parse.tags[verb] == "VBG"


def body_start(parse: Parse) -> int:
    """Offset in the document at which the telling begins, behind a header or dateline that was taken for a part
    of the sentence."""
    start = 0
    if not parse.text.isprintable():  # else there is no line end in it
        start = max((found.end() for found in LINE.finditer(parse.text) if found.end() < len(parse.text)), default=0)
    while start < len(parse.text) and parse.text[start].isspace():
        start += 1
    found = _DATELINE.match(parse.text, start)
    return parse.start + (found.end() if found else start)


def inner_tokens(parse: Parse, inner: Iterable[int], head: int) -> set[int]:
    """Tokens of the clauses of inner predicates, which do not govern the outer one."""
    above = {head, *parse.ancestors(head)}
    return {token for verb in inner if verb not in above for token in parse.subtree(verb)}
