"""Read marked sentences with the trained encoder: onnxruntime, tokenizers and numpy alone."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from dragoman.errors import ModelError
from dragoman.sense.encode import Mark, encode

Array = np.ndarray[Any, np.dtype[Any]]

MODEL = Path(__file__).parent / "model"
"""The folder of the reader that is shipped."""

FILES = ("sense.onnx", "settings.json", "tokenizer.json", "weights.json")
NONE = "NONE"
_WINDOW = 32  # tokens: as good as whole sentences on our rows and reports, in less time
# One step for sum and norm takes longer than the two by themselves: a sixth of the whole.
_SLOWER = ["SkipLayerNormFusion"]
HEADS = "heads.npz"
"""In a model of one's own: the heads that stand in for the shipped ones."""

_OUTPUTS = ("type", "mode", "happened", "seen")


@dataclass(frozen=True, slots=True)
class Reading:
    """What the reader thinks of one candidate.

    ``types``: probability of each type and of ``NONE``, calibrated, in sum 1. ``happened``: of fact, future,
    hypothetical, negated, denied. ``mode_scores``: logits of the modes by type, see :meth:`modes`.
    """

    types: Mapping[str, float]
    happened: Mapping[str, float]
    mode_scores: Mapping[str, Mapping[str, float]]

    @property
    def best(self) -> str:
        """The likeliest type, or ``NONE``."""
        return max(self.types, key=self.types.__getitem__)

    def modes(self, type_: str) -> dict[str, float]:
        """Probability of each mode of a type, ``"-"`` for none; empty if it has none."""
        scores = self.mode_scores.get(type_, {})
        return dict(zip(scores, _softmax(np.array(list(scores.values()))).tolist(), strict=True)) if scores else {}

    def mode(self, type_: str) -> tuple[str, ...]:
        """The likeliest mode of a type, none if that is likeliest."""
        modes = self.modes(type_)
        best = max(modes, key=modes.__getitem__, default="-")
        return () if best == "-" else (best,)


class SenseReader:
    """A folder with ``sense.onnx``, ``tokenizer.json``, ``settings.json`` and ``weights.json``.

    ``types`` are those that it tells apart, with ``NONE``; ``quads`` their quad categories where the types are a
    researcher's own (empty for the shipped model).

    Raises:
        ModelError: a file is missing or is not of the format.
    """

    def __init__(self, folder: Path = MODEL, *, file: str = "sense.onnx") -> None:
        settings = _settings(folder)
        self._shipped: tuple[str, ...] = tuple(settings["types"])
        self._own: tuple[str, ...] = tuple(settings.get("own_types", ()))
        self.types = tuple(dict.fromkeys((*self._own, NONE))) if self._own else self._shipped
        self.modes: tuple[tuple[str, str], ...] = tuple(_mode(name) for name in settings["modes"])
        self.happened: tuple[str, ...] = tuple(settings["happened"])
        self.temperature: float = settings["temperature"]
        self.quads: dict[str, int] = settings.get("quads", {})
        heads = np.load(folder / HEADS) if self._own else None
        self._heads = (heads["weights"], heads["offsets"]) if heads is not None else None
        self.common = frozenset(settings["common"])
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1  # the workers share the cores
        self.digest = hashlib.sha256(b"".join(path.read_bytes() for path in checked(folder))).hexdigest()
        self._session = onnxruntime.InferenceSession(
            str(folder / file), options, providers=["CPUExecutionProvider"], disabled_optimizers=_SLOWER
        )

    def read(self, text: str, marks: Sequence[Mark]) -> Reading:
        """One sentence. By itself: int8 scales are of a batch, and a reading must not hang on its neighbours."""
        type_, mode, happened, seen = self._run(text, marks)
        types = dict(zip(self._shipped, _softmax(type_ / self.temperature).tolist(), strict=True))
        if self._heads is not None:
            types = self._own_types(*self._heads, seen, types[NONE])
        return Reading(
            types,
            dict(zip(self.happened, _softmax(happened).tolist(), strict=True)),
            self._by_type(mode),
        )

    def seen(self, text: str, marks: Sequence[Mark]) -> Array:
        """What the heads see of a sentence: a vector."""
        return self._run(text, marks)[3]

    def _run(self, text: str, marks: Sequence[Mark]) -> list[Array]:
        encoded = encode(text, marks, self.tokenizer, common=self.common, window=_WINDOW)
        ids = np.array([encoded.ids], dtype=np.int64)
        inputs = {"ids": ids, "mask": np.ones_like(ids), "roles": np.array([encoded.roles], dtype=np.int64)}
        return [scores[0] for scores in self._session.run(_OUTPUTS, inputs)]

    def _own_types(self, weights: Array, offsets: Array, seen: Array, nothing: float) -> dict[str, float]:
        """Probabilities by a researcher's heads; if they know no ``NONE``, the shipped heads say what is none."""
        own = dict(zip(self._own, _softmax(seen @ weights + offsets).tolist(), strict=True))
        if NONE in own:
            return own
        return {name: chance * (1 - nothing) for name, chance in own.items()} | {NONE: nothing}

    def _by_type(self, scores: Array) -> dict[str, dict[str, float]]:
        found: dict[str, dict[str, float]] = {}
        for (type_, mode), score in zip(self.modes, scores.tolist(), strict=True):
            found.setdefault(type_, {})[mode] = score
        return found


@cache
def load_reader(folder: Path = MODEL) -> SenseReader:
    """The reader of a folder, loaded once."""
    return SenseReader(folder)


def checked(folder: Path) -> list[Path]:
    """The files of a model.

    Raises:
        ModelError: one is missing.
    """
    missing = [name for name in FILES if not (folder / name).is_file()]
    if missing:
        raise ModelError(f"{folder}: no {missing[0]}; give a folder that `dragoman train` has written")
    return [folder / name for name in (*FILES, HEADS) if (folder / name).is_file()]


def _settings(folder: Path) -> dict[str, Any]:
    settings: dict[str, Any] = json.loads(checked(folder)[1].read_text(encoding="utf-8"))
    return settings


def _mode(name: str) -> tuple[str, str]:
    type_, _, mode = name.partition(" ")
    return type_, mode


def _softmax(scores: Array) -> Array:
    powers = np.exp(scores - scores.max())
    shares: Array = powers / powers.sum()
    return shares
