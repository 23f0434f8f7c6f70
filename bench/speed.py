"""Speed and memory against a yardstick in the same run: ``python bench/speed.py DATA… [--documents N]``.

The yardstick is ``nlp.pipe(texts, n_process=2)`` of the same spaCy model with all its components, which is what a
researcher would otherwise write. Both read the same texts from memory or disk, one after the other, several times
in turn, so that what else the machine does falls on both.

DATA are JSON lines (also .gz) with ``text`` and ``date``; a random but fixed sample of N of them is taken.
"""

import argparse
import gzip
import json
import random
import shutil
import statistics
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import spacy

from dragoman.corpus import Settings, Tally, run_corpus
from dragoman.corpus.work import coder_with
from dragoman.reading.parser import MODEL

PROCESSES = 2


class Silent:
    """Shows nothing."""

    def say(self, line: str) -> None:
        """See :class:`dragoman.corpus.Listener`."""

    def show(self, tally: Tally) -> None:
        """See :class:`dragoman.corpus.Listener`."""


def sample(paths: Sequence[Path], *, documents: int | None) -> list[dict[str, Any]]:
    """Rows of the files, in a random but fixed order."""
    rows: list[dict[str, Any]] = []
    for path in paths:
        with gzip.open(path, "rt") if path.suffix == ".gz" else path.open() as lines:
            rows += [json.loads(line) for line in lines]
    random.Random(1).shuffle(rows)
    return rows[:documents]


def text_of(row: dict[str, Any]) -> str:
    """What both are given to read."""
    return f"{row['title']}\n\n{row['text']}" if row.get("title") else str(row["text"])


def yardstick(rows: Sequence[dict[str, Any]]) -> float:
    """Seconds that the whole spaCy pipeline takes, from starting to load it."""
    begun = time.perf_counter()
    nlp = spacy.load(MODEL)
    for _ in nlp.pipe([text_of(row) for row in rows], n_process=PROCESSES):
        pass
    return time.perf_counter() - begun


def ours(rows: Sequence[dict[str, Any]], folder: Path, *, use_model: bool = True) -> tuple[float, int]:
    """Seconds that a run into tables takes, from reading the inputs to the manifest; peak memory of a worker, bytes."""
    path, out = folder / "news.jsonl", folder / "out"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    shutil.rmtree(out, ignore_errors=True)
    begun = time.perf_counter()
    coder = coder_with() if use_model else coder_with(use_model=False)
    settings = Settings((str(path),), out, workers=PROCESSES, columns={"published": "date"}, coder=coder)
    outcome = run_corpus(settings, listener=Silent())
    if outcome.written.rows["documents"] != len(rows):
        raise SystemExit(f"{outcome.written.rows['failures']} documents were put aside; the comparison is void")
    return time.perf_counter() - begun, outcome.peak


def compare(rows: Sequence[dict[str, Any]], *, rounds: int) -> None:
    """Print the rates with and without the sense model, their ratios and the memory, over several rounds."""
    ratios: dict[bool, list[float]] = {True: [], False: []}
    peak = 0
    with tempfile.TemporaryDirectory() as name:
        for number in range(1, rounds + 1):
            mine, memory = ours(rows, Path(name))
            other = yardstick(rows)
            alone, _ = ours(rows, Path(name), use_model=False)
            peak = max(peak, memory)
            ratios[True].append(other / mine)
            ratios[False].append(other / alone)
            print(
                f"round {number}: dragoman {len(rows) / mine:.1f} documents/s, without the sense model "
                f"{len(rows) / alone:.1f}, spaCy {len(rows) / other:.1f}",
                flush=True,
            )
    with_model, without = (statistics.median(ratios[use]) for use in (True, False))
    print(f"median {with_model:.2f} times as fast as spaCy, {without:.2f} without the sense model")
    print(f"peak memory per worker {peak / 1e6:.0f} MB")


Points = list[tuple[float, float]]


def linear(rows: Sequence[dict[str, Any]]) -> tuple[Points, Points]:
    """Print the time for growing numbers of documents, and for documents of growing length.

    Returns:
        Documents and seconds; characters a document and microseconds a character.
    """
    numbers: Points = []
    lengths: Points = []
    with tempfile.TemporaryDirectory() as name:
        for count in (len(rows) // 8, len(rows) // 4, len(rows) // 2, len(rows)):
            seconds, _ = ours(rows[:count], Path(name))
            numbers.append((count, seconds))
            print(f"{count} documents: {seconds:.1f} s, {1000 * seconds / count:.1f} ms each", flush=True)
        whole = "\n\n".join(text_of(row) for row in rows)
        for size in (2_000, 8_000, 32_000, 128_000):
            count = min(len(whole), 512_000) // size
            pieces = [{"id": str(n), "text": whole[n * size : (n + 1) * size], "date": None} for n in range(count)]
            seconds, _ = ours(pieces, Path(name))
            lengths.append((size, 1e6 * seconds / (count * size)))
            print(
                f"{count} documents of {size} characters: {seconds:.1f} s, "
                f"{1e6 * seconds / (count * size):.1f} µs a character",
                flush=True,
            )
    return numbers, lengths


def plot(path: Path, numbers: Points, lengths: Points) -> None:
    """Draw both lines, each in a box of its own, as SVG."""
    boxes = [("documents", "seconds", numbers), ("characters a document", "µs a character", lengths)]
    parts = [
        '<svg xmlns="http://www.w3.org/2000/svg" width="720" height="260" font-family="sans-serif" font-size="11">'
    ]
    for number, (across, up, points) in enumerate(boxes):
        left = 50 + number * 360
        right_most, top_most = max(x for x, _ in points), max(y for _, y in points)
        spots = [(left + 280 * x / right_most, 210 - 180 * y / top_most) for x, y in points]
        parts.append(f'<path d="M{left} 30V210H{left + 290}" fill="none" stroke="#888"/>')
        parts.append(f'<polyline points="{" ".join(f"{x:.0f},{y:.0f}" for x, y in spots)}" fill="none" stroke="#05a"/>')
        parts += [f'<circle cx="{x:.0f}" cy="{y:.0f}" r="3" fill="#05a"/>' for x, y in spots]
        parts.append(f'<text x="{left}" y="20">{up}, up to {top_most:.4g}</text>')
        parts.append(f'<text x="{left}" y="235">{across}, up to {right_most:,.0f}</text>')
    path.write_text("\n".join([*parts, "</svg>"]) + "\n", encoding="utf-8")


def main() -> None:
    """Entry point."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", nargs="+", type=Path)
    parser.add_argument("--documents", type=int)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--linear", action="store_true", help="time over number and length of documents instead")
    parser.add_argument("--plot", type=Path, metavar="FILE", help="with --linear: draw both lines as SVG")
    options = parser.parse_args()
    rows = sample(options.data, documents=options.documents)
    if options.linear:
        numbers, lengths = linear(rows)
        if options.plot:
            plot(options.plot, numbers, lengths)
    else:
        compare(rows, rounds=options.rounds)


if __name__ == "__main__":
    main()
