"""The coder of a corpus: sentences of several documents are parsed together, ahead of their documents' turn.

A sentence gives the same parse in any company, so this is a matter of speed and never of what is coded.
"""

from collections.abc import Sequence

from dragoman.codebook.book import load_codebook
from dragoman.pipeline import Look, code_parsed, look_at
from dragoman.reading.parser import load_parser
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
        self._read: dict[str, tuple[Look, list[Parse]]] = {}

    def expect(self, documents: Sequence[Document]) -> None:
        """Hear which documents come next; those that were expected before are forgotten."""
        self._expected = list(dict.fromkeys(document.text for document in documents))[::-1]
        self._read.clear()

    def __call__(self, document: Document) -> CodedDocument:
        """See :func:`dragoman.code`."""
        text = document.text
        if text not in self._read:
            self._read_together(self._next_texts(text))
        look, parses = self._read.pop(text)
        return code_parsed(document, look, parses, self._book, judge=self._judge)

    def _next_texts(self, text: str) -> list[str]:
        """The text and those expected after it, up to the limit; those expected before it are forgotten."""
        texts = [text]
        if text in self._expected:
            while self._expected.pop() != text:
                pass
            while self._expected and sum(map(len, texts)) < _CHARACTERS:
                texts.append(self._expected.pop())
        return texts

    def _read_together(self, texts: Sequence[str]) -> None:
        looks = [look_at(text, self._book, judged=self._judge is not None) for text in texts]
        jobs = [(text, look.wanted) for text, look in zip(texts, looks, strict=True)]
        parses = self._parser.parse_many(jobs)
        self._read.update(zip(texts, zip(looks, parses, strict=True), strict=True))
