"""One parsed sentence as plain values, and the walks over its tree that every pass needs.

A :class:`Parse` holds no parser objects: it can be built by hand in a test, sent to another process, or made
from any parser that speaks the CLEAR dependency labels (those of spaCy's English models).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from dragoman.record.types import Span

NOUN_TAGS = frozenset({"NN", "NNS", "NNP", "NNPS"})
VERB_TAGS = frozenset({"VB", "VBD", "VBG", "VBN", "VBP", "VBZ"})
# Children that belong to the name of a thing, to the left of its head or right beside it.
_NP_LEFT = frozenset(
    {"det", "amod", "compound", "nmod", "poss", "nummod", "quantmod", "predet", "advmod", "case", "neg"}
)
_NP_DEEP = frozenset({"poss", "nmod", "compound", "amod", "nummod", "quantmod"})


@dataclass(frozen=True, slots=True)
class Parse:
    """A sentence: parallel tuples, one item a token.

    ``heads`` are indices into the sentence; a root is its own head. ``offsets`` are character offsets
    into the document; ``ends`` are exclusive. ``number`` counts the sentences of the document and
    ``paragraph`` its paragraphs, from 0.
    """

    text: str
    start: int
    words: tuple[str, ...]
    tags: tuple[str, ...]
    heads: tuple[int, ...]
    deps: tuple[str, ...]
    offsets: tuple[int, ...]
    number: int = 0
    paragraph: int = 0
    lower: tuple[str, ...] = field(default=())
    children: tuple[tuple[int, ...], ...] = field(default=())

    def __post_init__(self) -> None:
        children: list[list[int]] = [[] for _ in self.words]
        for index, head in enumerate(self.heads):
            if head != index:
                children[head].append(index)
        object.__setattr__(self, "children", tuple(tuple(kids) for kids in children))
        object.__setattr__(self, "lower", tuple(word.lower().replace("’", "'") for word in self.words))

    def __len__(self) -> int:
        return len(self.words)

    @property
    def end(self) -> int:
        """Offset in the document where the sentence ends (exclusive)."""
        return self.start + len(self.text)

    @property
    def evidence(self) -> Span:
        """The span of the whole sentence."""
        return Span(self.start, self.end, self.text)

    def token_end(self, index: int) -> int:
        """Offset in the document where a token ends (exclusive)."""
        return self.offsets[index] + len(self.words[index])

    def span(self, first: int, last: int) -> Span:
        """The span from token ``first`` to token ``last``, both included."""
        start, end = self.offsets[first], self.token_end(last)
        return Span(start, end, self.text[start - self.start : end - self.start])

    def kids(self, index: int, *labels: str) -> tuple[int, ...]:
        """Children of a token that bear one of the labels, in text order."""
        deps = self.deps
        return tuple([kid for kid in self.children[index] if deps[kid] in labels])

    def kid(self, index: int, *labels: str) -> int | None:
        """The first child with one of the labels, or None."""
        for kid in self.children[index]:
            if self.deps[kid] in labels:
                return kid
        return None

    def subtree(self, index: int) -> Iterator[int]:
        """All tokens under a token, itself included, in no set order."""
        stack = [index]
        while stack:
            token = stack.pop()
            yield token
            stack.extend(self.children[token])

    def bounds(self, index: int) -> tuple[int, int]:
        """(first, last) token of the subtree of a token."""
        tokens = list(self.subtree(index))
        return min(tokens), max(tokens)

    def ancestors(self, index: int) -> Iterator[int]:
        """The heads above a token, nearest first."""
        while self.heads[index] != index:
            index = self.heads[index]
            yield index

    def conjuncts(self, index: int) -> tuple[int, ...]:
        """A token and all that is coordinated with it to its right, in text order.

        Both the chained style (A <- B <- C) and the flat one (A <- B, A <- C) are followed.
        """
        found, queue = [], [index]
        while queue:
            token = queue.pop(0)
            found.append(token)
            queue.extend(self.kids(token, "conj"))
        return tuple(sorted(found))

    def clause_conjuncts(self, index: int) -> tuple[int, ...]:
        """A clause's verb and the verbs coordinated with it that can stand in its place.

        The model often hangs "and accused …" on the verb of a clause inside ("denied that it had attacked … and
        accused …"): a finite verb without auxiliary is no twin of one with "to", "had" or "will".
        """
        return tuple(item for item in self.conjuncts(index) if item == index or not self.is_stray(item))

    def is_stray(self, index: int) -> bool:
        """Is a coordinated verb finite by itself where the verb before it stands with "to" or an auxiliary?"""
        head = self.heads[index]
        if self.deps[index] != "conj" or self.tags[index] not in ("VBD", "VBZ") or not self.is_verb(head):
            return False
        if any(self.deps[kid] in ("aux", "auxpass", "nsubj", "nsubjpass") for kid in self.children[index]):
            return False
        return any(self.deps[kid] == "aux" for kid in self.children[head]) and self.deps[head] in (
            "ccomp",
            "xcomp",
            "conj",
            "advcl",
            "acl",
            "relcl",
        )

    def is_verb(self, index: int) -> bool:
        return self.tags[index] in VERB_TAGS

    def is_noun(self, index: int) -> bool:
        return self.tags[index] in NOUN_TAGS

    def at(self, offset: int) -> int | None:
        """The token that covers a character offset of the document, or None."""
        for index, start in enumerate(self.offsets):
            if start <= offset < start + len(self.words[index]):
                return index
        return None

    def tokens_in(self, start: int, end: int) -> tuple[int, ...]:
        """Tokens that lie wholly within character offsets of the document."""
        return tuple(i for i, offset in enumerate(self.offsets) if offset >= start and self.token_end(i) <= end)


def noun_phrase(parse: Parse, head: int) -> tuple[int, int]:
    """(first, last) token of the noun phrase of a head: determiner, modifiers, owner, name, and an "of" phrase
    that is part of a name ("Ministry of Foreign Affairs"); without relative clauses, appositions and
    coordinated phrases."""
    first = last = head
    for kid in parse.children[head]:
        if kid < head and parse.deps[kid] in _NP_LEFT:
            first = min(first, _leftmost(parse, kid))
    for kid in parse.children[head]:
        if kid > head and parse.deps[kid] in ("compound", "case") and kid == last + 1:
            last = kid
    if parse.tags[head] in ("NNP", "NNPS"):
        last = max(last, _name_complement(parse, head, last))
    return first, last


def _leftmost(parse: Parse, index: int) -> int:
    first = index
    for kid in parse.children[index]:
        if kid < index and (parse.deps[kid] in _NP_LEFT or parse.deps[kid] in _NP_DEEP):
            first = min(first, _leftmost(parse, kid))
    return first


def _name_complement(parse: Parse, head: int, last: int) -> int:
    """Last token of "of Foreign Affairs" after "Ministry": an of-phrase whose noun is a proper name too."""
    for kid in parse.kids(head, "prep"):
        if kid == last + 1 and parse.lower[kid] in ("of", "for"):
            inner = parse.kid(kid, "pobj")
            if inner is not None and parse.tags[inner] in ("NNP", "NNPS"):
                names = [t for t in parse.conjuncts(inner) if parse.tags[t] in ("NNP", "NNPS")]
                return noun_phrase(parse, names[-1])[1]
    return last
