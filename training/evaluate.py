"""Measure an exported reader on the held-out rows. `python training/evaluate.py FOLDER`; see README.md."""

import argparse
import json
import re
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from check import Row, read_rows
from labels import happened
from rows_split import split

from dragoman.sense.encode import Mark, name_runs
from dragoman.sense.reader import SenseReader

_LANDS = [
    "France",
    "Iran",
    "Russia",
    "Kenya",
    "Brazil",
    "Japan",
    "Israel",
    "Turkey",
    "China",
    "Ukraine",
    "Syria",
    "Nigeria",
    "India",
    "Pakistan",
    "Egypt",
    "Sudan",
    "Ethiopia",
    "Colombia",
    "Mexico",
    "Germany",
    "Britain",
    "America",
    "Iraq",
    "Lebanon",
    "Myanmar",
    "Serbia",
    "Libya",
    "Yemen",
    "Cuba",
    "Greece",
]
_PEOPLES = [
    "French",
    "Iranian",
    "Russian",
    "Kenyan",
    "Brazilian",
    "Japanese",
    "Israeli",
    "Turkish",
    "Chinese",
    "Ukrainian",
    "Syrian",
    "Nigerian",
    "Indian",
    "Pakistani",
    "Egyptian",
    "Sudanese",
    "Ethiopian",
    "Colombian",
    "Mexican",
    "German",
    "British",
    "American",
    "Iraqi",
    "Lebanese",
    "Burmese",
    "Serbian",
    "Libyan",
    "Yemeni",
    "Cuban",
    "Greek",
]
_OTHER = {name: names[(index + 11) % len(names)] for names in (_LANDS, _PEOPLES) for index, name in enumerate(names)}
_NAMED = re.compile(r"\b(" + "|".join(_OTHER) + r")\b")
_BINS = 10


def rewritten(text: str, marks: Sequence[Mark], edits: Sequence[tuple[int, int, str]]) -> tuple[str, list[Mark]]:
    """The text with pieces replaced, and the marks moved along; a mark that an edit touches keeps its words."""
    moved = list(marks)
    for start, end, words in sorted(edits, reverse=True):
        text, grown = text[:start] + words + text[end:], len(words) - (end - start)
        moved = [(kind, first + grown * (first >= end), last + grown * (last >= end)) for kind, first, last in moved]
    return text, moved


def swapped(row: Row, common: frozenset[str]) -> tuple[str, list[Mark]] | None:
    """The names of actor and recipient exchanged; nothing if either has none."""
    runs = {kind: list(name_runs(row.text, start, end, common)) for kind, start, end in row.marks if kind in ("a", "r")}
    if not runs.get("a") or not runs.get("r"):
        return None
    one, other = runs["a"][0], runs["r"][0]
    return rewritten(row.text, row.marks, [(*one, row.text[slice(*other)]), (*other, row.text[slice(*one)])])


def replaced(row: Row) -> tuple[str, list[Mark]] | None:
    """All countries and peoples of the sentence, marked or not, replaced by others."""
    found = [(match.start(), match.end(), _OTHER[match[0]]) for match in _NAMED.finditer(row.text)]
    return rewritten(row.text, row.marks, found) if found else None


def macro_f1(wanted: Sequence[str], given: Sequence[str]) -> float:
    """Mean F1 over the classes that are wanted."""
    right = Counter(a for a, b in zip(wanted, given, strict=True) if a == b)
    asked, said = Counter(wanted), Counter(given)
    return float(np.mean([2 * right[name] / (asked[name] + said[name]) for name in asked]))


def calibration_error(sure: Sequence[float], right: Sequence[bool]) -> float:
    """Expected calibration error over ten bins of equal width (Guo et al. 2017)."""
    bins = np.minimum((np.array(sure) * _BINS).astype(int), _BINS - 1)
    hits, trust = np.array(right, dtype=float), np.array(sure)
    return float(
        sum(
            abs(hits[bins == b].mean() - trust[bins == b].mean()) * (bins == b).mean()
            for b in range(_BINS)
            if (bins == b).any()
        )
    )


def figures(model: SenseReader, rows: Sequence[Row]) -> Iterator[tuple[str, float]]:
    """Name and value of each measure on rows."""
    begun = time.perf_counter()
    readings = [model.read(row.text, row.marks) for row in rows]
    spent = time.perf_counter() - begun
    bare = [model.read(row.text, [m for m in row.marks if m[0] != "t"]).best for row in rows]
    wanted, given = [row.type for row in rows], [reading.best for reading in readings]
    right = [a == b for a, b in zip(wanted, given, strict=True)]
    yield "rows", len(rows)
    yield "type_macro_f1", macro_f1(wanted, given)
    yield "type_accuracy", float(np.mean(right))
    yield "type_macro_f1_without_trigger", macro_f1(wanted, bare)
    told = [(r, x.mode(r.type)) for r, x, good in zip(rows, readings, right) if good and r.type != "NONE"]
    yield (
        "mode_accuracy_where_type_is_right",
        float(np.mean([mode == r.modes[:1] for r, mode in told])),
    )
    real = [
        (happened(r), max(x.happened, key=lambda word: x.happened[word]))
        for r, x in zip(rows, readings)
        if r.type != "NONE"
    ]
    yield "happened_macro_f1", macro_f1([a for a, _ in real], [b for _, b in real])
    yield "calibration_error", calibration_error([x.types[x.best] for x in readings], right)
    yield from _bias(model, rows, given)
    yield "sentences_per_second", len(rows) / spent


def _bias(model: SenseReader, rows: Sequence[Row], given: Sequence[str]) -> Iterator[tuple[str, float]]:
    for name, change in (("swapped", lambda row: swapped(row, model.common)), ("replaced", replaced)):
        changed = [(change(row), before) for row, before in zip(rows, given, strict=True)]
        same = [model.read(*new).best == before for new, before in changed if new]
        yield f"{name}_rows", len(same)
        yield f"{name}_same_type", float(np.mean(same)) if same else 1.0


def main() -> None:
    """Entry point."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--misses", action="store_true", help="print the held-out rows read wrongly")
    options = parser.parse_args()
    parts = split([row for row in read_rows() if isinstance(row, Row)])
    result = {
        f"{part} {file}": {
            name: round(value, 4) for name, value in figures(SenseReader(options.folder, file=file), parts[part])
        }
        for part in ("dev", "test")
        for file in ("full.onnx", "sense.onnx")
    }
    print(json.dumps(result, indent=1))
    if options.misses:
        model = SenseReader(options.folder)
        for row in parts["dev"]:
            given = model.read(row.text, row.marks).best
            if given != row.type:
                print(f"{row.place}: {row.type}, read as {given}: {row.text}")


if __name__ == "__main__":
    main()
