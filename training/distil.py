"""Teach a reader of few layers to read as a deep one does. `python training/distil.py TEACHER --out FOLDER`; see
README.md."""

import argparse
import json
import random
import re
import time
from collections.abc import Sequence
from pathlib import Path

import torch
from check import Row, read_rows
from export import load
from labels import codebook_labels
from network import Reader
from rows_split import split
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional
from train import (
    BATCH,
    HAPPENED_WEIGHT,
    MODE_WEIGHT,
    RATE,
    SEED,
    Hardness,
    Steps,
    batches,
    load_tokenizer,
    save,
    to_train_on,
    varied,
    warmth,
)

from dragoman.sense.encode import ROLES, Encoded, encode

EPOCHS = 6
KEPT = (0, 2, 5)
"""The layers of the teacher that the pupil begins with."""
DROPOUT = 0.05
WARM = 1.5  # temperature at which the two are compared
SEEN_WEIGHT, LABEL_WEIGHT = 20.0, 0.3
_WINDOWS = (32, 48, 96)
_WORD = re.compile(r"\w[\w'-]*")
_UNKNOWN = (-1, -1, -1)


def at_random(row: Row, tokenizer: Tokenizer, *, common: frozenset[str], order: random.Random) -> Encoded:
    """A row's sentence with marks at random words, most of which mean nothing: what the teacher makes of them tells how
    it reads."""
    words = list(_WORD.finditer(row.text))
    marks = []
    for role in ROLES:
        first = order.randrange(len(words))
        last = min(len(words) - 1, first + order.choice((0, 0, 1)))
        if role == "t" or order.random() < 0.8:
            marks.append((role, words[first].start(), words[last].end()))
    return encode(row.text, marks, tokenizer, common=common, window=order.choice(_WINDOWS))


def apart(ours: Tensor, theirs: Tensor) -> Tensor:
    """How far our distribution over classes is from theirs (Hinton, Vinyals and Dean 2015)."""
    logs = [functional.log_softmax(scores / WARM, -1) for scores in (ours, theirs)]
    return functional.kl_div(*logs, log_target=True, reduction="batchmean") * WARM**2


def loss_of(ours: Sequence[Tensor], theirs: Sequence[Tensor], classes: Tensor, hardness: Hardness) -> Tensor:
    """The distance of types, modes and what happened, that of what the heads see, and the loss of known labels."""
    loss = apart(ours[0], theirs[0]) + MODE_WEIGHT * apart(ours[1], theirs[1])
    loss = loss + HAPPENED_WEIGHT * apart(ours[2], theirs[2]) + SEEN_WEIGHT * functional.mse_loss(ours[3], theirs[3])
    known = classes[:, 0] >= 0
    if known.any():
        loss = loss + LABEL_WEIGHT * hardness.loss([scores[known] for scores in ours], classes[known])
    return loss


def taught(
    teacher: Reader,
    rows: Sequence[Row],
    classes: Sequence[tuple[int, int, int]],
    hardness: Hardness,
    tokenizer: Tokenizer,
    *,
    common: frozenset[str],
    epochs: int,
) -> Reader:
    """A shallow copy of the teacher that has learned to read like it."""
    torch.manual_seed(SEED)
    order = random.Random(SEED)
    pupil = teacher.shallow(KEPT)
    for part in pupil.modules():
        if isinstance(part, nn.Dropout):
            part.p = DROPOUT
    optimizer = torch.optim.AdamW([p for p in pupil.parameters() if p.requires_grad], lr=RATE, weight_decay=0.01)
    more = len(rows) // 2
    steps = Steps(pupil, optimizer, steps=epochs * -(-(len(rows) + more) // BATCH), warm=0.05)
    for epoch in range(epochs):
        pupil.train()
        begun, total, count = time.monotonic(), 0.0, 0
        items = [
            (varied(row, order.choice(rows), tokenizer, common=common, order=order), of)
            for row, of in zip(rows, classes, strict=True)
        ]
        items += [(at_random(r, tokenizer, common=common, order=order), _UNKNOWN) for r in order.sample(rows, more)]
        for ids, mask, roles, known in batches(items, order=order):
            with torch.autocast("cpu", dtype=torch.bfloat16):
                with torch.no_grad():
                    theirs = [scores.float() for scores in teacher(ids, mask, roles)]
                ours = [scores.float() for scores in pupil(ids, mask, roles)]
            loss = loss_of(ours, theirs, known, hardness)
            steps.take(loss)
            total, count = total + loss.item(), count + 1
        print(f"epoch {epoch + 1}: loss {total / count:.3f}, {time.monotonic() - begun:.0f} s", flush=True)
    return steps.kept()


def main() -> None:
    """Entry point."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("teacher", type=Path, help="the folder that train.py has written")
    parser.add_argument("--out", type=Path, required=True, help="folder for the pupil")
    parser.add_argument("--limit", type=int, help="train on so many rows only")
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    settings = json.loads((options.teacher / "settings.json").read_text(encoding="utf-8"))
    parts = split([row for row in read_rows() if isinstance(row, Row)])
    rows = to_train_on(parts["train"], limit=options.limit)
    tokenizer, labels, common = load_tokenizer(), codebook_labels(), frozenset(settings["common"])
    classes = [labels.of(row) for row in rows]
    reader = taught(
        load(options.teacher),
        rows,
        classes,
        Hardness.of(classes, labels),
        tokenizer,
        common=common,
        epochs=options.epochs,
    )
    settings["temperature"] = warmth(reader, parts["dev"], labels, tokenizer, common=common)
    save(reader, settings, tokenizer, options.out)


if __name__ == "__main__":
    main()
