"""Fit the weights of the judge on our own labelled reports. `python training/weigh.py FOLDER`; see README.md.

Running text, not rows: what matters is how often a candidate of running text is an event, and how often the codebook
is right there. The reports in ``reports/`` were written for this; neither codebook nor reader was fitted to them.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))  # the labelled reports are read by the evaluation's reader

from eval.format import read_report  # noqa: E402
from eval.matching import items  # noqa: E402,F401
from evaluate import calibration_error  # noqa: E402

from dragoman.codebook.book import load_codebook  # noqa: E402
from dragoman.pipeline import code  # noqa: E402
from dragoman.record.types import Document  # noqa: E402
from dragoman.sense.judge import Candidate, Judge, Verdict, Weights, weighed  # noqa: E402
from dragoman.sense.reader import NONE, SenseReader  # noqa: E402

_GRID: dict[str, Sequence[float]] = {
    "trust": (0.5, 0.6, 0.7, 0.8, 0.9, 1.0),
    "listed": (0.0, 1.0, 1.5, 2.0, 2.5, 3.0, 3.5, 4.0, 5.0, 6.0),
    "unlisted": (0.0, 1.0, 1.5, 2.0, 2.5, 3.0, 3.5, 4.0, 5.0),
    "domain": (0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0),
    "private": (0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0),
}


@dataclass(slots=True)
class Hearing:
    """A judge that takes everything, and writes down what it was asked."""

    reader: SenseReader
    heard: list[tuple[Candidate, Mapping[str, float]]] = field(default_factory=list)

    def __call__(self, candidate: Candidate) -> Verdict:
        reading = self.reader.read(candidate.text, candidate.marks)
        self.heard.append((candidate, reading.types))
        type_ = candidate.type or max((t for t in reading.types if t != NONE), key=lambda t: reading.types[t])
        return Verdict(type_, candidate.modes, 1.0, ())


@dataclass(frozen=True, slots=True)
class Case:
    """A candidate, how the reader reads it, and what it is."""

    candidate: Candidate
    types: Mapping[str, float]
    wanted: str


def cases(folder: Path, reader: SenseReader) -> Iterator[Case]:
    """The candidates of all reports; those on words where careful coders may differ are left out."""
    for path in sorted(folder.glob("*.txt")):
        row = read_report(path)
        hearing = Hearing(reader)
        judge: Any = hearing
        document = Document(id=path.name, text=row["text"], published=row.get("published") or row["meta"].get("published"))
        code(document, judge=judge)
        for candidate, types in hearing.heard:
            wanted = _wanted(candidate, row)
            if wanted:
                yield Case(candidate, types, wanted)


def _wanted(candidate: Candidate, row: Mapping[str, Any]) -> str:
    """The type of the label whose words the candidate shares; empty if it is optional."""
    start = row["text"].find(candidate.text)
    words = [(start + a, start + b) for kind, a, b in candidate.marks if kind == "t"]
    found = [label for label in row["labels"]["events"] if _meet(words, label)]
    firm = [label["type"] for label in found if not label.get("optional")]
    if candidate.type in firm:
        return candidate.type
    if firm:
        return str(firm[0])
    return "" if found else NONE


def _meet(words: Sequence[tuple[int, int]], label: Mapping[str, Any]) -> bool:
    triggers = label["trigger"] if isinstance(label["trigger"], list) else [label["trigger"]]
    return any(a < trigger["end"] and trigger["start"] < b for a, b in words for trigger in triggers)


def loss(found: Sequence[Case], weights: Weights) -> float:
    """Mean negative log-likelihood of what the candidates are."""
    return -float(np.mean([np.log(max(weighed(c.types, c.candidate, weights)[c.wanted], 1e-6)) for c in found]))


def fitted(found: Sequence[Case], *, rounds: int = 4) -> Weights:
    """The weights of least loss, by coordinate descent over a grid, with a slight pull to the middle of the grid."""
    weights = Weights(trust=0.8, listed=3.0, unlisted=2.0, domain=3.0, private=3.0)
    for _, (name, values) in product(range(rounds), _GRID.items()):
        options = [replace(weights, **{name: value}) for value in values]
        weights = min(options, key=lambda w: loss(found, w))
    return weights


def report(found: Sequence[Case], weights: Weights) -> dict[str, float]:
    """What the decision is worth on candidates: types right, precision and recall of events, calibration."""
    rows = [(weighed(c.types, c.candidate, weights), c) for c in found]
    given = [(max(p, key=p.__getitem__), max(p.values()), c.wanted) for p, c in rows]
    events = [item for item in given if item[0] != NONE]
    right = sum(a == b for a, _, b in events)
    return {
        "candidates": len(found),
        "accuracy": float(np.mean([a == b for a, _, b in given])),
        "precision": right / max(1, len(events)),
        "recall": right / max(1, sum(b != NONE for _, _, b in given)),
        "calibration_error": calibration_error([s for _, s, _ in events], [a == b for a, _, b in events]),
    }


def main() -> None:
    """Entry point."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="the model; weights.json is written there")
    parser.add_argument("--reports", type=Path, default=HERE / "reports")
    options = parser.parse_args()
    load_codebook()
    found = list(cases(options.reports, SenseReader(options.folder)))
    halves = found[::2], found[1::2]
    for train, test in (halves, halves[::-1]):
        print("one half, weights of the other:", {k: round(v, 3) for k, v in report(test, fitted(train)).items()})
    weights = fitted(found)
    print("all:", asdict(weights), {k: round(v, 3) for k, v in report(found, weights).items()})
    alone = Weights(trust=0.0, listed=9.0, unlisted=9.0, domain=99.0, private=99.0)
    print("codebook alone:", {k: round(v, 3) for k, v in report(found, alone).items()})
    (options.folder / "weights.json").write_text(json.dumps(asdict(weights)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
