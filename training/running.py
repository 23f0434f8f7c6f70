"""Candidates of running text, as coding proposes them, with what the labelled reports say that they are.

``running/`` holds the reports that the reader is trained on, ``reports/`` those that it never sees: from these the
weights are fitted.
"""

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from check import Row

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))  # the labelled reports are read by the evaluation's reader

from eval.format import read_report  # noqa: E402

from dragoman.codebook.book import load_codebook  # noqa: E402
from dragoman.pipeline import code  # noqa: E402
from dragoman.reading.segment import sentences  # noqa: E402
from dragoman.record.types import Document  # noqa: E402
from dragoman.sense.encode import Mark  # noqa: E402
from dragoman.sense.judge import Candidate, Verdict  # noqa: E402
from dragoman.sense.reader import NONE  # noqa: E402

RUNNING, REPORTS = HERE / "running", HERE / "reports"


@dataclass(frozen=True, slots=True)
class _Types:
    """What coding asks a reader about itself."""

    types: tuple[str, ...]
    quads: Mapping[str, int] = field(default_factory=dict)
    digest: str = ""


@dataclass(slots=True)
class Hearing:
    """A judge that takes everything, and writes down what it was asked."""

    reader: _Types
    least: float = 0.0
    heard: list[Candidate] = field(default_factory=list)

    def __call__(self, candidate: Candidate) -> Verdict:
        self.heard.append(candidate)
        return Verdict(candidate.type or "CONSULT", candidate.modes, 1.0, ())


def candidates(folder: Path) -> Iterator[tuple[Candidate, Row]]:
    """The candidates of all reports, and what each is; those on words where careful coders may differ are left out."""
    types = _Types((*sorted(load_codebook().types), NONE))
    for path in sorted(folder.glob("*.txt")):
        row = read_report(path)
        hearing = Hearing(types)
        judge: Any = hearing
        published = row.get("published") or row["meta"].get("published")
        code(Document(id=path.name, text=row["text"], published=published), judge=judge)
        for candidate in hearing.heard:
            label = None if _is_unjudged(candidate, row) else _label_of(candidate, row)
            if label is not None:
                yield candidate, _row(path.name, candidate.text, candidate.marks, label)


def labelled(folder: Path) -> Iterator[Row]:
    """The events of all reports with the parties and words that they are labelled with."""
    for path in sorted(folder.glob("*.txt")):
        row = read_report(path)
        spans = [(sentence.start, sentence.end) for sentence in sentences(row["text"])]
        for label in row["labels"]["events"]:
            if label.get("optional"):
                continue
            words = [("t", span) for span in _listed(label["trigger"])]
            parties = [("a", p) for p in label.get("actor", ())] + [("r", p) for p in label.get("recipient", ())]
            start, end = next((s, e) for s, e in spans if s <= words[0][1]["start"] < e)
            marks = tuple(
                (kind, span["start"] - start, span["end"] - start)
                for kind, span in (*parties, *words)
                if start <= span["start"] < span["end"] <= end
            )
            yield _row(path.name, row["text"][start:end], marks, label)


def _row(place: str, text: str, marks: Sequence[Mark], label: Mapping[str, Any]) -> Row:
    return Row(
        place,
        text,
        tuple(marks),
        label["type"],
        tuple(label.get("mode") or ()),
        tuple(label.get("auxiliary") or ()),
        label.get("claim") or "asserted",
        is_running=True,
    )


def _label_of(candidate: Candidate, row: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The label whose words the candidate shares, ``NONE`` if there is none; nothing if it is optional."""
    start = row["text"].find(candidate.text)
    words = [(start + a, start + b) for kind, a, b in candidate.marks if kind == "t"]
    found = [label for label in row["labels"]["events"] if _meet(words, label)]
    firm = [label for label in found if not label.get("optional")]
    if firm:
        return next((label for label in firm if label["type"] == candidate.type), firm[0])
    return None if found else {"type": NONE}


def _is_unjudged(candidate: Candidate, row: Mapping[str, Any]) -> bool:
    """Does it stand in a headline that repeats the report, and so has no labels?"""
    start = row["text"].find(candidate.text)
    return any(span["start"] <= start < span["end"] for span in row.get("unjudged", ()))


def _meet(words: Sequence[tuple[int, int]], label: Mapping[str, Any]) -> bool:
    spans = [*_listed(label["trigger"]), *(label.get("also") or ())]
    return any(a < span["end"] and span["start"] < b for a, b in words for span in spans)


def _listed(found: Any) -> list[Any]:
    return found if isinstance(found, list) else [found]
