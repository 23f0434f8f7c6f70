"""Write the documents that are made from the code, or check that they are current (``--check``)."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from demo import demo_markdown, eval_markdown

from dragoman.cli.reference import cli_markdown
from dragoman.record.schema import columns_markdown, schema_text
from dragoman.store.reference import tables_markdown

ROOT = Path(__file__).resolve().parent.parent
START, END = "<!-- columns: made by make docs -->", "<!-- end of columns -->"


def documents(root: Path = ROOT) -> dict[Path, str]:
    """What each generated document should hold, by its path."""
    record, corpus, readme = root / "docs" / "record.md", root / "docs" / "corpus.md", root / "README.md"
    return {
        root / "docs" / "record.schema.json": schema_text(),
        root / "docs" / "cli.md": cli_markdown(),
        record: with_columns(record.read_text(encoding="utf-8")),
        corpus: between(corpus.read_text(encoding="utf-8"), "tables", tables_markdown()),
        readme: between(between(readme.read_text(encoding="utf-8"), "demo", demo_markdown()), "eval", eval_markdown()),
    }


def with_columns(page: str) -> str:
    """The page with the tables of columns between its two marks made anew."""
    head, _, rest = page.partition(START)
    _, _, tail = rest.partition(END)
    return f"{head}{START}\n\n{columns_markdown()}\n{END}{tail}"


def between(page: str, name: str, text: str) -> str:
    """The page with what stands between the marks of a generated part made anew."""
    start, end = f"<!-- {name}: made by make docs -->", f"<!-- end of {name} -->"
    head, _, rest = page.partition(start)
    _, _, tail = rest.partition(end)
    return f"{head}{start}\n\n{text}\n\n{end}{tail}"


def stale(root: Path = ROOT) -> list[Path]:
    """The generated documents that do not hold what the code says."""
    wanted = documents(root).items()
    return [path for path, text in wanted if not path.exists() or path.read_text(encoding="utf-8") != text]


def main() -> int:
    """Entry point; exit code 1 if a document is not current."""
    found = stale()
    for path in found:
        if "--check" in sys.argv[1:]:
            print(f"{path.relative_to(ROOT)}: not current; run make docs", file=sys.stderr)
        else:
            path.write_text(documents()[path], encoding="utf-8")
            print(f"wrote {path.relative_to(ROOT)}")
    return 1 if found and "--check" in sys.argv[1:] else 0


if __name__ == "__main__":
    sys.exit(main())
