"""The options of ``dragoman code``, each with its words of help."""

from typing import Annotated

import typer

Inputs = Annotated[
    list[str],
    typer.Argument(
        metavar="INPUT…",
        help="Files (.txt, .html, .jsonl, .csv, .parquet, .warc, each also with .gz or .zst), globs or addresses "
        "(s3://…) of them, folders, or - for standard input: JSON lines if it begins with {, else one text.",
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Write the record as JSON, one line a document (docs/record.md).")]
Date = Annotated[
    str | None,
    typer.Option(metavar="DATE", help="Publication date (YYYY-MM-DD) of documents that bear none."),
]
Model = Annotated[
    str | None,
    typer.Option(
        "--model", metavar="FOLDER", help="A sense model that dragoman train has written; the shipped one if not said."
    ),
]
NoModel = Annotated[bool, typer.Option("--no-model", help="Code by the codebook alone, without the sense model.")]
MinConfidence = Annotated[
    float | None,
    typer.Option("--min-confidence", metavar="P", help="Leave out events of less confidence than this (0 to 1)."),
]
Why = Annotated[bool, typer.Option("--why", help="Show for each event the steps from words to code.")]
Encoding = Annotated[str | None, typer.Option(metavar="NAME", help="Encoding of the inputs, if they are not UTF-8.")]
Columns = Annotated[
    list[str] | None,
    typer.Option(
        "--column",
        metavar="FIELD=NAME",
        help="Column that holds a field of the document (text, id, title, published, url, publication, "
        "author, language), e.g. text=body. May be given several times.",
    ),
]


def _field(name: str) -> typer.models.OptionInfo:
    option: typer.models.OptionInfo = typer.Option(
        f"--{name}", metavar="NAME", help=f"Column that holds the {name}: short for --column {name}=NAME."
    )
    return option


TextColumn = Annotated[str | None, _field("text")]
IdColumn = Annotated[str | None, _field("id")]
TitleColumn = Annotated[str | None, _field("title")]
PublishedColumn = Annotated[str | None, _field("published")]
UrlColumn = Annotated[str | None, _field("url")]
PublicationColumn = Annotated[str | None, _field("publication")]
AuthorColumn = Annotated[str | None, _field("author")]
LanguageColumn = Annotated[str | None, _field("language")]
Output = Annotated[
    str | None,
    typer.Option(
        "--output",
        "-o",
        metavar="PATH",
        help="Write to a file, not to the screen (JSON if it ends in .json, .jsonl or .ndjson); or, if it is a folder, "
        "ends in / or has no suffix, write tables into that folder (docs/corpus.md), which may be an address (s3://…).",
    ),
]
FormatOption = Annotated[
    str | None,
    typer.Option("--format", metavar="NAME", help="Of the tables: parquet (default), csv or jsonl."),
]
PresetOption = Annotated[
    str | None,
    typer.Option(
        "--columns",
        metavar="NAME",
        help="Columns of the table of events: dragoman (default), or those of polecat, plover, cameo or acled.",
    ),
]
WorkersOption = Annotated[
    int | None,
    typer.Option(
        "--workers",
        metavar="N",
        help="Processes that code for the tables; as many as cores (with --engine ray: of the cluster) if not said.",
    ),
]
EngineOption = Annotated[
    str | None,
    typer.Option(
        "--engine",
        metavar="NAME",
        help="Where they run: local (default, this machine) or ray (a Ray cluster; pip install 'dragoman[ray]').",
    ),
]
RayAddressOption = Annotated[
    str | None,
    typer.Option(
        "--ray-address",
        metavar="HOST:PORT",
        help="Of the Ray cluster; if not said, RAY_ADDRESS, or the cluster that runs here, or a new one here.",
    ),
]
TimeoutOption = Annotated[
    float,
    typer.Option("--timeout", metavar="SECONDS", help="The most that one document may take before it is put aside."),
]
WorkOption = Annotated[
    str | None,
    typer.Option(
        "--work-dir",
        metavar="FOLDER",
        help="Where to work if the output is an address; a folder of your cache (~/.cache/dragoman) if not said.",
    ),
]
QuietOption = Annotated[
    bool,
    typer.Option("--quiet", "-q", help="For tables: show no progress and no summary, only what is wrong."),
]
