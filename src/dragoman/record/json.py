"""The record as JSON, in and out: one line a document.

The keys are the field names of :mod:`dragoman.record.types`, with one exception that Python forces on
us: ``from_`` is ``from``. Every field is written, null or empty ones too, so a reader never has to ask
whether a key is there. Fields that a newer version has added are passed over when reading.
"""

import json
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from dragoman.errors import RecordError
from dragoman.record.types import CodedDocument

if TYPE_CHECKING:
    from pydantic import TypeAdapter


def json_name(name: str) -> str:
    """The key that a field has in JSON."""
    return "from" if name == "from_" else name


@cache
def _plan(kind: type) -> tuple[tuple[str, str], ...]:
    """Attribute and key of each field of a record's class, in order."""
    return tuple((field.name, json_name(field.name)) for field in fields(kind))


@cache
def _is_record(kind: type) -> bool:
    return is_dataclass(kind)


def to_plain(value: Any) -> Any:
    """Any value of the record as plain data: dicts, lists, strings, numbers, booleans and None."""
    kind: Any = type(value)
    if kind is tuple:
        return [to_plain(item) for item in value]
    if _is_record(kind):
        return {key: to_plain(getattr(value, name)) for name, key in _plan(kind)}
    return value


def to_json(coded: CodedDocument) -> str:
    """The coded document as one line of JSON (no line break at its end)."""
    return json.dumps(to_plain(coded), ensure_ascii=False)


@cache
def adapter() -> "TypeAdapter[CodedDocument | None]":
    """The validator of the contract. Pydantic is imported here, at the edge, and only when needed.

    The type has ``None`` beside it because pydantic takes a configuration only for a type that is not
    itself a dataclass; :func:`from_json` refuses null.
    """
    from pydantic import ConfigDict, TypeAdapter  # noqa: PLC0415

    config = ConfigDict(strict=True, alias_generator=json_name, json_schema_serialization_defaults_required=True)
    return TypeAdapter(CodedDocument | None, config=config)


def from_json(line: str | bytes) -> CodedDocument:
    """Read back what :func:`to_json` wrote.

    Raises:
        RecordError: not JSON, or not a coded document; the message names the field.
    """
    from pydantic import ValidationError  # noqa: PLC0415

    try:
        coded = adapter().validate_json(line)
    except ValidationError as error:
        raise RecordError(_explain(error.errors(include_url=False, include_input=False))) from None
    if coded is None:
        raise RecordError("the record: null where a coded document should be; give one JSON object a line")
    return coded


def _explain(problems: list[Any]) -> str:
    """The first problem in words, with the path of the field it is in."""
    first = problems[0]
    steps = [step for step in first["loc"] if step != "CodedDocument"]
    path = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps).lstrip(".")
    more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
    mend = "give JSON as dragoman code --json writes it"
    return f"{path or 'the record'}: {first['msg'].rstrip('.')}{more}; {mend}"


def check_spans(coded: CodedDocument) -> None:
    """Check that every span of the record holds: ``document.text[start:end] == text``.

    Raises:
        RecordError: one does not; the message gives its path, e.g. ``events[0].actor[1]``.
    """
    text = coded.document.text
    for path, span in _spans(coded, ""):
        found = text[span.start : span.end]
        if not 0 <= span.start <= span.end or found != span.text:
            where = f"{coded.document.id}: {path.lstrip('.')}"
            problem = f"text[{span.start}:{span.end}] is {found[:60]!r}, not {span.text[:60]!r}"
            raise RecordError(f"{where}: {problem}; spans are offsets into document.text, end exclusive")


def _spans(value: Any, path: str) -> Iterator[tuple[str, Any]]:
    """Every value with ``start``, ``end`` and ``text`` below a value of the record, with its path."""
    kind: Any = type(value)
    if kind is tuple:
        for number, item in enumerate(value):
            yield from _spans(item, f"{path}[{number}]")
    elif _is_record(kind):
        names = [name for name, _ in _plan(kind)]
        if {"start", "end", "text"}.issubset(names):
            yield path, value
        for name in names:
            yield from _spans(getattr(value, name), f"{path}.{json_name(name)}")
