"""JSON Schema of the record, and the table of its columns, both generated from the types.

What each column means stands in ``columns.tsv`` beside this module; a test holds the two together.
"""

import json
from dataclasses import fields
from functools import cache
from importlib.resources import files
from typing import Any, get_args, get_type_hints

from dragoman.record import types
from dragoman.record.json import adapter, json_name

RECORD_TYPES: tuple[type, ...] = (
    types.CodedDocument,
    types.Document,
    types.Entity,
    types.Place,
    types.TimeExpression,
    types.Event,
    types.Statement,
    types.Position,
    types.Control,
    types.Span,
    types.Party,
    types.Attribution,
    types.Size,
    types.Range,
    types.Deadline,
)


@cache
def meanings() -> dict[tuple[str, str], str]:
    """What each column means, by class name and JSON key."""
    lines = files("dragoman.record").joinpath("columns.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return {(kind, key): meaning for kind, key, meaning in rows[1:]}


def json_schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of one line that ``dragoman code --json`` writes.

    Further keys are allowed: a newer version may add fields.
    """
    parts = adapter().json_schema(mode="serialization")["$defs"]
    for kind in RECORD_TYPES:
        _describe(kind.__name__, parts[kind.__name__])
    top = parts.pop("CodedDocument")
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Dragoman coded document"}
    return head | {key: value for key, value in top.items() if key != "title"} | {"$defs": parts}


def _describe(name: str, part: dict[str, Any]) -> None:
    """Put the meaning of the columns in; take out titles that only repeat the key."""
    part["description"] = " ".join(part.pop("description", "").replace("``", "").split("\n\n")[0].split())
    for key, column in part["properties"].items():
        column.pop("title", None)
        column["description"] = meanings()[name, key]


def schema_text() -> str:
    """The schema as ``docs/record.schema.json`` has it."""
    return json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"


def columns_markdown() -> str:
    """The columns of every part of the record as Markdown tables."""
    return "\n".join(_table(kind) for kind in RECORD_TYPES)


def _table(kind: type) -> str:
    hints = get_type_hints(kind)
    head = [f"### {kind.__name__}", "", "| column | type | what it is |", "|---|---|---|"]
    rows = []
    for field in fields(kind):
        key = json_name(field.name)
        meaning = meanings()[kind.__name__, key].replace("|", "\\|")
        rows.append(f"| `{key}` | {_type_words(hints[field.name])} | {meaning} |")
    return "\n".join([*head, *rows, ""])


def _type_words(hint: Any) -> str:
    """A type in the words of JSON: ``list of Span``, ``string or null``, the values of a choice."""
    plain = {str: "string", int: "integer", float: "number", type(None): "null"}
    if hint in plain:
        return plain[hint]
    if isinstance(hint, type) and hint in RECORD_TYPES:
        return f"[{hint.__name__}](#{hint.__name__.lower()})"
    inner = [item for item in get_args(hint) if item is not Ellipsis]
    if isinstance(hint, type(tuple[int])):
        return f"list of {_type_words(inner[0])}"
    if all(isinstance(item, str) for item in inner):
        return ", ".join(f"`{item}`" for item in inner)
    return " or ".join(_type_words(item) for item in inner)
