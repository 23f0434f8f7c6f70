"""Read marked sentences with an exported reader: onnxruntime, tokenizers and numpy alone."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from encode import Mark, encode
from tokenizers import Tokenizer

Array = np.ndarray[Any, np.dtype[Any]]


@dataclass(frozen=True, slots=True)
class Reading:
    """Probabilities of the types (calibrated), of the modes given the likeliest type, and of what happened."""

    type: Array
    mode: Array
    happened: Array


class Exported:
    """A folder with ``sense.onnx``, ``tokenizer.json`` and ``settings.json``."""

    def __init__(self, folder: Path, *, file: str = "sense.onnx", threads: int = 1) -> None:
        settings = json.loads((folder / "settings.json").read_text(encoding="utf-8"))
        self.types: list[str] = settings["types"]
        self.modes: list[str] = settings["modes"]
        self.happened: list[str] = settings["happened"]
        self.temperature: float = settings["temperature"]
        self.common = frozenset(settings["common"])
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        self.session = onnxruntime.InferenceSession(str(folder / file), options, providers=["CPUExecutionProvider"])

    def read(self, text: str, marks: Sequence[Mark]) -> Reading:
        """One sentence. By itself: int8 scales are of a batch, and a reading must not hang on its neighbours."""
        encoded = encode(text, marks, self.tokenizer, common=self.common)
        ids = np.array([encoded.ids], dtype=np.int64)
        inputs = {"ids": ids, "mask": np.ones_like(ids), "roles": np.array([encoded.roles], dtype=np.int64)}
        type_, mode, happened = (scores[0] for scores in self.session.run(None, inputs))
        type_ = softmax(type_ / self.temperature)
        best = self.types[int(type_.argmax())]
        own = np.array([name.split()[0] == best for name in self.modes])
        return Reading(type_, softmax(np.where(own, mode, -1e4)), softmax(happened))


def softmax(scores: Array) -> Array:
    """Probabilities of logits."""
    powers = np.exp(scores - scores.max())
    return powers / powers.sum()
