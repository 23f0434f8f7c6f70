"""``dragoman train``: heads of one's own from a labelled file, with a report of how good they are."""

import csv
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dragoman.errors import InputError, SettingsError

if TYPE_CHECKING:
    from dragoman.sense.fit import Labelled, Trained

_ROLES = {"actor": "a", "trigger": "t", "recipient": "r"}
_NAMES = 'each row needs "text" and "type", and may have "actor", "trigger", "recipient" (words of the text) and "quad"'


def train_file(path: str, out: str) -> "Trained":
    """Fit heads to a labelled file and write a model folder.

    Raises:
        InputError: a row that cannot be used.
        SettingsError: a file of no known kind, or an output that is no folder.
        ModelError: too few rows.
    """
    from dragoman.codebook.book import load_codebook
    from dragoman.sense.fit import save, train

    folder = Path(out)
    if folder.exists() and not folder.is_dir():
        raise SettingsError(f"--output {out}: is a file; name a folder")
    rows: list[Labelled] = []
    quads = {name: type_.quad for name, type_ in load_codebook().types.items()}
    for place, row in _rows(path):
        rows.append(_labelled(row, place=place))
        quads |= _quad(row, place=place)
    for item in rows:
        if item.type not in quads and item.type != "NONE":
            raise InputError(
                item.place, f"{item.type} is no type of PLOVER and has no quad", 'give a "quad" from 1 to 4'
            )
    if not rows:
        raise SettingsError(f"{path}: no rows; {_NAMES}")
    trained = train(rows)
    save(trained, folder, quads={name: quads[name] for name in trained.types if name in quads})
    (folder / "report.txt").write_text("\n".join(report(trained)) + "\n", encoding="utf-8")
    return trained


def report(trained: "Trained") -> list[str]:
    """How well heads of this kind did on rows that they had not seen."""
    width = max(len(name) for name in (*trained.types, "type"))
    lines = [
        f"{len(trained.wanted)} rows, {len(trained.types)} types; each row judged by heads that had not seen it",
        f"accuracy {trained.accuracy:.3f}, macro-F1 {trained.macro_f1:.3f}",
        f"{'type':<{width}}  precision  recall     F1   rows",
    ]
    lines += [
        f"{name:<{width}}  {precision:9.2f}  {recall:6.2f}  {f1:5.2f}  {count:5}"
        for name, precision, recall, f1, count in trained.by_type()
    ]
    if "NONE" not in trained.types:
        lines.append("no rows of NONE: the shipped model says what is no event")
    return lines


def _rows(path: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Place and fields of each row of a CSV or JSONL file."""
    file = Path(path)
    if file.suffix not in (".csv", ".jsonl", ".ndjson"):
        raise SettingsError(f"{path}: give a labelled file in .csv or .jsonl; {_NAMES}")
    try:
        with file.open(encoding="utf-8", newline="") as stream:
            if file.suffix == ".csv":
                for number, row in enumerate(csv.DictReader(stream), 2):
                    yield f"{path}:{number}", row
                return
            for number, line in enumerate(stream, 1):
                if line.strip():
                    yield f"{path}:{number}", _object(line, place=f"{path}:{number}")
    except OSError as error:
        raise SettingsError(f"{path}: {error.strerror or error}; name a file that can be read") from None
    except UnicodeDecodeError:
        raise SettingsError(f"{path}: not in UTF-8; save it so") from None


def _object(line: str, *, place: str) -> Mapping[str, Any]:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise InputError(place, f"no JSON ({error.msg})", "give one object a line") from None
    if not isinstance(row, dict):
        raise InputError(place, "no JSON object", _NAMES)
    return row


def _labelled(row: Mapping[str, Any], *, place: str) -> "Labelled":
    from dragoman.sense.fit import Labelled

    text, type_ = row.get("text"), row.get("type")
    if not isinstance(text, str) or not text.strip():
        raise InputError(place, "no text", _NAMES)
    if not isinstance(type_, str) or not type_.strip():
        raise InputError(place, "no type", _NAMES)
    marks = tuple(
        (kind, *_found(text, str(row[name]), name=name, place=place)) for name, kind in _ROLES.items() if row.get(name)
    )
    return Labelled(text, marks, type_.strip(), place)


def _found(text: str, words: str, *, name: str, place: str) -> tuple[int, int]:
    start = text.find(words)
    if start < 0:
        raise InputError(place, f"{name} {words[:40]!r} is not in the text", "copy the words from the text")
    return start, start + len(words)


def _quad(row: Mapping[str, Any], *, place: str) -> dict[str, int]:
    quad = row.get("quad")
    if quad in (None, ""):
        return {}
    if str(quad) not in ("1", "2", "3", "4"):
        raise InputError(place, f"quad {quad!r}", "give 1 to 4 (see docs/model.md)")
    return {str(row.get("type")).strip(): int(str(quad))}
