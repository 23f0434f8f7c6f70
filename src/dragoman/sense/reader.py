"""Read marked sentences with the trained encoder: onnxruntime, tokenizers and numpy alone."""

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

FILES = ("sense.onnx", "settings.json", "tokenizer.json")
NONE = "NONE"


@dataclass(frozen=True, slots=True)
class Reading:
    """What the reader thinks of one candidate.

    ``types``: probability of each type and of ``NONE``, calibrated, in sum 1. ``modes``: probability of each mode
    name, ``"-"`` for none, given the type. ``happened``: of fact, future, hypothetical, negated, denied.
    """

    types: Mapping[str, float]
    modes: Mapping[str, Mapping[str, float]]
    happened: Mapping[str, float]

    @property
    def best(self) -> str:
        """The likeliest type, or ``NONE``."""
        return max(self.types, key=self.types.__getitem__)

    def mode(self, type_: str) -> tuple[str, ...]:
        """The likeliest mode of a type, none if that is likeliest."""
        modes = self.modes.get(type_, {})
        best = max(modes, key=modes.__getitem__, default="-")
        return () if best == "-" else (best,)


class SenseReader:
    """A folder with ``sense.onnx``, ``tokenizer.json`` and ``settings.json``.

    Raises:
        ModelError: a file is missing or is not of the format.
    """

    def __init__(self, folder: Path = MODEL, *, file: str = "sense.onnx") -> None:
        settings = _settings(folder)
        self.types: tuple[str, ...] = tuple(settings["types"])
        self.modes: tuple[tuple[str, str], ...] = tuple(_mode(name) for name in settings["modes"])
        self.happened: tuple[str, ...] = tuple(settings["happened"])
        self.temperature: float = settings["temperature"]
        self.common = frozenset(settings["common"])
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1  # the workers share the cores
        self._session = onnxruntime.InferenceSession(str(folder / file), options, providers=["CPUExecutionProvider"])

    def read(self, text: str, marks: Sequence[Mark]) -> Reading:
        """One sentence. By itself: int8 scales are of a batch, and a reading must not hang on its neighbours."""
        encoded = encode(text, marks, self.tokenizer, common=self.common)
        ids = np.array([encoded.ids], dtype=np.int64)
        inputs = {"ids": ids, "mask": np.ones_like(ids), "roles": np.array([encoded.roles], dtype=np.int64)}
        type_, mode, happened = (scores[0] for scores in self._session.run(None, inputs))
        types = _softmax(type_ / self.temperature)
        return Reading(
            dict(zip(self.types, types.tolist(), strict=True)),
            self._modes(mode),
            dict(zip(self.happened, _softmax(happened).tolist(), strict=True)),
        )

    def _modes(self, scores: Array) -> dict[str, dict[str, float]]:
        found: dict[str, dict[str, float]] = {}
        for (type_, mode), score in zip(self.modes, scores.tolist(), strict=True):
            found.setdefault(type_, {})[mode] = score
        return {
            type_: dict(zip(modes, _softmax(np.array(list(modes.values()))).tolist(), strict=True))
            for type_, modes in found.items()
        }


@cache
def load_reader(folder: Path = MODEL) -> SenseReader:
    """The reader of a folder, loaded once."""
    return SenseReader(folder)


def _settings(folder: Path) -> dict[str, Any]:
    missing = [name for name in FILES if not (folder / name).is_file()]
    if missing:
        raise ModelError(f"{folder}: no {missing[0]}; give a folder that `dragoman train` has written")
    settings: dict[str, Any] = json.loads((folder / "settings.json").read_text(encoding="utf-8"))
    return settings


def _mode(name: str) -> tuple[str, str]:
    type_, _, mode = name.partition(" ")
    return type_, mode


def _softmax(scores: Array) -> Array:
    powers = np.exp(scores - scores.max())
    shares: Array = powers / powers.sum()
    return shares
