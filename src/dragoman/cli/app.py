"""The commands of ``dragoman``. Whatever is slow to import is imported by the command that needs it."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TextIO

import typer

from dragoman.cli import options
from dragoman.cli.merge import merge_command
from dragoman.cli.output import is_folder, names_json
from dragoman.cli.run import Coder, Exit, code_inputs
from dragoman.errors import DragomanError, SettingsError

if TYPE_CHECKING:
    from collections.abc import Callable

    from dragoman.record.types import CodedDocument, Document

_EXITS = (
    "Exit codes: 0 all inputs were coded; 1 some inputs were put aside (one line each on standard error), "
    "the rest is coded; 2 a mistake in the command, or nothing could be coded; 130 stopped with Ctrl-C; "
    "141 the reader of the output went away."
)

app = typer.Typer(
    name="dragoman",
    help="Read news of conflict and diplomacy and write the record: who did what to whom, where, when, on whose word.",
    epilog=_EXITS,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


def main() -> None:
    """Entry point of the command."""
    app(prog_name="dragoman")


@app.command("code", epilog=_EXITS)
def code_command(
    inputs: options.Inputs,
    as_json: options.AsJson = False,
    date: options.Date = None,
    why: options.Why = False,
    model: options.Model = None,
    no_model: options.NoModel = False,
    min_confidence: options.MinConfidence = None,
    encoding: options.Encoding = None,
    column: options.Columns = None,
    text: options.TextColumn = None,
    id: options.IdColumn = None,
    title: options.TitleColumn = None,
    published: options.PublishedColumn = None,
    url: options.UrlColumn = None,
    publication: options.PublicationColumn = None,
    author: options.AuthorColumn = None,
    language: options.LanguageColumn = None,
    output: options.Output = None,
    format: options.FormatOption = None,
    columns: options.PresetOption = None,
    workers: options.WorkersOption = None,
    timeout: options.TimeoutOption = 120.0,
    quiet: options.QuietOption = False,
    engine: options.EngineOption = None,
    ray_address: options.RayAddressOption = None,
    work_dir: options.WorkOption = None,
) -> None:
    """Code reports: print their events, statements, positions and control records, write them as JSON, or write
    tables of a corpus into a folder. A run into a folder that was stopped goes on with the same command."""
    from dragoman.cli import corpus
    from dragoman.sources import read_inputs

    named = [("text", text), ("id", id), ("title", title), ("published", published), ("url", url)]
    named += [("publication", publication), ("author", author), ("language", language)]
    with _told():
        fields = _columns([*(column or []), *(f"{field}={name}" for field, name in named if name is not None)])
        given = (format, columns, workers, engine, ray_address, work_dir)
        asked = quiet or any(option is not None for option in given)
        sense = sense_options(model, no_model=no_model, min_confidence=min_confidence)
        as_json = as_json or (not asked and names_json(output))
        if output is not None and is_folder(output, as_json=as_json, asked=asked):
            wishes = corpus.Wishes(
                inputs, output, format, columns, workers, date, encoding, fields, timeout, quiet, engine, ray_address,
                work_dir, sense,
            )  # fmt: skip
            raise typer.Exit(corpus.code_corpus(wishes))
        is_folder(None, as_json=as_json, asked=asked)
        items = read_inputs(inputs, date=date, encoding=encoding, columns=fields)
        with _opened(output) as stream:
            write = _json_writer(stream) if as_json else _report_writer(stream, why=why)
            code = code_inputs(items, coder=load_coder(sense), write=write, tell=_tell)
        raise typer.Exit(code)


app.command("merge", epilog=_EXITS)(merge_command)


@app.command("query")
def query_command(
    folder: Annotated[str, typer.Argument(metavar="FOLDER", help="What dragoman code -o has written.")],
    sql: Annotated[str, typer.Argument(metavar="SQL", help="A select; the tables have the names of their files.")],
    format: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="table (default on a terminal), csv (default elsewhere) or jsonl."),
    ] = None,
) -> None:
    """Ask a folder of tables a question in SQL (DuckDB)."""
    from dragoman.cli import corpus

    with _told():
        corpus.answer(folder, sql, format=format, stream=sys.stdout)


@app.command("actor")
def actor_command(
    phrase: Annotated[str | None, typer.Argument(help="Words that name an actor, in quotes.")] = None,
    rows: Annotated[
        str | None,
        typer.Option(
            "--json",
            metavar="FILE",
            help='Answer rows {"id", "text", "published"?} of a JSONL file, or - for standard input, with '
            "one JSON object each.",
        ),
    ] = None,
    date: Annotated[str | None, typer.Option(metavar="DATE", help="Date (YYYY-MM-DD) the phrase is of.")] = None,
) -> None:
    """Show the country and sector of an actor named by a phrase alone."""
    from dragoman.cli import actors

    with _told():
        published = _date(date)
        if (phrase is None) == (rows is None):
            raise SettingsError("actor: give either a phrase or --json FILE")
        if rows is not None:
            raise typer.Exit(actors.answer_rows(rows, date=published, tell=_tell))
        print(actors.phrase_words(phrase or "", date=published))


@app.command("why")
def why_command(
    sentence: Annotated[str, typer.Argument(help="A sentence, in quotes.")],
    date: Annotated[str | None, typer.Option(metavar="DATE", help="Publication date (YYYY-MM-DD).")] = None,
    model: options.Model = None,
    no_model: options.NoModel = False,
) -> None:
    """Show how a sentence is coded, step by step; where it gives nothing, which step was missing."""
    with _told():
        from dragoman import why
        from dragoman.sense.judge import chosen_judge

        sense_options(model, no_model=no_model, min_confidence=None)
        judge = chosen_judge(use_model=not no_model, model=model)
        for line in why(sentence, published=_date(date), judge=judge):
            print(line)


@app.command("train")
def train_command(
    labelled: Annotated[
        str,
        typer.Argument(
            metavar="FILE",
            help="Labelled sentences (.csv or .jsonl): text, type (NONE for no event), and if known actor, trigger, "
            "recipient (words of the text) and quad (1 to 4, for types that PLOVER has not).",
        ),
    ],
    output: Annotated[str, typer.Option("--output", "-o", metavar="FOLDER", help="Where the model is written.")],
) -> None:
    """Fit a sense model to sentences of your own, of any types, and report how good it is. Use it with
    dragoman code --model FOLDER."""
    from dragoman.cli.train import report, train_file

    with _told():
        for line in report(train_file(labelled, output)):
            print(line)
        print(f"model in {output}; use it with dragoman code --model {output}")


@app.command("schema")
def schema_command() -> None:
    """Print the JSON Schema of the record."""
    from dragoman.record.schema import schema_text

    with _told():
        sys.stdout.write(schema_text())


@app.command("version")
def version_command() -> None:
    """Print the version."""
    from dragoman import __version__

    with _told():
        print(__version__)


def sense_options(model: str | None, *, no_model: bool, min_confidence: float | None) -> dict[str, object]:
    """The arguments of :class:`dragoman.corpus.ahead.AheadCoder` that the options ask for.

    Raises:
        SettingsError: options that contradict each other, or a confidence that is none.
    """
    if no_model and (model is not None or min_confidence is not None):
        other = "--model" if model is not None else "--min-confidence"
        raise SettingsError(f"--no-model and {other}: the codebook alone gives no confidence; give one of the two")
    if min_confidence is not None and not 0 <= min_confidence <= 1:
        raise SettingsError(f"--min-confidence {min_confidence:g}: give a probability from 0 to 1")
    if no_model:
        return {"use_model": False}
    if model is not None:
        from dragoman.sense.reader import checked

        checked(Path(model))
    given = {"model": model, "min_confidence": min_confidence}
    return {name: value for name, value in given.items() if value is not None}


def load_coder(sense: "dict[str, object] | None" = None) -> Coder:
    """The coder. What it imports is loaded with the first document: a wrong name is told at once.

    Args:
        sense: see :func:`sense_options`.
    """
    ready = False
    chosen: dict[str, Any] = sense or {}

    def coder(document: "Document") -> "CodedDocument":
        nonlocal ready
        if not ready:
            _warm_up()
            ready = True
        from dragoman import code
        from dragoman.sense.judge import chosen_judge

        return code(document, judge=chosen_judge(**chosen))

    return coder


def _warm_up() -> None:
    """Load the model and the codebook with the garbage collector off: what they build stays for good, and
    looking through it again and again takes a fifth of the start."""
    import gc

    gc.disable()
    from dragoman.pipeline import warm_up

    warm_up()
    gc.freeze()
    gc.enable()


@contextmanager
def _told() -> Iterator[None]:
    """End the command with one line, and never a traceback, for what is no fault of the program's."""
    import os

    try:
        yield
        sys.stdout.flush()
    except DragomanError as error:
        _tell(str(error))
        raise typer.Exit(Exit.NOTHING) from None
    except KeyboardInterrupt:
        _tell("stopped")
        raise typer.Exit(Exit.STOPPED) from None
    except BrokenPipeError:
        # What is still buffered can go nowhere; without this, Python complains of it at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(Exit.PIPE_CLOSED) from None


