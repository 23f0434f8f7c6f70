"""``dragoman merge``: the same report twice is one, and so is the same incident in several reports."""

import json
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dragoman.cli.run import Exit
from dragoman.errors import InputError, SettingsError

if TYPE_CHECKING:
    from dragoman.merging import Coded, Merged

FOLDER = "merged"
"""Where the tables go in a folder of results."""


def merge_command(
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="INPUT…",
            help="A folder of results (dragoman code -o), files of dragoman code --json, or reports as "
            "dragoman code takes them, which are compared but have no events to link.",
        ),
    ],
    as_json: Annotated[
        bool,
        typer.Option(
            "--json",
            help='Print one row a report, {"id", "cluster", "copies"}: the cluster of reports of the same '
            "event, and that of copies of the same text.",
        ),
    ] = False,
    output: Annotated[
        str | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FOLDER",
            help="Folder for the tables reports, incidents and links (docs/merging.md). For a folder of "
            "results it is merged/ in there unless said; for files, nothing is written unless said.",
        ),
    ] = None,
) -> None:
    """Find reports that are copies or tell of the same event, and link events that are one incident."""
    from dragoman.cli import app as house

    with house._told():
        raise typer.Exit(merge_inputs(inputs, as_json=as_json, output=output, tell=house._tell))


def merge_inputs(inputs: Sequence[str], *, as_json: bool, output: str | None, tell: Callable[[str], None]) -> Exit:
    """Merge what the inputs hold; print rows or a summary, and write the tables.

    Raises:
        SettingsError: nothing to merge, or the tables cannot be written.
        InputError: a file that is half a record.
    """
    from dragoman.merging import merge
    from dragoman.sources import is_address

    if output is not None and is_address(output):
        raise SettingsError(f"--output {output}: name a folder of this machine, and copy it there")
    reader = _Reader(tell)
    target = Path(output) if output else _inside(inputs)
    coded = list(reader.read(inputs))
    if not coded:
        raise SettingsError("merge: no report could be read; name files or a folder of results")
    merged = merge(coded, index=_index(target))
    if target is not None:
        write_tables(merged, target)
    lines = _rows(merged) if as_json else summary(merged, target)
    print("\n".join(lines))
    return Exit.SOME_ASIDE if reader.aside else Exit.DONE


def _rows(merged: "Merged") -> Iterator[str]:
    for report in merged.reports:
        row = {"id": report.id, "cluster": report.story, "copies": report.copies}
        yield json.dumps(row, ensure_ascii=False)


def _inside(inputs: Sequence[str]) -> Path | None:
    """The folder for the tables when one folder of results is merged."""
    from dragoman.merging.read import is_results

    return Path(inputs[0]) / FOLDER if len(inputs) == 1 and is_results(Path(inputs[0])) else None


def _index(target: Path | None) -> Path | None:
    """The file that keeps what is known of copies, beside the tables."""
    if target is None:
        return None
    try:
        target.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SettingsError(f"--output {target}: {error.strerror}; name a folder that can be written") from None
    return target / "copies.sqlite"


class _Reader:
    """Reads inputs of every kind, and counts those that had to be put aside."""

    def __init__(self, tell: Callable[[str], None]) -> None:
        self._tell = tell
        self.aside = 0

    def read(self, inputs: Sequence[str]) -> Iterator["Coded"]:
        """All reports, in the order of the inputs, numbered from 0 over all of them."""
        number = 0
        for name in inputs:
            for coded in self._of(name, first=number):
                yield coded
                number += 1

    def _of(self, name: str, *, first: int) -> Iterator["Coded"]:
        """The reports of one input; ``first`` is the number of its first."""
        from dragoman.merging.read import is_coded, is_results, read_coded, read_results
        from dragoman.sources import is_address
        from dragoman.store.remote import holds_results, results_at

        path = Path(name)
        if is_address(name) and holds_results(name):
            with results_at(name, tables=("documents", "events")) as folder:
                yield from read_results(folder, first=first)
        elif is_results(path):
            yield from read_results(path, first=first)
        elif is_coded(path):
            yield from read_coded(path, first=first)
        else:
            yield from self._plain(name)

    def _plain(self, name: str) -> Iterator["Coded"]:
        from dragoman.merging import Coded, Report
        from dragoman.sources import read_inputs

        for item in read_inputs([name]):
            if isinstance(item, InputError):
                self._tell(str(item))
                self.aside += 1
            else:
                yield Coded(Report(item.id, item.text, item.published))


def write_tables(merged: "Merged", folder: Path) -> None:
    """Write ``reports``, ``incidents`` and ``links`` as JSON lines, each whole or not at all.

    Raises:
        SettingsError: they cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, rows in merged.tables().items():
            _write(folder / f"{name}.jsonl", rows)
    except OSError as error:
        raise SettingsError(f"{folder}: {error.strerror}; name a folder that can be written") from None


def _write(path: Path, rows: Sequence[dict[str, Any]]) -> None:
    part = path.with_suffix(".part")
    with open(part, "w", encoding="utf-8", newline="\n") as stream:
        stream.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    part.replace(path)


def summary(merged: "Merged", folder: Path | None) -> Iterator[str]:
    """What was found, in a few lines, with the incidents that most reports tell of."""
    reports = merged.reports
    yield f"{len(reports)} reports, {len({r.copies for r in reports})} without copies, of " + (
        f"{len({r.story for r in reports})} stories"
    )
    told = sum(1 for _ in merged.links)
    yield f"{len(merged.incidents)} incidents told of by two or more events ({told} events)"
    for incident in sorted(merged.incidents, key=lambda found: (-found.reports, found.first, found.id))[:10]:
        yield from chain([""], _told(incident))
    if folder is not None:
        yield f"\nwritten to {folder}: reports.jsonl, incidents.jsonl, links.jsonl"


def _told(incident: Any) -> Iterator[str]:
    """An incident with its versions side by side."""
    heading = [versions[0].value for name in ("event", "actor", "recipient", "place")
               if (versions := incident.details.get(name))]  # fmt: skip
    yield f"{incident.first}  {' · '.join(heading)}  ({incident.reports} reports, {incident.id})"
    for name in incident.differing:
        said = (f"{version.value} ({', '.join(version.says)})" for version in incident.details[name])
        yield f"  {name}: {' | '.join(said)}"
