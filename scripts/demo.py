"""The generated parts of the README: what coding a paragraph prints, and the table of our own measurements."""

import io
import subprocess
import sys
from pathlib import Path

from rich.console import Console

import dragoman
from dragoman.cli.report import Report

ROOT = Path(__file__).resolve().parent.parent
REPORT, PUBLISHED = "examples/brief.txt", "2022-10-31"


def demo_markdown() -> str:
    """A short report and its record, as ``dragoman code`` prints it."""
    text = (ROOT / REPORT).read_text(encoding="utf-8")
    coded = dragoman.code(dragoman.Document(id=REPORT, text=text, published=PUBLISHED))
    stream = io.StringIO()
    Report(Console(file=stream, width=100)).show(coded)
    lines = [line.rstrip() for line in stream.getvalue().strip().splitlines()]
    return f"```\n$ dragoman code {REPORT} --date {PUBLISHED}\n\n" + "\n".join(lines) + "\n```"


def eval_markdown() -> str:
    """The table that ``make eval`` prints, in a code block."""
    run = subprocess.run([sys.executable, "-m", "eval", "run"], cwd=ROOT, capture_output=True, text=True, check=True)
    kept = [line.rstrip() for line in run.stdout.splitlines() if "fields:" not in line]
    return "```\n" + "\n".join(kept).strip() + "\n```"