def _date(words: str | None) -> str | None:
    from dragoman.sources import parse_published

    return None if words is None else parse_published(words, place="--date")


def _tell(line: str) -> None:
    print(f"dragoman: {' '.join(line.split())}", file=sys.stderr)


def _columns(pairs: list[str]) -> dict[str, str]:
    from dragoman.sources import FIELDS

    columns = {}
    for pair in pairs:
        field, _, name = pair.partition("=")
        if field not in FIELDS or not name:
            raise SettingsError(f"--column {pair}: write FIELD=NAME with one of the fields {', '.join(FIELDS)}")
        columns[field] = name
    return columns


@contextmanager
def _opened(output: str | None) -> Iterator[TextIO]:
    """The file to write to, or standard output; always UTF-8 where bytes leave for other programs."""
    if output is None:
        yield sys.stdout
        return
    try:
        with open(output, "w", encoding="utf-8", newline="\n") as stream:
            yield stream
    except OSError as error:
        problem = error.strerror or str(error)
        raise SettingsError(f"--output {output}: {problem}; name a file that can be written") from None


def _json_writer(stream: TextIO) -> "Callable[[CodedDocument], None]":
    from io import TextIOWrapper

    from dragoman.record.json import to_json

    if isinstance(stream, TextIOWrapper):
        stream.reconfigure(encoding="utf-8", newline="\n")

    def write(coded: "CodedDocument") -> None:
        stream.write(to_json(coded) + "\n")
        stream.flush()

    return write


def _report_writer(stream: TextIO, *, why: bool) -> "Callable[[CodedDocument], None]":
    from io import TextIOWrapper
    from shutil import get_terminal_size

    from dragoman.cli.report import Report, Screen

    if isinstance(stream, TextIOWrapper):
        stream.reconfigure(errors="replace")  # a terminal that has no arrow shows a question mark
    width = min(get_terminal_size((100, 24)).columns, 120)
    return Report(Screen(file=stream, width=width), why=why).show
