"""The command line of the evaluation.

    python eval/score.py run [--set NAME …] [--gold FILE] [--coded FILE] [--misses N] [--json]
    python eval/score.py check
    python eval/score.py pin [--lower --reason "…"]
    python eval/score.py gold SET > gold.jsonl
    python eval/score.py inputs SET > in.jsonl

``python -m eval`` does the same; without a command it runs.
"""

import argparse
import json
import random
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

if __package__ in (None, ""):  # run as a file: its package is beside it, not above it
    sys.path[0] = str(Path(__file__).resolve().parent.parent)

from dragoman.errors import DragomanError
from eval import answers, floors, sets
from eval.scoring import Tallies, as_json, as_table, figures, score
from eval.words import Json


def measure(names: Iterable[str] = sets.SETS, *, coded: Path | None = None) -> dict[str, Tallies]:
    """The tallies of our own sets, coded in process or read from a file of coded documents."""
    return {name: score_rows(sets.load(name), coded=coded) for name in names}


def score_rows(rows: Sequence[Json], *, coded: Path | None = None) -> Tallies:
    """The tallies of gold rows."""
    given = answers.from_file(coded, rows) if coded else answers.in_process(rows)
    return score(zip(rows, given, strict=True))


def _run(options: argparse.Namespace) -> int:
    if options.gold:
        measured = {options.gold.name: score_rows(answers.read_rows(options.gold), coded=options.coded)}
    else:
        measured = measure(options.set or sets.SETS, coded=options.coded)
    if options.json:
        print(json.dumps({name: as_json(tallies) for name, tallies in measured.items()}, indent=2))
    else:
        print("\n\n".join(as_table(name, tallies) for name, tallies in measured.items()))
    if options.misses:
        _print_misses(measured, options.misses)
    return 0


def _print_misses(measured: dict[str, Tallies], count: int) -> None:
    """A sample of what went wrong, the same in every run."""
    entries = [miss for tallies in measured.values() for tally in tallies.values() for miss in tally.misses]
    shown = entries if len(entries) <= count else random.Random(0).sample(entries, count)
    print(f"\n{len(entries)} misses, {len(shown)} shown:", *shown, sep="\n", file=sys.stderr)


def _check(_: argparse.Namespace) -> int:
    measured = {name: figures(tallies) for name, tallies in measure().items()}
    found = floors.problems(floors.read(), measured=measured, digest=sets.digest())
    print(*(found or ["all floors hold"]), sep="\n")
    return 1 if found else 0


def _pin(options: argparse.Namespace) -> int:
    if options.lower and not (options.reason or "").strip():
        print('--lower needs --reason "…"', file=sys.stderr)
        return 2
    old = floors.read() if floors.FLOORS.is_file() else None
    measured = {name: figures(tallies) for name, tallies in measure().items()}
    if not answers.has_coder():  # silence is no merit yet: the floors of "gives nothing" would be 1
        measured = {name: dict.fromkeys(values, 0.0) for name, values in measured.items()}
    new = floors.pinned(old, measured=measured, digest=sets.digest(), lower=options.lower)
    sunk = floors.lowered(old, new) if old else []
    if sunk and not options.lower:
        print(f'would lower {", ".join(sunk)}; give --lower --reason "…"', file=sys.stderr)
        return 1
    floors.write(new)
    if sunk:
        floors.record_reason(sunk, reason=options.reason)
    print(f"pinned {sum(map(len, new.figures.values()))} floors, {len(sunk)} of them lowered")
    return 0


def _gold(options: argparse.Namespace) -> int:
    for row in sets.load(options.name):
        print(json.dumps(row, ensure_ascii=False))
    return 0


def _inputs(options: argparse.Namespace) -> int:
    for row in sets.load(options.name):
        document = answers.document_of(row)
        fields = {"id": document.id, "text": document.text, "published": document.published}
        print(json.dumps(fields, ensure_ascii=False))
    return 0


def parser() -> argparse.ArgumentParser:
    """The command line's grammar."""
    top = argparse.ArgumentParser(prog="eval/score.py", description="Score Dragoman on labelled cases.")
    commands = top.add_subparsers(dest="command", required=True)
    run = commands.add_parser("run", help="print the figures")
    run.add_argument("--set", action="append", choices=sets.SETS, help="one of our own sets; may be repeated")
    run.add_argument("--gold", type=Path, metavar="FILE", help="score against a gold file (JSONL) instead")
    run.add_argument("--coded", type=Path, metavar="FILE", help="coded documents (JSONL); else code in process")
    run.add_argument("--misses", type=int, default=0, metavar="N", help="show N misses on standard error")
    run.add_argument("--json", action="store_true", help="print JSON instead of a table")
    run.set_defaults(act=_run)
    commands.add_parser("check", help="fail below a floor").set_defaults(act=_check)
    pin = commands.add_parser("pin", help="raise the floors to what is measured, less a margin of 0.02")
    pin.add_argument("--lower", action="store_true", help="let floors sink to what is measured")
    pin.add_argument("--reason", help="why they may sink; written into the changelog")
    pin.set_defaults(act=_pin)
    for name, act, tells in (("gold", _gold, "gold rows"), ("inputs", _inputs, "documents to be coded")):
        command = commands.add_parser(name, help=f"write the {tells} of a set as JSONL")
        command.add_argument("name", choices=sets.SETS, metavar="SET", help=", ".join(sets.SETS))
        command.set_defaults(act=act)
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs a command; returns its exit code (1: a floor does not hold, 2: a mistake in the input)."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    options = parser().parse_args(given or ["run"])
    if not answers.has_coder():
        print("the installed dragoman cannot code: every answer is empty", file=sys.stderr)
    try:
        result: int = options.act(options)
    except DragomanError as error:
        print(error, file=sys.stderr)
        return 2
    return result


if __name__ == "__main__":
    sys.exit(main())
