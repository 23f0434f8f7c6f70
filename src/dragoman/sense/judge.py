"""One decision from two voices: what the codebook says of a candidate, and how the reader reads it.

Of a deed that the codebook lists, its entry says the type, and the reader whether it is an event at all
(:func:`decided`). Of other clauses, and for how sure either is, the score of a type is the logarithm of its probability
by the reader, plus a weight if the codebook says so too (:func:`weighed`): a naive Bayes product of two witnesses
(Hinton 2002 calls it a product of experts). The weights are fitted on our own reports (``training/weigh.py``) and lie
beside the model.
"""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from dragoman.errors import ModelError
from dragoman.sense.encode import Mark
from dragoman.sense.reader import MODEL, NONE, Reading, SenseReader, load_reader

_SURE_MODE = 0.7
_LIKELY = 0.5
_SHOWN = 0.1  # the reader's next best type is told in the reasons from this probability on


@dataclass(frozen=True, slots=True)
class Candidate:
    """Words that may tell an event: a sentence with the spans of who, by what words, to whom.

    ``type`` is what the codebook says, empty if it has no word for it.
    """

    text: str
    marks: tuple[Mark, ...]
    type: str
    modes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """The type decided on, or ``NONE``; its probability; the reasons."""

    type: str
    modes: tuple[str, ...]
    confidence: float
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Weights:
    """``trust``: how far the reader's log probabilities count. ``listed``: what the codebook's word adds to its type
    where types are weighed. What is added to ``NONE``: ``veto`` where the codebook says a type,
    ``unlisted`` where it is silent."""

    trust: float = 1.0
    listed: float = 0.0
    veto: float = 0.0
    unlisted: float = 0.0


@dataclass(frozen=True, slots=True)
class Voices:
    """The weights that decide, and those that say how sure the decision is: they are fitted apart."""

    decision: Weights
    confidence: Weights


@dataclass(frozen=True, slots=True)
class Judge:
    """Reader and weights. ``least``: events of less confidence are left out."""

    reader: SenseReader
    voices: Voices
    least: float = 0.0

    def __call__(self, candidate: Candidate) -> Verdict:
        """Decide on one candidate."""
        reading = self.reader.read(candidate.text, candidate.marks)
        type_ = decided(reading.types, candidate, self.voices.decision)
        sure = weighed(reading.types, candidate, self.voices.confidence)[type_]
        return Verdict(type_, _modes(candidate, reading, type_), sure, tuple(_steps(candidate, reading)))


def decided(types: Mapping[str, float], candidate: Candidate, weights: Weights) -> str:
    """The type settled on. A clause for which the codebook has no word is an event only if one type is likelier than
    all else together. What the codebook lists keeps its type, by the convention of the entry; the reader has a say on
    whether it is an event at all, and on which of the types of a model that has others."""
    if not candidate.type:
        chances = weighed(types, candidate, weights)
        best = max(chances, key=chances.__getitem__)
        return best if chances[best] > _LIKELY else NONE
    nothing = min(max(types[NONE], 1e-9), 1 - 1e-9)
    if weights.trust * (math.log(nothing) - math.log(1 - nothing)) + weights.veto > 0:
        return NONE
    return candidate.type if candidate.type in types else max(types.keys() - {NONE}, key=types.__getitem__)


def weighed(types: Mapping[str, float], candidate: Candidate, weights: Weights) -> dict[str, float]:
    """Probability of each type by both voices, in sum 1."""
    scores = {name: weights.trust * math.log(max(chance, 1e-9)) for name, chance in types.items()}
    if candidate.type in scores:
        scores[candidate.type] += weights.listed
    elif candidate.type:  # a model of other types: the codebook says that it is an event, not which
        scores[NONE] -= weights.listed
    scores[NONE] += weights.veto if candidate.type else weights.unlisted
    most = max(scores.values())
    powers = {name: math.exp(score - most) for name, score in scores.items()}
    total = sum(powers.values())
    return {name: power / total for name, power in powers.items()}


def _modes(candidate: Candidate, reading: Reading, type_: str) -> tuple[str, ...]:
    """The codebook's modes, if it says the type; else the reader's, if it is sure."""
    if type_ == candidate.type and candidate.modes:
        return candidate.modes
    return tuple(name for name, chance in reading.modes(type_).items() if name != "-" and chance >= _SURE_MODE)


def _steps(candidate: Candidate, reading: Reading) -> Sequence[str]:
    """What either voice says."""
    ranked = sorted(reading.types.items(), key=lambda item: -item[1])
    told = ", ".join(f"{name} {chance:.2f}" for name, chance in ranked[:3] if chance >= _SHOWN or name == ranked[0][0])
    return (f"codebook: {candidate.type or 'no word for it'}; reader: {told}",)


def load_judge(folder: str | Path | None = None, *, min_confidence: float = 0.0) -> Judge:
    """The judge of a model's folder; reader and weights are loaded once.

    Args:
        folder: what ``dragoman train`` has written; the shipped model if not given.
        min_confidence: events of less confidence (0 to 1) are left out.

    Raises:
        ModelError: a file of the model is missing, or is not of the format.
    """
    path = Path(folder) if folder is not None else MODEL
    return Judge(load_reader(path), _voices(path), min_confidence)


def chosen_judge(
    *, use_model: bool = True, model: str | Path | None = None, min_confidence: float = 0.0
) -> Judge | None:
    """What the options of a command or a component ask for: the judge of a model, or none.

    Args:
        use_model: whether a sense model has a say; if not, the codebook alone decides.
        model: see ``folder`` of :func:`load_judge`.
        min_confidence: see :func:`load_judge`.
    """
    return load_judge(model, min_confidence=min_confidence) if use_model else None


@cache
def _voices(folder: Path) -> Voices:
    path = folder / "weights.json"
    if not path.is_file():
        raise ModelError(f"{folder}: no weights.json; give a folder that `dragoman train` has written")
    found = json.loads(path.read_text(encoding="utf-8"))
    return Voices(Weights(**found["decision"]), Weights(**found["confidence"]))
