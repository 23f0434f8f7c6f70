"""Coded documents, as the scorer sees them: read from a JSONL file, or coded in process."""

import importlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dragoman.record.json import to_plain
from dragoman.record.types import Document
from eval.errors import CaseError
from eval.words import Json

Offsets = tuple[int, int]

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Answer:
    """One coded document. ``record`` is its JSON; ``entities`` its entities by id."""

    text: str
    record: Mapping[str, Any]
    entities: Mapping[str, Json]

    def items(self, name: str) -> list[Json]:
        return list(self.record.get(name) or [])

    def mentions(self, party: Json) -> list[Offsets]:
        """Where a coded party stands: its own words, and every mention of its entity."""
        entity = self.entities.get(str(party.get("entity")), {})
        return offsets([party, *(entity.get("mentions") or [])])

    def names(self, party: Json) -> list[str]:
        """All that a coded party is called."""
        entity = self.entities.get(str(party.get("entity")), {})
        found = [party.get("text"), party.get("name"), entity.get("name")]
        found += [mention.get("text") for mention in entity.get("mentions") or []]
        return [name for name in found if name]

    def tokens(self, spans: Sequence[Offsets]) -> frozenset[int]:
        """Starts of the words that lie in the spans, wholly or in part."""
        return frozenset(
            match.start()
            for start, end in spans
            for match in _WORD.finditer(self.text, max(0, start - 30), end)
            if match.end() > start
        )


def offsets(value: Any) -> list[Offsets]:
    """The offsets in a span, a list of spans, or nothing; what has no offsets is passed over."""
    values = value if isinstance(value, list) else [value]
    return [
        (item["start"], item["end"])
        for item in values
        if isinstance(item, dict) and isinstance(item.get("start"), int) and isinstance(item.get("end"), int)
    ]


def answer_of(text: str, record: Mapping[str, Any]) -> Answer:
    """The answer for a gold text.

    Raises:
        CaseError: the coded document has another text, so that no offset would mean the same.
    """
    document = record.get("document") or {}
    coded_text = document.get("text", text)
    if coded_text != text:
        raise CaseError(str(document.get("id")), "coded from another text than the gold's", "code the gold's text")
    entities = {str(entity.get("id")): entity for entity in record.get("entities") or []}
    return Answer(text, record, entities)


def read_rows(path: Path) -> list[Json]:
    """The JSON objects of a JSONL file."""
    rows: list[Json] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            rows.append(json.loads(line))
        except json.JSONDecodeError as error:
            raise CaseError(f"{path.name}:{number}", "no JSON object", "write one object a line") from error
    return rows


def from_file(path: Path, rows: Iterable[Json]) -> Iterator[Answer]:
    """The answers for gold rows, found by their ids; a row that was not coded has an empty answer."""
    coded = {(record.get("document") or {}).get("id"): record for record in read_rows(path)}
    for row in rows:
        yield answer_of(row["text"], coded.get(row["id"], {}))


def in_process(rows: Iterable[Json]) -> Iterator[Answer]:
    """The answers that the installed coder gives for gold rows."""
    code = _coder()
    for row in rows:
        yield answer_of(row["text"], to_plain(code(document_of(row))) if code else {})


def has_coder() -> bool:
    """Can the installed package code? A package that cannot answers with nothing, and scores 0."""
    return _coder() is not None


def _coder() -> Callable[[Document], Any] | None:
    code: Callable[[Document], Any] | None = getattr(importlib.import_module("dragoman"), "code", None)
    return code


def document_of(row: Json) -> Document:
    """The document that a gold row asks to be coded. Its text is the gold's, so offsets agree."""
    meta = row.get("meta") or {}
    title = meta.get("title")
    return Document(
        id=row["id"],
        text=row["text"],
        title=title if title and row["text"].startswith(title) else None,
        published=row.get("published") or meta.get("published"),
    )
