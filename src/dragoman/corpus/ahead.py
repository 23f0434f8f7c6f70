"""The coder of a corpus: sentences of several documents are parsed together, ahead of their documents' turn.

What is parsed ahead is a guess of what :func:`dragoman.code` will ask for. Where it asks for more, that is parsed
then: the guess is a matter of speed and never of what is coded.
"""

from collections.abc import Sequence

from dragoman.codebook.book import load_codebook
from dragoman.pipeline import code, wanted_sentences
from dragoman.reading.language import is_english
from dragoman.reading.parser import load_parser
from dragoman.reading.segment import Sentence, sentences
from dragoman.reading.syntax import Parse
from dragoman.record.types import CodedDocument, Document
from dragoman.sense.judge import chosen_judge

_CHARACTERS = 60_000
"""Of the documents that are parsed together: enough for full batches, little enough for any memory."""


class AheadCoder:
    """Codes documents, best in the order in which they were told to :meth:`expect`."""

    def __init__(self, *, model: str | None = None, use_model: bool = True, min_confidence: float = 0.0) -> None:
        """For the arguments see :func:`dragoman.sense.judge.chosen_judge`."""
        self._judge = chosen_judge(use_model=use_model, model=model, min_confidence=min_confidence)
        self._parser = load_parser()
        self._book = load_codebook()
        self._expected: list[str] = []
        self._known: dict[str, tuple[frozenset[Sentence], list[Parse]]] = {}

    def expect(self, documents: Sequence[Document]) -> None:
        """Hear which documents come next; those that were expected before are forgotten."""
        self._expected = list(dict.fromkeys(document.text for document in documents))[::-1]
        self._known.clear()

    def __call__(self, document: Document) -> CodedDocument:
        """See :func:`dragoman.code`."""
        try:
            return code(document, codebook=self._book, parser=self, judge=self._judge)
        finally:
            self._known.pop(document.text, None)

    def parse(self, text: str, sentences: Sequence[Sentence]) -> list[Parse]:
        """See :class:`dragoman.reading.parser.Parser`."""
        if text not in self._known and text in self._expected:
            self._parse_from(text)
        tried, parses = self._known.get(text, (frozenset(), []))
        if not tried.issuperset(sentences):
            return self._parser.parse(text, sentences)
        wanted = {sentence.number for sentence in sentences}
        return [parse for parse in parses if parse.number in wanted]

    def _parse_from(self, text: str) -> None:
        """Parse this text and the ones expected after it, up to the limit; drop those expected before it."""
        while self._expected.pop() != text:
            pass
        texts = [text]
        while self._expected and sum(map(len, texts)) < _CHARACTERS:
            following = self._expected.pop()
            if is_english(following):
                texts.append(following)
        jobs = [(item, self._wanted(item)) for item in texts]
        for (item, tried), parses in zip(jobs, self._parser.parse_many(jobs), strict=True):
            self._known[item] = (frozenset(tried), parses)

    def _wanted(self, text: str) -> list[Sentence]:
        return wanted_sentences(text, sentences(text), self._book, judged=self._judge is not None)
