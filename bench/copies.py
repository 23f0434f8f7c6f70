"""Precision and recall of wire copies: ``python bench/copies.py DATA… [--documents N] [--seed S]``.

Copies are made of real reports as papers make them of a wire's: cut from the end, given another head and byline,
edited a little (3 % of the words become words of other reports), or two of these. What the index then puts together is
compared with what was made of what. Reports of DATA that were copies of each other before are told apart first, and
pairs between them and their copies are counted neither way. No days are given.

DATA are JSON lines (also .gz) with ``text`` and, if there is one, ``title``; a fixed sample of N of them is taken.
"""

import argparse
import random
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from speed import sample, text_of

from dragoman.merging import CopyIndex, Report

_LEAST_WORDS = 60
"""Shorter reports are lines of an agency's ticker, which nobody cuts."""


def cut(words: Sequence[str], dice: random.Random, _others: Sequence[str]) -> list[str]:
    """The first 35 to 80 % of a report."""
    return list(words[: int(len(words) * dice.uniform(0.35, 0.8))])


def headed(words: Sequence[str], dice: random.Random, others: Sequence[str]) -> list[str]:
    """Another head and a byline before it."""
    return [*dice.choices(others, k=dice.randint(6, 12)), "By", *dice.choices(others, k=2), *words]


def edited(words: Sequence[str], dice: random.Random, others: Sequence[str]) -> list[str]:
    """Three words of a hundred replaced, dropped or added."""
    out: list[str] = []
    for word in words:
        fate = dice.random()
        out += [dice.choice(others)] if fate < 0.015 else [] if fate < 0.0225 else [word]
        if fate > 0.9925:
            out.append(dice.choice(others))
    return out


CHANGES = (cut, headed, edited)


def made(texts: Sequence[str], dice: random.Random) -> tuple[list[Report], dict[str, int]]:
    """Reports with copies of some, in random order, and the number of the text that each was made of."""
    others = [word for text in texts for word in text.split()[:200]]
    reports, origin = [], {}
    for number, text in enumerate(texts):
        versions = [text]
        for _ in range(dice.randint(0, 3)):
            words: Sequence[str] = text.split()
            for change in dice.sample(CHANGES, dice.randint(0, 2)):
                words = change(words, dice, others)
            versions.append(" ".join(words))
        for place, version in enumerate(versions):
            reports.append(Report(f"{number}-{place}", version))
            origin[reports[-1].id] = number
    dice.shuffle(reports)
    return reports, origin


def clusters(reports: Sequence[Report]) -> dict[str, str]:
    """The cluster of each report by its id."""
    with CopyIndex() as index:
        for report in reports:
            index.add(report)
        return index.clusters()


def pairs(counts: Mapping[object, int]) -> int:
    """Pairs within groups of these sizes."""
    return sum(n * (n - 1) // 2 for n in counts.values())


def figures(found: Mapping[str, str], origin: Mapping[str, int], kin: Mapping[int, str]) -> dict[str, float]:
    """Precision and recall of pairs. ``kin``: the cluster of each text before anything was made of it."""
    together = pairs(Counter(found.values()))
    right = pairs(Counter((found[name], origin[name]) for name in found))
    unasked = pairs(Counter((found[name], kin[origin[name]]) for name in found)) - right
    wanted = pairs(Counter(origin.values()))
    return {"precision": right / (together - unasked), "recall": right / wanted, "pairs": wanted}


def main() -> None:
    """Entry point."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", nargs="+", type=Path)
    parser.add_argument("--documents", type=int, default=3000)
    parser.add_argument("--seed", type=int, default=1, help="of the copies that are made; the sample stays")
    options = parser.parse_args()
    rows = sample(options.data, documents=None)
    texts = [text for row in rows if len((text := text_of(row)).split()) >= _LEAST_WORDS][: options.documents]
    before = clusters([Report(str(number), text) for number, text in enumerate(texts)])
    reports, origin = made(texts, random.Random(options.seed))
    result = figures(clusters(reports), origin, {int(name): cluster for name, cluster in before.items()})
    print(f"{len(texts)} reports ({len(set(before.values()))} different), {len(reports)} with their copies")
    print(f"precision {result['precision']:.4f}, recall {result['recall']:.4f} of {result['pairs']:.0f} pairs")


if __name__ == "__main__":
    main()
