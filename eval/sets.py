"""The sets of labelled cases, and a digest of their files."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from eval.errors import CaseError
from eval.format import read_report
from eval.sentences import read_sentences
from eval.words import Json

HERE = Path(__file__).resolve().parent
SETS = ("reports", "negatives", "events", "positions", "control", "near_misses")


def load(name: str, *, folder: Path = HERE) -> list[Json]:
    """The gold rows of a set: ``reports`` are those that give something, ``negatives`` the others.

    Raises:
        CaseError: no such set, or a case that breaks its format.
    """
    if name not in SETS:
        raise CaseError(name, "no such set of cases", f"use one of {', '.join(SETS)}")
    if name in ("reports", "negatives"):
        rows = [read_report(path) for path in sorted((folder / "reports").glob("*.txt"))]
        return [row for row in rows if any(row["labels"].values()) == (name == "reports")]
    return read_sentences(folder / "sentences" / f"{name}.txt")


def case_files(folder: Path = HERE) -> list[Path]:
    """All files with cases, in a fixed order."""
    return sorted([*(folder / "reports").glob("*.txt"), *(folder / "sentences").glob("*.txt")])


def digest(folder: Path = HERE) -> str:
    """SHA-256 over the names and contents of the case files; line ends do not count."""
    return digest_of(
        (path.relative_to(folder).as_posix(), path.read_text(encoding="utf-8")) for path in case_files(folder)
    )


def digest_of(files: Iterable[tuple[str, str]]) -> str:
    """The digest of named texts."""
    hashed = hashlib.sha256()
    for name, text in files:
        hashed.update(f"{name}\0{text}\0".encode())
    return hashed.hexdigest()
