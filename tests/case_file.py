"""Reading of the files of cases."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Case:
    title: str
    sentence: str
    expected: tuple[str, ...]


def read_cases(path: Path) -> list[Case]:
    """Blocks between empty lines: a title, a sentence, and what must come, a marked line each; # begins a remark."""
    blocks = path.read_text(encoding="utf-8").split("\n\n")
    kept = [[line for line in block.splitlines() if line and not line.startswith("#")] for block in blocks]
    return [Case(lines[0], lines[1], tuple(line[1:].strip() for line in lines[2:])) for lines in kept if lines]
