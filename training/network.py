"""The reader: the MiniLM encoder and three heads, for type, mode, and what happened."""

from collections.abc import Sequence
from pathlib import Path

import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

from dragoman.sense.encode import NAME, OPENING, SPECIALS

LAYERS, HEADS, WIDTH, INNER = 6, 12, 384, 1536
EPSILON = 1e-12
# What our own tokens start as: the mean of the vectors of these words.
_STARTS = {
    NAME: "france iran russia smith nigeria",
    OPENING["a"]: "( who",
    OPENING["a"] + 1: ") who",
    OPENING["t"]: "( did",
    OPENING["t"] + 1: ") did",
    OPENING["r"]: "( whom",
    OPENING["r"] + 1: ") whom",
}


class Layer(nn.Module):
    """One transformer layer of BERT."""

    def __init__(self) -> None:
        super().__init__()
        self.query, self.key, self.value, self.out = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.first, self.second = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.norm, self.norm_after = nn.LayerNorm(WIDTH, EPSILON), nn.LayerNorm(WIDTH, EPSILON)
        self.drop = nn.Dropout(0.1)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """``x``: batch x tokens x width; ``bias`` is added to the scores, batch x 1 x 1 x tokens."""
        batch, length, _ = x.shape

        def heads(y: Tensor) -> Tensor:
            return y.view(batch, length, HEADS, WIDTH // HEADS).transpose(1, 2)

        scores = heads(self.query(x)) @ heads(self.key(x)).transpose(2, 3) / (WIDTH // HEADS) ** 0.5
        mixed = self.drop(functional.softmax(scores + bias, -1)) @ heads(self.value(x))
        x = self.norm(x + self.drop(self.out(mixed.transpose(1, 2).reshape(batch, length, WIDTH))))
        return self.norm_after(x + self.drop(self.second(functional.gelu(self.first(x)))))


class Reader(nn.Module):
    """Ids, mask and roles to the logits of type, mode and what happened."""

    def __init__(self, types: int, modes: int, happened: int, *, layers: int = LAYERS) -> None:
        super().__init__()
        self.words = nn.Embedding(30522, WIDTH)
        self.specials = nn.Embedding(SPECIALS, WIDTH)
        self.places = nn.Embedding(512, WIDTH)
        self.kind = nn.Parameter(torch.zeros(WIDTH))
        self.norm = nn.LayerNorm(WIDTH, EPSILON)
        self.layers = nn.ModuleList(Layer() for _ in range(layers))
        self.drop = nn.Dropout(0.2)
        self.heads = nn.ModuleList(nn.Linear(4 * WIDTH, size) for size in (types, modes, happened))

    def forward(self, ids: Tensor, mask: Tensor, roles: Tensor) -> tuple[Tensor, ...]:
        """All arguments: batch x tokens, integers. Three tensors of logits, batch x classes, and what the heads see,
        batch x 4 widths."""
        x = self.words(ids) + self.places(torch.arange(ids.shape[1]))[None] + self.kind
        if self.training:  # our own tokens learn apart: the big table stays as it is
            ours = (ids < SPECIALS) & (ids > 0)
            x = x + ours[..., None] * (self.specials(ids.clamp(max=SPECIALS - 1)) - self.words(ids))
        x = self.drop(self.norm(x)) if self.training else self.norm(x)
        keep = mask.to(x.dtype)
        bias = (1.0 - keep)[:, None, None, :] * -1e4
        for layer in self.layers:
            x = layer(x, bias)
        pooled = torch.cat([_mean(x, keep), *(_mean(x, (roles == role).to(x.dtype)) for role in (1, 2, 3))], -1)
        seen = self.drop(pooled)
        return (*(head(seen) for head in self.heads), pooled)

    def shallow(self, kept: Sequence[int]) -> "Reader":
        """A copy that has only the given layers."""
        reader = Reader(*(head.out_features for head in self.heads), layers=len(kept))
        state = {name: value for name, value in self.state_dict().items() if not name.startswith("layers.")}
        for ours, theirs in enumerate(kept):
            state |= {f"layers.{ours}.{name}": value for name, value in self.layers[theirs].state_dict().items()}
        reader.load_state_dict(state)
        with torch.no_grad():
            reader.specials.weight[1:SPECIALS] = reader.words.weight[1:SPECIALS]
        reader.keep_words()
        return reader

    def keep_words(self) -> None:
        """Leave the vectors of words and places as they are."""
        for table in (self.words, self.places):
            table.weight.requires_grad_(False)

    def settle(self) -> None:
        """Write our own tokens into the big table, where reading takes them from."""
        with torch.no_grad():
            self.words.weight[1:SPECIALS] = self.specials.weight[1:SPECIALS]


def _mean(x: Tensor, keep: Tensor) -> Tensor:
    """Mean over the kept tokens; zero if there are none."""
    return (keep[:, None, :] @ x)[:, 0] / keep.sum(1, keepdim=True).clamp(min=1.0)


def pretrained(folder: Path, tokenizer: Tokenizer, *, sizes: tuple[int, int, int]) -> Reader:
    """A reader with the encoder's weights and fresh heads."""
    reader, weights = Reader(*sizes), load_file(folder / "model.safetensors")
    state = {
        "words.weight": weights["embeddings.word_embeddings.weight"],
        "places.weight": weights["embeddings.position_embeddings.weight"],
        "kind": weights["embeddings.token_type_embeddings.weight"][0],
    }
    parts = {
        "query": "attention.self.query",
        "key": "attention.self.key",
        "value": "attention.self.value",
        "out": "attention.output.dense",
        "norm": "attention.output.LayerNorm",
        "first": "intermediate.dense",
        "second": "output.dense",
        "norm_after": "output.LayerNorm",
    }
    for end in ("weight", "bias"):
        state[f"norm.{end}"] = weights[f"embeddings.LayerNorm.{end}"]
        for layer in range(LAYERS):
            for ours, theirs in parts.items():
                state[f"layers.{layer}.{ours}.{end}"] = weights[f"encoder.layer.{layer}.{theirs}.{end}"]
    missing = reader.load_state_dict(state, strict=False).missing_keys
    if any(not key.startswith(("heads.", "specials.")) for key in missing):
        raise ValueError(f"weights that the encoder lacks: {missing}")
    with torch.no_grad():
        for token, words in _STARTS.items():
            known = tokenizer.encode(words).ids[1:-1]
            reader.specials.weight[token] = reader.words.weight[known].mean(0)
    reader.settle()
    reader.keep_words()
    return reader
