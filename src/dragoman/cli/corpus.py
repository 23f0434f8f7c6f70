"""Tables of a corpus, and questions to them: progress, the summary at the end, exit codes."""

import csv
import json
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import TYPE_CHECKING, Any, TextIO

from dragoman.cli.output import folder_and_address
from dragoman.cli.run import Exit
from dragoman.errors import SettingsError

if TYPE_CHECKING:
    from rich.console import Console

    from dragoman.corpus import Outcome, Tally

_LINE_EVERY = 10.0  # seconds between lines where there is no terminal


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the command line asks for, as it came."""

    inputs: list[str]
    out: str
    format: str | None
    preset: str | None
    workers: int | None
    date: str | None
    encoding: str | None
    columns: Mapping[str, str]
    timeout: float
    quiet: bool
    engine: str | None
    ray_address: str | None
    work: str | None
    sense: Mapping[str, object]


def code_corpus(wishes: Wishes) -> Exit:
    """Code a corpus into a folder of tables."""
    from dragoman.corpus import Settings, run_corpus
    from dragoman.corpus.engines import ENGINES
    from dragoman.corpus.work import coder_with
    from dragoman.store.presets import PRESETS
    from dragoman.store.writing import FORMATS

    folder, address = folder_and_address(wishes.out, wishes.work)
    settings = Settings(
        inputs=tuple(wishes.inputs),
        out=folder,
        address=address,
        format=_one_of("--format", wishes.format or "parquet", FORMATS),
        preset=None if wishes.preset in (None, "dragoman") else _one_of("--columns", wishes.preset or "", PRESETS),
        workers=wishes.workers,
        engine=_one_of("--engine", wishes.engine or "local", ENGINES),
        ray_address=wishes.ray_address,
        date=wishes.date,
        encoding=wishes.encoding,
        columns=wishes.columns,
        seconds=wishes.timeout,
        coder=coder_with(**wishes.sense),
    )
    with _shown(quiet=wishes.quiet) as shown:
        try:
            outcome = run_corpus(settings, listener=shown)
        except OSError as error:
            problem = error.strerror or str(error)
            mend = "what is coded is kept; mend it and give the same command again"
            raise SettingsError(f"{error.filename or wishes.out}: {problem}; {mend}") from None
    for line in [] if wishes.quiet else summary(outcome, address or str(folder)):
        print(line, file=sys.stderr)
    if aside := outcome.written.rows["failures"]:
        if wishes.quiet:
            shown.say(f"{aside:,} put aside: see the table failures in {wishes.out}")
        return Exit.SOME_ASIDE if outcome.written.rows["documents"] else Exit.NOTHING
    return Exit.DONE


def _one_of(option: str, name: str, names: tuple[Any, ...]) -> Any:
    if name not in names:
        raise SettingsError(f"{option} {name}: give one of {', '.join(names)}")
    return name


class Silent:
    """Shows what is wrong and nothing else."""

    def __enter__(self) -> "Silent":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None

    def say(self, line: str) -> None:
        """See :class:`dragoman.corpus.Listener`."""
        print(f"dragoman: {line}", file=sys.stderr)

    def show(self, tally: "Tally") -> None:
        """See :class:`dragoman.corpus.Listener`."""


class Lines(Silent):
    """A line now and then, for logs."""

    def __init__(self) -> None:
        self._next = time.monotonic() + _LINE_EVERY

    def show(self, tally: "Tally") -> None:
        """See :class:`dragoman.corpus.Listener`."""
        if time.monotonic() >= self._next:
            self._next = time.monotonic() + _LINE_EVERY
            self.say(progress_words(tally))


class Bar(Silent):
    """A bar on the terminal, drawn when there is news: no thread draws it."""

    def __init__(self, console: "Console") -> None:
        from rich.progress import BarColumn, Progress, TextColumn

        self._progress: Progress = Progress(
            BarColumn(), TextColumn("{task.description}"), console=console, auto_refresh=False, transient=True
        )
        self._task = self._progress.add_task("starting", total=None)

    def __enter__(self) -> "Bar":
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._progress.stop()

    def say(self, line: str) -> None:
        """See :class:`dragoman.corpus.Listener`."""
        self._progress.console.print(f"dragoman: {line}", markup=False, highlight=False)

    def show(self, tally: "Tally") -> None:
        """See :class:`dragoman.corpus.Listener`."""
        self._progress.update(
            self._task,
            total=tally.total or None,
            completed=min(tally.read, tally.total) if tally.total else 0,
            description=progress_words(tally),
            refresh=True,
        )


def _shown(*, quiet: bool) -> Silent:
    if quiet:
        return Silent()
    if not sys.stderr.isatty():
        return Lines()
    from rich.console import Console

    return Bar(Console(stderr=True))


def progress_words(tally: "Tally") -> str:
    """``1,200 documents, 85 a second, 6 min left, 3 put aside``."""
    words = [f"{tally.coded + tally.before:,} documents"]
    if tally.rate:
        words.append(f"{tally.rate:,.0f} a second")
    if tally.left is not None:
        words.append(f"{duration(tally.left)} left")
    aside = sum(tally.aside.values())
    return ", ".join([*words, f"{aside:,} put aside"] if aside else words)


def duration(seconds: float) -> str:
    """``45 s``, ``6 min``, ``2 h 10 min``."""
    if seconds < 60:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"


def summary(outcome: "Outcome", out: str) -> list[str]:
    """What a person wants to know at the end."""
    tally, written = outcome.tally, outcome.written
    rows = written.rows
    before = f" ({tally.before:,} of them by an earlier run)" if tally.before else ""
    rate = f", {tally.rate:,.0f} a second" if tally.coded else ""
    lines = [f"{rows['documents']:,} documents coded in {duration(tally.seconds)}{rate}{before}"]
    kinds = ", ".join(f"{kind} {count:,}" for kind, count in written.events.most_common(6))
    more = " …" if len(written.events) > 6 else ""
    lines.append(f"  {rows['events']:,} events" + (f" ({kinds}{more})" if kinds else ""))
    names = {"statements": "statements", "positions": "positions", "control": "control records"}
    lines.append("  " + ", ".join(f"{rows[name]:,} {words}" for name, words in names.items()))
    if rows["failures"]:
        lines.append(f"  {rows['failures']:,} put aside: see the table failures")
        lines += [f"    {count:,} × {reason}" for reason, count in written.reasons.most_common(5)]
    if written.undated:
        lines.append(f"  {written.undated:,} without a publication date, on which “on Monday” hangs: name its column")
        lines.append("    with --published NAME, or give one for all with --date")
    lines.append(f"  tables in {out}/, told in manifest.json; ask them with")
    lines.append(f'  dragoman query {out} "select event, count(*) from events group by event"')
    return lines


def answer(folder: str, sql: str, *, format: str | None, stream: TextIO) -> None:
    """Answer a question in SQL: a table on a terminal, CSV or JSON lines elsewhere and where asked for."""
    from dragoman.store.query import query
    from dragoman.store.remote import results_at

    with results_at(folder) as found:
        names, rows = query(found, sql)
        _write_answer(names, rows, style=format or ("table" if stream.isatty() else "csv"), stream=stream)


def _write_answer(names: Sequence[str], rows: Iterable[Any], *, style: str, stream: TextIO) -> None:
    if style == "jsonl":
        for row in rows:
            stream.write(json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False, default=str) + "\n")
    elif style == "csv":
        table = csv.writer(stream, lineterminator="\n")
        table.writerow(names)
        table.writerows(rows)
    elif style == "table":
        _as_table(names, rows, stream=stream)
    else:
        raise SettingsError(f"--format {style}: give one of table, csv, jsonl")


def _as_table(names: Any, rows: Any, *, stream: TextIO) -> None:
    from rich.table import Table

    from dragoman.cli.marked import clean
    from dragoman.cli.report import Screen

    table = Table(*map(str, names), box=None, header_style="bold")
    for row in rows:
        table.add_row(*("" if value is None else clean(str(value)) for value in row))
    Screen(file=stream, markup=False, highlight=False).print(table)
