"""Check the rows: the format, the labels, repeats. Prints a line a mistake and the counts; exit code 1 on mistakes."""

import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dragoman.codebook.book import load_codebook

ROWS = Path(__file__).parent / "rows"
_MARK = re.compile(r"\[([atr]):([^\[\]]+)\]")
_AUXILIARY = frozenset({"future", "hypothetical", "negation", "historical"})
_CLAIMS = frozenset({"claimed", "denied"})
_SHARED_WORDS = 9  # as many words in a row in two rows are a repeat


@dataclass(frozen=True, slots=True)
class Row:
    """A row: the plain text and the spans of its marks, the label in its parts. ``is_running``: it is of a report."""

    place: str
    text: str
    marks: tuple[tuple[str, int, int], ...]
    type: str
    modes: tuple[str, ...]
    auxiliary: tuple[str, ...]
    claim: str
    is_running: bool = False


class RowError(ValueError):
    """A line that is no row; says what is wrong."""


def read_row(line: str, place: str) -> Row:
    """Read one line.

    Raises:
        RowError: the line is not of the format, or its label is none.
    """
    head, separator, marked = line.partition(" :: ")
    if not separator:
        raise RowError("no ' :: ' between label and sentence")
    type_, *rest = head.split()
    book = load_codebook()
    known = {mode.name for mode in book.modes if mode.type == type_}
    if type_ != "NONE" and type_ not in book.types:
        raise RowError(f"no type {type_}")
    wrong = [word for word in rest if word not in known | _AUXILIARY | _CLAIMS]
    if wrong:
        raise RowError(f"{type_} has no {wrong[0]}")
    text, marks = plain(marked)
    if not any(kind == "t" for kind, _, _ in marks):
        raise RowError("no trigger [t:…]")
    claims = [word for word in rest if word in _CLAIMS]
    return Row(
        place,
        text,
        tuple(marks),
        type_,
        tuple(word for word in rest if word in known),
        tuple(word for word in rest if word in _AUXILIARY),
        claims[0] if claims else "asserted",
    )


def plain(marked: str) -> tuple[str, list[tuple[str, int, int]]]:
    """The sentence without its marks, and (kind, start, end) of each."""
    text, marks, last = "", [], 0
    for match in _MARK.finditer(marked):
        text += marked[last : match.start()]
        marks.append((match[1], len(text), len(text) + len(match[2])))
        text += match[2]
        last = match.end()
    text += marked[last:]
    if re.search(r"\[[a-z]:|\]", text):
        raise RowError("a mark that is not closed, or one inside another")
    return text.strip(), marks


def read_rows(folder: Path = ROWS) -> Iterator[Row | str]:
    """Rows of all files in order; a message in place of a line that is none."""
    for path in sorted(folder.glob("*.txt")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if not line.strip() or line.startswith("#"):
                continue
            place = f"{path.name}:{number}"
            try:
                yield read_row(line.strip(), place)
            except RowError as error:
                yield f"{place}: {error}"


def repeats(rows: list[Row]) -> Iterator[str]:
    """Rows that share a long run of words with an earlier one; another reading of the same sentence is none."""
    seen: dict[str, str] = {}
    marks: dict[str, list[tuple[tuple[str, int, int], ...]]] = {}
    for row in rows:
        readings = marks.setdefault(row.text, [])
        readings.append(row.marks)
        if len(readings) > 1:
            if row.marks in readings[:-1]:
                yield f"{row.place}: the same sentence with the same marks twice"
            continue
        words = re.findall(r"\w+", row.text.lower())
        runs = {" ".join(words[i : i + _SHARED_WORDS]) for i in range(len(words) - _SHARED_WORDS + 1)}
        clash = next((seen[run] for run in runs if run in seen), None)
        if clash:
            yield f"{row.place}: repeats words of {clash}"
        seen.update(dict.fromkeys(runs, row.place))


def main() -> int:
    """Entry point."""
    found = list(read_rows())
    rows = [row for row in found if isinstance(row, Row)]
    mistakes = [line for line in found if isinstance(line, str)] + list(repeats(rows))
    print("\n".join(mistakes))
    counts = Counter(row.type for row in rows)
    print(
        f"{len(rows)} rows of {len({row.text for row in rows})} sentences: "
        + ", ".join(f"{name} {count}" for name, count in counts.most_common())
    )
    return 1 if mistakes else 0


if __name__ == "__main__":
    sys.exit(main())
