"""Fit heads of one's own to the shipped encoder: logistic regression on what its heads see, in numpy alone."""

import json
import shutil
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from dragoman.errors import ModelError
from dragoman.sense.encode import Mark
from dragoman.sense.reader import FILES, HEADS, MODEL, SenseReader, load_reader

Array = np.ndarray[Any, np.dtype[Any]]

FOLDS = 5
_LEAST = 2  # rows that a type needs
_STRENGTHS = (0.001, 0.01, 0.1)
_STEPS, _RATE = 300, 0.05


@dataclass(frozen=True, slots=True)
class Labelled:
    """A sentence with its marks and its type; ``place`` is where it was read, for messages."""

    text: str
    marks: tuple[Mark, ...]
    type: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class Trained:
    """Heads, and how well heads of their kind did on rows that they had not seen (cross-validation)."""

    types: tuple[str, ...]
    weights: Array
    offsets: Array
    strength: float
    wanted: tuple[str, ...]
    given: tuple[str, ...]
    sure: tuple[float, ...]

    @property
    def accuracy(self) -> float:
        """Share of the unseen rows with the right type."""
        return float(np.mean([a == b for a, b in zip(self.wanted, self.given, strict=True)]))

    @property
    def macro_f1(self) -> float:
        """Mean F1 over the types."""
        return float(np.mean([f1 for _, _, _, f1, _ in self.by_type()]))

    def by_type(self) -> list[tuple[str, float, float, float, int]]:
        """Type, precision, recall, F1, rows."""
        right = Counter(a for a, b in zip(self.wanted, self.given, strict=True) if a == b)
        asked, said = Counter(self.wanted), Counter(self.given)
        return [
            (t, right[t] / max(1, said[t]), right[t] / asked[t], 2 * right[t] / (asked[t] + said[t]), asked[t])
            for t in self.types
            if asked[t]
        ]


def train(rows: Sequence[Labelled], *, reader: SenseReader | None = None) -> Trained:
    """Fit heads to labelled rows.

    Args:
        rows: at least two of each type; ``NONE`` for what is no event.
        reader: whose encoder is used; the shipped one if not given.

    Raises:
        ModelError: too few rows of a type, or one type alone.
    """
    counts = Counter(row.type for row in rows)
    few = sorted(name for name, count in counts.items() if count < _LEAST)
    if few:
        place = next(row.place for row in rows if row.type == few[0])
        raise ModelError(f"{place}: the only row of type {few[0]}; give at least {_LEAST} of each")
    if len(counts) < 2:
        raise ModelError("all rows are of one type; give at least two types, NONE for what is no event")
    types = tuple(sorted(counts))
    eye = reader or load_reader()
    seen = np.stack([eye.seen(row.text, row.marks) for row in rows])
    wanted = np.array([types.index(row.type) for row in rows])
    folds = _folds(wanted)
    best = max(_STRENGTHS, key=lambda strength: _right(seen, wanted, folds, len(types), strength))
    chances = _unseen(seen, wanted, folds, len(types), best)
    weights, offsets = fit(seen, wanted, classes=len(types), strength=best)
    return Trained(
        types,
        weights,
        offsets,
        best,
        tuple(row.type for row in rows),
        tuple(types[i] for i in chances.argmax(1)),
        tuple(chances.max(1).tolist()),
    )


def fit(seen: Array, wanted: Array, *, classes: int, strength: float) -> tuple[Array, Array]:
    """Multinomial logistic regression with an L2 penalty, by Adam (Kingma & Ba 2015) on all rows at once.

    Args:
        seen: rows x width.
        wanted: the class of each row.
        classes: how many there are.
        strength: of the penalty.

    Returns:
        Weights (width x classes) and offsets (classes).
    """
    mean, scale = seen.mean(0), seen.std(0) + 1e-6
    x = np.concatenate([(seen - mean) / scale, np.ones((len(seen), 1))], 1)
    goal = np.eye(classes)[wanted]
    theta, first, second = (np.zeros((x.shape[1], classes)) for _ in range(3))
    for step in range(1, _STEPS + 1):
        slope = x.T @ (_chances(x @ theta) - goal) / len(x)
        slope[:-1] += strength * theta[:-1]
        first, second = 0.9 * first + 0.1 * slope, 0.999 * second + 0.001 * slope**2
        theta -= _RATE * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
    weights = theta[:-1] / scale[:, None]
    return weights, theta[-1] - mean @ weights


def save(trained: Trained, folder: Path, *, quads: dict[str, int]) -> None:
    """Write a model folder: the shipped encoder with heads of one's own.

    Args:
        trained: the heads.
        folder: made if it is not there.
        quads: quad category of each type, as far as there is one.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name in FILES:
        shutil.copyfile(MODEL / name, folder / name)
    settings = json.loads((MODEL / "settings.json").read_text(encoding="utf-8"))
    settings |= {"own_types": trained.types, "quads": quads}
    (folder / "settings.json").write_text(json.dumps(settings), encoding="utf-8")
    np.savez(folder / HEADS, weights=trained.weights.astype(np.float32), offsets=trained.offsets.astype(np.float32))


def _folds(wanted: Array) -> Array:
    """A fold for each row, types spread evenly over them, the same in every run."""
    folds = np.zeros(len(wanted), dtype=int)
    for value in np.unique(wanted):
        where = np.flatnonzero(wanted == value)
        folds[where] = np.arange(len(where)) % FOLDS
    return folds


def _unseen(seen: Array, wanted: Array, folds: Array, classes: int, strength: float) -> Array:
    """Probabilities of each row by heads that were fitted to the other folds."""
    chances = np.zeros((len(seen), classes))
    for fold in range(FOLDS):
        out = folds == fold
        if out.any():
            weights, offsets = fit(seen[~out], wanted[~out], classes=classes, strength=strength)
            chances[out] = _chances(seen[out] @ weights + offsets)
    return chances


def _right(seen: Array, wanted: Array, folds: Array, classes: int, strength: float) -> float:
    return float((_unseen(seen, wanted, folds, classes, strength).argmax(1) == wanted).mean())


def _chances(scores: Array) -> Array:
    powers: Array = np.exp(scores - scores.max(1, keepdims=True))
    shares: Array = powers / powers.sum(1, keepdims=True)
    return shares
