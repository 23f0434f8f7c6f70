"""What a spaCy pipeline computes, in less time: the same parses, by the library's own steps put together anew.

Sums are taken in another order in one layer, so vectors may differ in the sixth decimal.
"""

from collections.abc import Sequence
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING, Any, cast

import numpy as np
from threadpoolctl import ThreadpoolController

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

_TOGETHER = 64
"""Sentences that go through a component at once."""
_WINDOW = "residual(expand_window>>maxout>>layernorm>>dropout)"
_LEAST_SPREAD = np.float32(1e-8)  # the library's
_TURN = Lock()
_MIX = np.array([pow(0x9E3779B97F4A7C15, place, 1 << 64) for place in range(1, 17)], np.uint64)


def quicken(nlp: "Language") -> None:
    """Make a pipeline faster on the processor, in place; one on a graphics card is left as it is."""
    from thinc.api import NumpyOps  # noqa: PLC0415 - heavy, as spaCy is

    for model in [pipe.model for _name, pipe in nlp.pipeline if hasattr(pipe, "model")]:
        for node in [node for node in model.walk() if isinstance(node.ops, NumpyOps)]:
            node.ops = NumpyOps(use_blis=False)  # numpy multiplies faster than what spaCy brings
            if node.name.startswith("extract_features>>list2ragged>>") and node.name.endswith(">>ragged2list"):
                model.replace_node(node, _each_word_once(node))
            elif node.name == _WINDOW and any(part.attrs.get("window_size") == 1 for part in node.walk()):
                model.replace_node(node, _at_a_stroke(node))


def annotate(nlp: "Language", docs: Sequence["Doc"]) -> None:
    """Let all components of a pipeline do their part, on sentences of like lengths together."""
    by_length = sorted(docs, key=len)
    # The workers share the cores. Threads take turns, so that none gives back the limit that another has set.
    with _TURN, _threads().limit(limits=1, user_api="blas"):
        for _name, pipe in nlp.pipeline:
            for first in range(0, len(by_length), _TOGETHER):
                _through(cast(Any, pipe), by_length[first : first + _TOGETHER])


def _through(pipe: Any, docs: Sequence["Doc"]) -> None:
    if hasattr(pipe, "moves") and pipe.cfg["beam_width"] == 1 and pipe.model.ops.device_type == "cpu":
        pipe.set_annotations(docs, _parsed(pipe, docs))
    elif hasattr(pipe, "pipe"):
        list(pipe.pipe(docs, batch_size=_TOGETHER))
    else:
        for doc in docs:
            pipe(doc)


def _parsed(pipe: Any, docs: Sequence["Doc"]) -> Any:
    """The final states of a greedy parser: those of ``pipe.predict``, in a third of the time. Its own loop lets go of
    the interpreter's lock and then takes it again for every vector that it adds up; so this one keeps it."""
    states = pipe.moves.init_batch(docs)
    model = pipe.model.predict(docs)
    going = [state for state in states if not state.is_final()]
    while going:
        going = pipe.transition_states(going, model.predict(going))
    model.clear_memory()
    return states


def _each_word_once(embed: Any) -> Any:
    """The layer that turns words into vectors, whatever stands around them, asked once for each different word."""
    from thinc.api import Model  # noqa: PLC0415

    features, *vectors = embed.layers

    def forward(_model: Any, docs: Sequence["Doc"], is_train: bool) -> tuple[list[Any], None]:
        rows = features.predict(docs)
        words = np.concatenate(rows)
        _, first, places = np.unique(words @ _MIX[: words.shape[1]], return_index=True, return_inverse=True)
        found = [words[first]]
        for layer in vectors:
            found = layer.predict(found)
        return np.split(found[0][places], np.cumsum([len(row) for row in rows])[:-1]), None

    return Model("each_word_once", forward, layers=[embed], dims={"nO": embed.get_dim("nO")})


def _at_a_stroke(layer: Any) -> Any:
    """A layer that reads each word with its two neighbours (maxout, layer norm, residual), with three arrays where the
    library makes a dozen."""
    from thinc.api import Model  # noqa: PLC0415

    parts = {node.name: node for node in layer.walk()}
    weights, offsets = (parts["maxout"].get_param(name) for name in ("W", "b"))
    gain, shift = (parts["layernorm"].get_param(name) for name in ("G", "b"))
    width, pieces, inputs = weights.shape
    matrix = np.ascontiguousarray(weights.transpose(1, 0, 2).reshape(pieces * width, inputs).T)
    offsets = offsets.T.reshape(-1)
    mean = np.full(width, 1 / width, np.float32)

    def forward(_model: Any, words: Any, is_train: bool) -> tuple[Any, None]:
        around = np.zeros((len(words), 3, width), np.float32)
        around[1:, 0], around[:, 1], around[:-1, 2] = words[:-1], words, words[1:]
        found = around.reshape(len(words), 3 * width) @ matrix
        found += offsets
        best = found[:, :width]
        for piece in range(1, pieces):
            best = np.maximum(best, found[:, piece * width : (piece + 1) * width])
        best -= (best @ mean)[:, None]
        spread = np.einsum("ij,ij->i", best, best) / width + _LEAST_SPREAD
        best *= (1 / np.sqrt(spread))[:, None]
        best *= gain
        best += shift
        best += words
        return best, None

    return Model("at_a_stroke", forward, dims={"nO": width})


@cache
def _threads() -> ThreadpoolController:
    return ThreadpoolController()
