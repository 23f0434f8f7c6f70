"""Reports with their labels: from the text that a person writes to a gold row.

A report file has a header, a blank line, then paragraphs, each followed by the records that its
words give (indented)::

    published: 2020-06-15
    source: wire
    codes: TUR MIL = Turkish jets

    = Jets strike mountain camps

    Turkish jets bombed camps in northern Iraq
    on Sunday.
      event ASSAULT aerial | trigger: bombed | actor: Turkish jets
        | date: 2020-06-14 | place: Iraq

Lines of a paragraph are joined by a space; a record line may go on with lines that begin with a
bar. ``= `` begins the headline, which is the first paragraph of the text; ``=? `` one that is not judged,
since it repeats the report. ``#`` begins a comment.
``lists:`` in the header names the lists that are labelled, if not all four: the others are not scored.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from eval.errors import CaseError
from eval.marks import Mark, unmarked
from eval.records import read_codes, read_record
from eval.vocabulary import LISTS
from eval.words import Json, Scope, span

_HEADLINE = re.compile(r"=(\??) ")
_HEADER = ("id", "published", "source", "codes", "lists")


@dataclass(slots=True)
class _Paragraph:
    """A paragraph while it is read: its lines, and its record lines with their line numbers."""

    number: int
    lines: list[str]
    records: list[tuple[int, str]]


def read_report(path: Path) -> Json:
    """The gold row of a report file; see :func:`parse_report`."""
    return parse_report(path.read_text(encoding="utf-8"), name=path.name)


def parse_report(source: str, *, name: str) -> Json:
    """A gold row: ``{"id", "text", "meta", "labels"}``, the labels with the lists that are labelled.

    Args:
        source: the report file's text.
        name: the file's name, for messages; without its suffix the row's id, if the header has none.

    Raises:
        CaseError: anything that breaks the format, with file and line.
    """
    lines = [(n, line.rstrip()) for n, line in enumerate(source.splitlines(), 1) if not line.startswith("#")]
    start = next((i for i, (_, line) in enumerate(lines) if not line), len(lines))
    meta, codes = _header(lines[:start], name)
    paragraphs = list(_paragraphs(lines[start:], name))
    if not paragraphs:
        raise CaseError(name, "no text", "write paragraphs below the header and a blank line")
    headline = _HEADLINE.match(paragraphs[0].lines[0])
    title = paragraphs[0].lines[0][headline.end() :] if headline else None
    text, scopes = _scopes(paragraphs, name)
    labels: dict[str, list[Json]] = {list_name: [] for list_name in _lists(meta.pop("lists", None), name)}
    for paragraph, scope in zip(paragraphs, scopes, strict=True):
        for number, line in paragraph.records:
            list_name, record = read_record(line, scope=scope, codes=codes, place=f"{name}:{number}")
            if list_name not in labels:
                raise CaseError(f"{name}:{number}", f"'{list_name}' is not labelled", "correct 'lists:'")
            labels[list_name].append(record)
    row_id = meta.pop("id", None) or name.removesuffix(".txt")
    row = {"id": row_id, "text": text, "meta": {"title": title, **meta}, "labels": labels}
    if headline and headline[1]:
        row["unjudged"] = [span(scopes[0].start, scopes[0].end, text)]
    return row


def _header(lines: list[tuple[int, str]], name: str) -> tuple[Json, Mapping[str, tuple[str | None, str | None]]]:
    meta: Json = {"published": None}
    codes: dict[str, tuple[str | None, str | None]] = {}
    for number, line in lines:
        key, colon, value = line.partition(":")
        if not colon or key not in _HEADER:
            raise CaseError(f"{name}:{number}", f"'{line}' is no header line", f"use {', '.join(_HEADER)}")
        if key == "codes":
            codes.update(_codes(value, f"{name}:{number}"))
        else:
            meta[key] = value.strip() or None
    return meta, codes


def _lists(value: str | None, name: str) -> tuple[str, ...]:
    wanted = tuple(value.split()) if value else LISTS
    if not set(wanted) <= set(LISTS):
        raise CaseError(name, f"'lists: {value}' names no lists", f"use {', '.join(LISTS)}")
    return wanted


def _codes(value: str, place: str) -> dict[str, tuple[str | None, str | None]]:
    coded, equals, words = value.partition("=")
    parts = coded.split()
    if not equals or len(parts) != 2:
        raise CaseError(place, f"'{value.strip()}' gives no codes", "write e.g. 'codes: COL REB = FARC; the rebels'")
    given = read_codes(parts[0], parts[1], place=place)
    return {word.strip().lower(): (given["code"], given["sector"]) for word in words.split(";")}


def _paragraphs(lines: list[tuple[int, str]], name: str) -> Iterator[_Paragraph]:
    current: _Paragraph | None = None
    for number, line in lines:
        body = line.strip()
        if not line.startswith(" "):
            if body and current and not current.records:
                current.lines.append(body)
                continue
            if current:
                yield current
            current = _Paragraph(number, [body], []) if body else None
        elif current is None:
            raise CaseError(f"{name}:{number}", "a record without a paragraph", "no blank line between the two")
        elif body.startswith("|") and current.records:
            first, text = current.records[-1]
            current.records[-1] = (first, f"{text} {body}")
        else:
            current.records.append((number, body))
    if current:
        yield current


def _scopes(paragraphs: list[_Paragraph], name: str) -> tuple[str, list[Scope]]:
    """The whole text, and the scope of each paragraph in it."""
    pieces: list[tuple[str, tuple[Mark, ...]]] = []
    for paragraph in paragraphs:
        joined = _HEADLINE.sub("", " ".join(paragraph.lines))
        pieces.append(unmarked(joined, place=f"{name}:{paragraph.number}"))
    text = "\n\n".join(plain for plain, _ in pieces)
    scopes, start = [], 0
    for plain, marks in pieces:
        shifted = tuple(Mark(mark.role, mark.record, mark.start + start, mark.end + start, mark.text) for mark in marks)
        scopes.append(Scope(text, start, start + len(plain), shifted))
        start += len(plain) + 2
    return text, scopes
