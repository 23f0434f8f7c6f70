"""A record line of a report, and the JSON of the record that it stands for.

    event ASSAULT aerial | trigger: bombed | actor: Turkish jets [TUR MIL] | date: 2020-06-14
    statement | speaker: the minister | cue: said | content: "We will ... tomorrow,"
    position demand withdrawal | party: the minister | proposition: … | toward: Ankara
    control gained | holder: the rebels | place: Idlib | from: the army

``docs/evaluation.md`` lists all fields. A ``?`` after the first word (``event? …``) marks a record
that a careful coder may leave out: found or not, it is left out of the count.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from eval.errors import CaseError
from eval.vocabulary import AUXILIARIES, CHANGES, CLAIMS, FORMS, ISSUES, KINDS, MODES, SECTORS
from eval.words import Json, Scope, find, occurs

Codes = Mapping[str, tuple[str | None, str | None]]

_CODED = re.compile(r"^(.*\S)\s+\[(\S+)(?:\s+(\S+))?\]$")
_SIZE = re.compile(r"^(dead|injured|arrested) (\d+)(\+?)$")
_FIELDS = {
    "event": "trigger also actor recipient claim auxiliary date enddate place size note",
    "statement": "speaker cue content form date note",
    "position": "party proposition toward condition deadline claim date note",
    "control": "holder from place place_type count claim auxiliary date note",
}


@dataclass(frozen=True, slots=True)
class Line:
    """A record line, taken apart: ``head`` are the words before the first bar."""

    head: tuple[str, ...]
    fields: Mapping[str, str]
    scope: Scope
    codes: Codes
    place: str

    def fail(self, problem: str, mend: str) -> CaseError:
        return CaseError(self.place, problem, mend)

    def need(self, field: str) -> str:
        if field not in self.fields:
            raise self.fail(f"no '{field}:'", "every record of this kind needs one")
        return self.fields[field]

    def one_of(self, word: str, allowed: frozenset[str], what: str) -> str:
        if word not in allowed:
            raise self.fail(f"'{word}' is no {what}", f"use one of {', '.join(sorted(allowed))}")
        return word


def read_record(text: str, *, scope: Scope, codes: Codes, place: str) -> tuple[str, Json]:
    """The list (``events`` …) that a record line belongs to, and the record.

    Raises:
        CaseError: an unknown field or value, or words that the text lacks.
    """
    head, *rest = [part.strip() for part in text.split(" | ")]
    first, *words = head.split()
    kind = first.removesuffix("?")
    if kind not in _FIELDS:
        raise CaseError(place, f"'{first}' is no kind of record", f"begin with {', '.join(_FIELDS)}")
    line = Line(tuple(words), _fields(rest, kind, place), scope, codes, place)
    name, build = _BUILDERS[kind]
    record = build(line)
    if first.endswith("?"):
        record["optional"] = True
    return name, record


def _fields(parts: list[str], kind: str, place: str) -> dict[str, str]:
    fields: dict[str, str] = {}
    for part in parts:
        name, colon, value = part.partition(":")
        if not colon or name not in _FIELDS[kind].split():
            raise CaseError(place, f"'{part}' is no field of a {kind}", f"fields are {_FIELDS[kind]}")
        if name in fields or not value.strip():
            raise CaseError(place, f"'{name}' is empty or given twice", "give each field once, with a value")
        fields[name] = value.strip()
    return fields


def _event(line: Line) -> Json:
    if not line.head:
        raise line.fail("no event type", "write the PLOVER type after 'event'")
    kind, *modes = line.head
    line.one_of(kind, frozenset(MODES), "PLOVER type")
    record: Json = {
        "type": kind,
        "mode": [line.one_of(mode, MODES[kind], f"mode of {kind}") for mode in modes],
        "trigger": _spans(line, "trigger"),
        "actor": _parties(line, "actor"),
        "recipient": _parties(line, "recipient"),
        "auxiliary": _auxiliary(line),
        "claim": _claim(line),
        "date": _date(line, "date"),
        "place": _name(line, "place"),
    }
    if "also" in line.fields:
        record["also"] = _spans(line, "also")
    if "enddate" in line.fields:
        record["enddate"] = _date(line, "enddate")
    if "size" in line.fields:
        record["size"] = _size(line)
    return record


def _statement(line: Line) -> Json:
    content = _spans(line, "content")
    record: Json = {
        "speaker": _party(line, "speaker"),
        "cue": _span(line, "cue"),
        "content": content,
        "form": line.one_of(line.fields.get("form") or _form(content), FORMS, "form"),
    }
    if "date" in line.fields:
        record["date"] = _date(line, "date")
    return record


def _form(content: list[Json]) -> str:
    """Direct if every piece is a quotation from end to end, mixed if there is a quotation in it."""
    texts = [piece["text"].rstrip(".,") for piece in content]
    if all(text[0] in '"“' and text[-1] in '"”' for text in texts):
        return "direct"
    return "mixed" if any(mark in text for text in texts for mark in '"“') else "indirect"


def _position(line: Line) -> Json:
    if len(line.head) != 2:
        raise line.fail("no kind and issue", "write both after 'position', e.g. 'position demand ceasefire'")
    line.need("party")
    line.need("proposition")
    return {
        "party": _party(line, "party"),
        "kind": line.one_of(line.head[0], KINDS, "kind of position"),
        "issue": line.one_of(line.head[1], ISSUES, "issue"),
        "proposition": _span(line, "proposition"),
        "toward": _name(line, "toward"),
        "condition": _span(line, "condition"),
        "deadline": _deadline(line),
        "claim": _claim(line),
    }


def _control(line: Line) -> Json:
    if len(line.head) != 1:
        raise line.fail("no change", "write it after 'control', e.g. 'control gained'")
    if "place" not in line.fields and "place_type" not in line.fields:
        raise line.fail("neither 'place:' nor 'place_type:'", "say what is held")
    record: Json = {
        "holder": _party(line, "holder"),
        "from": _party(line, "from"),
        "place": _span(line, "place", earlier=True),
        "count": int(line.fields["count"]) if "count" in line.fields else None,
        "change": line.one_of(line.head[0], CHANGES, "change of control"),
        "claim": _claim(line),
        "auxiliary": _auxiliary(line),
    }
    if "place_type" in line.fields:
        record["place_type"] = _name(line, "place_type")
    if "date" in line.fields:
        record["date"] = _date(line, "date")
    return record


_BUILDERS: dict[str, tuple[str, Callable[[Line], Json]]] = {
    "event": ("events", _event),
    "statement": ("statements", _statement),
    "position": ("positions", _position),
    "control": ("control", _control),
}


def _span(line: Line, field: str, *, earlier: bool = False) -> Json | None:
    value = line.fields.get(field)
    return find(value, line.scope, place=line.place, earlier=earlier) if value else None


def _spans(line: Line, field: str) -> list[Json]:
    return [find(part, line.scope, place=line.place) for part in _parts(line.need(field))]


def _parts(value: str) -> list[str]:
    return [part.strip() for part in value.split(";")]


def _party(line: Line, field: str) -> Json | None:
    return _span(line, field, earlier=True)


def _parties(line: Line, field: str) -> list[Json]:
    value = line.fields.get(field)
    return [_coded_party(part, line) for part in _parts(value)] if value else []


def _coded_party(value: str, line: Line) -> Json:
    coded = _CODED.match(value)
    words = coded[1] if coded else value
    found = find(words, line.scope, place=line.place, earlier=True)
    if coded:
        code, sector = coded[2], coded[3] or "-"
    else:
        given = line.codes.get(found["text"].lower())
        if given is None:
            raise line.fail(f"no code for '{words}'", "add [CODE SECTOR] or a 'codes:' line to the header")
        code, sector = given[0] or "-", given[1] or "-"
    return {**found, **read_codes(code, sector, place=line.place)}


def read_codes(code: str, sector: str, *, place: str) -> dict[str, str | None]:
    """``{"code", "sector"}``; ``-`` stands for none."""
    if code != "-" and not re.fullmatch("[A-Z]{3}", code):
        raise CaseError(place, f"'{code}' is no country code", "use three capitals, or - for none")
    if sector != "-" and sector not in SECTORS:
        raise CaseError(place, f"'{sector}' is no sector", "use a PLOVER sector, or - for none")
    return {"code": None if code == "-" else code, "sector": None if sector == "-" else sector}


def _name(line: Line, field: str) -> str | None:
    value = line.fields.get(field)
    if value is not None and not occurs(value, line.scope.text):
        raise line.fail(f"'{value}' does not stand in the text", "copy the words from the text")
    return value


def _claim(line: Line) -> str:
    return line.one_of(line.fields.get("claim", "asserted"), CLAIMS, "claim")


def _auxiliary(line: Line) -> list[str]:
    words = line.fields.get("auxiliary", "").split()
    return [line.one_of(word, AUXILIARIES, "auxiliary") for word in words]


def _date(line: Line, field: str) -> str | None:
    value = line.fields.get(field)
    return iso_day(value, place=line.place) if value else None


def iso_day(value: str, *, place: str) -> str:
    """The value, if it is an ISO date."""
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError as error:
        raise CaseError(place, f"'{value}' is no date", "write YYYY-MM-DD") from error


def _deadline(line: Line) -> Json | None:
    value = line.fields.get("deadline")
    if not value:
        return None
    words, equals, day = value.partition(" = ")
    found = find(words, line.scope, place=line.place)
    return {**found, "date": iso_day(day, place=line.place) if equals else None}


def _size(line: Line) -> Json:
    size: Json = {}
    for part in line.fields["size"].split(","):
        match = _SIZE.match(part.strip())
        if not match:
            raise line.fail(f"'{part.strip()}' is no size", "write e.g. 'dead 12, injured 24+'")
        size[match[1]] = {"min": int(match[2])} if match[3] else int(match[2])
    return size
