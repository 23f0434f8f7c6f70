"""The generated parts of the README: what coding a paragraph prints, and the table of our own measurements."""

import io
import subprocess
import sys
from pathlib import Path

from rich.console import Console

import dragoman
from dragoman.cli.report import Report

ROOT = Path(__file__).resolve().parent.parent
REPORT, PUBLISHED = ROOT / "examples" / "report.txt", "2024-08-14"
PARAGRAPH = 5


def demo_markdown() -> str:
    """A paragraph of the example report and its record, as ``dragoman code`` prints it."""
    paragraph = REPORT.read_text(encoding="utf-8").split("\n\n")[PARAGRAPH - 1].strip()
    coded = dragoman.code(dragoman.Document(id="examples/report.txt", text=paragraph, published=PUBLISHED))
    stream = io.StringIO()
    Report(Console(file=stream, width=100)).show(coded)
    lines = [line.rstrip() for line in stream.getvalue().strip().splitlines()]
    quoted = "\n".join(f"> {line}" for line in paragraph.splitlines())
    return f"{quoted}\n\n```\n" + "\n".join(lines) + "\n```"


def eval_markdown() -> str:
    """The table that ``make eval`` prints, in a code block."""
    run = subprocess.run(
        [sys.executable, "-m", "eval", "run"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    kept = [line.rstrip() for line in run.stdout.splitlines() if "fields:" not in line]
    return "```\n" + "\n".join(kept).strip() + "\n```"
