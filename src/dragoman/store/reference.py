"""The reference of the tables, for docs/corpus.md: made from their definition."""

from collections.abc import Iterator

import pyarrow as pa

from dragoman.store.presets import PRESETS, schema_of
from dragoman.store.tables import TABLES, Table

_KEYS = {
    "number": "Position of the document in the inputs, from 0: the key to join tables by.",
    "document": "The document's id as given.",
}


def tables_markdown() -> str:
    """All tables with their columns, and the columns of the presets."""
    return "\n".join([*(_table(table) for table in TABLES), *_presets()])


def _table(table: Table) -> str:
    head = [f"### {table.name}", "", table.meaning, "", "| column | type | what it is |", "|---|---|---|"]
    rows = [f"| `{name}` | {type_words(table.schema.field(name).type)} | {what} |" for name, what in _KEYS.items()]
    rows += [f"| `{c.name}` | {type_words(c.type)} | {c.meaning.replace('|', ' ')} |" for c in table.columns]
    return "\n".join([*head, *rows, ""])


def _presets() -> Iterator[str]:
    for preset in PRESETS:
        names = ", ".join(f"`{field.name}` {type_words(field.type)}" for field in schema_of(preset))
        yield f"### events with --columns {preset}\n\n{names}\n"


def type_words(kind: pa.DataType) -> str:
    """An Arrow type in short words: ``string``, ``list of string``, ``struct``."""
    if pa.types.is_list(kind):
        return f"list of {type_words(kind.value_type)}"
    if pa.types.is_struct(kind):
        return "struct"
    return {"date32[day]": "date", "double": "float64"}.get(str(kind), str(kind))
