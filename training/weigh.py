"""Fit the weights of the judge on our own labelled reports. `python training/weigh.py FOLDER`; see README.md.

Running text, not rows: what matters is how often a candidate of running text is an event, and how often the codebook
is right there. Neither codebook nor reader was fitted to the reports in ``reports/``.
"""

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
from evaluate import calibration_error
from running import REPORTS, candidates

from dragoman.sense.judge import Candidate, Voices, Weights, decided, weighed
from dragoman.sense.reader import NONE, SenseReader

_GRID: dict[str, Sequence[float]] = {
    "trust": (0.5, 0.6, 0.7, 0.8, 0.9, 1.0),
    "listed": (0.0, 1.0, 1.5, 2.0, 2.5, 3.0, 3.5, 4.0, 5.0, 6.0, 7.0, 8.0),
    "veto": (0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0),
    "unlisted": (0.0, 1.0, 1.5, 2.0, 2.5, 3.0, 3.5, 4.0, 5.0),
}


# How much the reader's doubt counts where the codebook says that it is an event.
_MARGINS = tuple(step / 4 for step in range(-24, 9))
_CODEBOOK_ALONE = Weights(trust=0.0, listed=9.0, unlisted=9.0)


@dataclass(frozen=True, slots=True)
class Case:
    """A candidate, how the reader reads it, and what it is."""

    candidate: Candidate
    types: Mapping[str, float]
    wanted: str


def cases(folder: Path, reader: SenseReader) -> Iterator[Case]:
    """The candidates of all reports of a folder, as the reader reads them."""
    for candidate, row in candidates(folder):
        yield Case(candidate, reader.read(candidate.text, candidate.marks).types, row.type)


def losses(found: Sequence[Case], weights: Weights) -> "np.ndarray[Any, np.dtype[Any]]":
    """Negative log-likelihood of what each candidate is."""
    return -np.log([max(weighed(c.types, c.candidate, weights)[c.wanted], 1e-6) for c in found])


def fitted(found: Sequence[Case], *, rounds: int = 4) -> Weights:
    """The weights of least loss, by coordinate descent over a grid: those that the confidence goes by."""
    weights = Weights(trust=0.8, listed=4.0, veto=2.0, unlisted=2.0)
    for _, (name, values) in product(range(rounds), _GRID.items()):
        options = [replace(weights, **{name: value}) for value in values]
        weights = min(options, key=lambda w: float(losses(found, w).mean()))
    return weights


def decisive(found: Sequence[Case], weights: Weights) -> Weights:
    """What decides: of the weights whose error rate is within a standard error of the best (Breiman et al. 1984), those
    that change the codebook's word least often: it holds to the conventions of the ontology, and gives reasons."""
    options = [replace(weights, listed=0.0, veto=margin) for margin in _MARGINS]
    rates = [errors(found, option) for option in options]
    least = min(rates, key=lambda rate: float(rate.mean()))
    most = least.mean() + least.std() / np.sqrt(len(least))
    good = [option for option, rate in zip(options, rates, strict=True) if rate.mean() <= most]
    return min(good, key=lambda option: option.veto)


def errors(found: Sequence[Case], weights: Weights) -> "np.ndarray[Any, np.dtype[Any]]":
    """1 for each candidate that is decided wrongly."""
    return np.array([decided(c.types, c.candidate, weights) != c.wanted for c in found], dtype=float)


def report(found: Sequence[Case], voices: Voices) -> dict[str, float]:
    """What the decision is worth on candidates: types right, precision and recall of events, calibration."""
    given = [(decided(c.types, c.candidate, voices.decision), c) for c in found]
    events = [(type_, c) for type_, c in given if type_ != NONE]
    right = [type_ == c.wanted for type_, c in events]
    sure = [weighed(c.types, c.candidate, voices.confidence)[type_] for type_, c in events]
    return {
        "candidates": len(found),
        "accuracy": round(float(np.mean([type_ == c.wanted for type_, c in given])), 3),
        "precision": round(sum(right) / max(1, len(events)), 3),
        "recall": round(sum(right) / max(1, sum(c.wanted != NONE for c in found)), 3),
        "calibration_error": round(calibration_error(sure, right), 3),
    }


def voices_of(found: Sequence[Case]) -> Voices:
    """Both sets of weights."""
    confidence = fitted(found)
    return Voices(decisive(found, confidence), confidence)


def gain_interval(gains: "np.ndarray[Any, np.dtype[Any]]", *, draws: int = 5000) -> tuple[float, float]:
    """95 % interval of the mean, by the bootstrap (Efron 1979)."""
    chance = np.random.default_rng(0)
    means = [gains[chance.integers(0, len(gains), len(gains))].mean() for _ in range(draws)]
    low, high = np.quantile(means, [0.025, 0.975])
    return float(low), float(high)


def main() -> None:
    """Entry point."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="the model; weights.json is written there")
    parser.add_argument("--reports", type=Path, default=REPORTS)
    options = parser.parse_args()
    found = list(cases(options.reports, SenseReader(options.folder)))
    halves = found[::2], found[1::2]
    gains = []
    for train, test in (halves, halves[::-1]):
        unseen = voices_of(train)
        print("one half, weights of the other:", report(test, unseen))
        gains.extend(errors(test, _CODEBOOK_ALONE) - errors(test, unseen.decision))
    low, high = gain_interval(np.array(gains))
    print(f"gain over the codebook alone on unseen halves: {np.mean(gains):.3f}, 95 % from {low:.3f} to {high:.3f}")
    voices = voices_of(found)
    print("all:", report(found, voices), asdict(voices))
    print("codebook alone:", report(found, Voices(_CODEBOOK_ALONE, voices.confidence)))
    (options.folder / "weights.json").write_text(json.dumps(asdict(voices), indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
