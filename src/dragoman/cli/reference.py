"""The reference of the commands (docs/cli.md), made from the commands themselves."""

from typing import Any

import typer

from dragoman.cli.app import app

_HEAD = """# The command line

This page is made from the code (`make docs`).
"""

_BAD_INPUT = """
## Bad input

What cannot be coded is told in one line on standard error, which names the file, the row and the mend; the
rest is coded. Rows of a table are numbered as a spreadsheet does (the header is row 1), rows of JSON lines by
their line.

```
dragoman: news.csv:12: “10/08/2021” is no ISO date; write it as YYYY-MM-DD, e.g. 2021-08-10
```

One document may have 5 MB of text. From a folder, files that end in .txt, .html, .htm, .xhtml, .jsonl,
.ndjson, .csv, .tsv, .parquet and .warc are taken, each also with .gz or .zst; a file that is named itself and
ends otherwise is read as text.

Where the output is a folder of tables, what is put aside is in its table `failures`
([corpus.md](corpus.md)).
"""


def cli_markdown() -> str:
    """The whole page."""
    group: Any = typer.main.get_command(app)
    parts = [_HEAD, f"{group.help}\n", f"{group.epilog}\n"]
    parts += [_command(name, command) for name, command in group.commands.items()]
    return "\n".join(parts) + _BAD_INPUT


def _command(name: str, command: Any) -> str:
    words = [f"## dragoman {name}", "", " ".join(command.help.split()), ""]
    rows = [row for parameter in command.params if (row := _parameter(parameter))]
    if rows:
        words += ["| | |", "|---|---|", *rows, ""]
    return "\n".join(words)


def _parameter(parameter: Any) -> str | None:
    if parameter.name == "help":
        return None
    if parameter.param_type_name == "argument":
        name = f"`{parameter.make_metavar_name}`" if hasattr(parameter, "make_metavar_name") else ""
        name = name or f"`{parameter.metavar or parameter.name.upper()}`"
    else:
        metavar = f" {parameter.metavar}" if parameter.metavar else ""
        name = ", ".join(f"`{option}{metavar}`" for option in parameter.opts)
    return f"| {name} | {' '.join((parameter.help or '').split())} |"
