"""How far two readers of the same rows agree: Krippendorff's alpha. `python training/agreement.py [--differences]`.

The second labels (``second/``) were given blind, from the guide and the marked sentences alone.
"""

import argparse
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from check import Row, read_rows
from labels import happened

SECOND = Path(__file__).parent / "second"


def alpha(pairs: Sequence[tuple[str, str]]) -> float:
    """Krippendorff's alpha of nominal labels, two readers, nothing missing (Krippendorff 2011).

    Returns:
        1 for full agreement, 0 for what chance gives.
    """
    counts = Counter(label for pair in pairs for label in pair)
    total = sum(counts.values())
    observed = sum(a != b for a, b in pairs) / len(pairs)
    expected = 1 - sum(n * (n - 1) for n in counts.values()) / (total * (total - 1))
    return 1 - observed / expected if expected else 1.0


def pairs_of_rows() -> list[tuple[Row, Row]]:
    """Rows with both labels: the first reader's and the second's."""
    first = {(row.text, row.marks): row for row in read_rows() if isinstance(row, Row)}
    second = [row for row in read_rows(SECOND) if isinstance(row, Row)]
    return [(first[row.text, row.marks], row) for row in second if (row.text, row.marks) in first]


def main() -> None:
    """Entry point."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--differences", action="store_true", help="print the rows on which they differ")
    options = parser.parse_args()
    rows = pairs_of_rows()
    print(f"{len(rows)} rows labelled twice")
    print(f"type, or none:            alpha {alpha([(a.type, b.type) for a, b in rows]):.3f}")
    both = [(a, b) for a, b in rows if a.type == b.type != "NONE"]
    modes = [(" ".join(sorted(a.modes)), " ".join(sorted(b.modes))) for a, b in both]
    print(f"mode, where type agrees:  alpha {alpha(modes):.3f}")
    print(f"what happened, likewise:  alpha {alpha([(happened(a), happened(b)) for a, b in both]):.3f}")
    if options.differences:
        for a, b in rows:
            if (a.type, a.modes) != (b.type, b.modes):
                print(f"{a.place}: {' '.join((a.type, *a.modes))} | {' '.join((b.type, *b.modes))} | {a.text}")


if __name__ == "__main__":
    main()
