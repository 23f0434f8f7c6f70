"""Single sentences with their labels: one line a case.

    HEAD :: sentence with [marks:in it]

The head has one part a record, parted by ``;``, and ``-`` for a sentence that gives none; the marks
say which words fill which field of which record (``[a2:…]``: the actor of the second). Each file
has its own words for the head and its own marks:

==========  ==============================================  ==========================================
file        head                                            marks
==========  ==============================================  ==========================================
events      TYPE mode … auxiliary … claim                   t trigger, a actor, r recipient
positions   kind issue claim toward=NAME by=DATE            p party, x proposition, w toward,
                                                            if condition, by deadline
control     change claim auxiliary … count=N                h holder, f from, p place, k place type
near_misses (none): nothing may be coded;                   (none)
            ``~``: events are not judged
==========  ==============================================  ==========================================
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.errors import CaseError
from eval.marks import Mark, unmarked
from eval.records import iso_day
from eval.vocabulary import AUXILIARIES, CHANGES, CLAIMS, ISSUES, KINDS, MODES
from eval.words import Json, occurs, span


@dataclass(frozen=True, slots=True)
class _Case:
    """One record of a sentence: the words of its head and its marks."""

    head: tuple[str, ...]
    marks: tuple[Mark, ...]
    text: str
    place: str

    def spans(self, role: str) -> list[Json]:
        return [span(mark.start, mark.end, self.text) for mark in self.marks if mark.role == role]

    def one(self, role: str) -> Json | None:
        found = self.spans(role)
        if len(found) > 1:
            raise CaseError(self.place, f"two marks '{role}' in one record", "number the marks, or drop one")
        return found[0] if found else None

    def need(self, role: str) -> Json:
        found = self.one(role)
        if not found:
            raise CaseError(self.place, f"no mark '{role}'", "every record of this file needs one")
        return found

    def option(self, name: str) -> str | None:
        return next((word.split("=", 1)[1] for word in self.head if word.startswith(f"{name}=")), None)

    def words(self) -> list[str]:
        return [word for word in self.head if "=" not in word]


def read_sentences(path: Path) -> list[Json]:
    """The gold rows of a sentence file; its name says which list it labels.

    Raises:
        CaseError: a line that breaks the format, with file and line.
    """
    return parse_sentences(path.read_text(encoding="utf-8"), name=path.name)


def parse_sentences(source: str, *, name: str) -> list[Json]:
    """As :func:`read_sentences`, from the file's text."""
    stem = name.removesuffix(".txt")
    if stem not in _READERS:
        raise CaseError(name, "no known sentence file", f"use {', '.join(_READERS)}")
    rows: list[Json] = []
    for number, line in enumerate(source.splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            labels, text = _READERS[stem](line.strip(), f"{name}:{number}")
            rows.append({"id": f"{stem}:{len(rows) + 1}", "text": text, "meta": {"line": number}, "labels": labels})
    return rows


def _near_miss(line: str, place: str) -> tuple[Json, str]:
    text = line.removeprefix("~").strip()
    if "::" in text or "[" in text:
        raise CaseError(place, "a near miss has no head and no marks", "write the sentence alone")
    empty: Json = {"positions": [], "control": []}
    return (empty if line.startswith("~") else {"events": [], **empty}), text


def _labelled(list_name: str, build: Callable[[_Case], Json]) -> Callable[[str, str], tuple[Json, str]]:
    def read(line: str, place: str) -> tuple[Json, str]:
        head, separator, marked = line.partition(" :: ")
        if not separator:
            raise CaseError(place, "no ' :: ' between head and sentence", "write HEAD :: sentence")
        text, marks = unmarked(marked.strip(), place=place)
        heads = [] if head.strip() == "-" else [tuple(part.split()) for part in head.split(";")]
        _check_numbers(marks, len(heads), place)
        cases = [_Case(words, _of_record(marks, n), text, place) for n, words in enumerate(heads, 1)]
        return {list_name: [build(case) for case in cases]}, text

    return read


def _of_record(marks: Sequence[Mark], number: int) -> tuple[Mark, ...]:
    return tuple(mark for mark in marks if mark.record == number)


def _check_numbers(marks: Sequence[Mark], heads: int, place: str) -> None:
    for mark in marks:
        if mark.record > heads:
            raise CaseError(place, f"the mark '{mark.role}{mark.record}' has no record", "add a part to the head")


def _event(case: _Case) -> Json:
    kind, *words = case.words()
    if kind not in MODES:
        raise CaseError(case.place, f"'{kind}' is no PLOVER type", f"use one of {', '.join(MODES)}")
    _known(case, MODES[kind] | AUXILIARIES | CLAIMS, words)
    _known_marks(case, "t a r")
    if not case.spans("t"):
        raise CaseError(case.place, "no mark 't'", "mark the words that make it an event")
    return {
        "type": kind,
        "mode": [word for word in words if word in MODES[kind]],
        "trigger": case.spans("t"),
        "actor": case.spans("a"),
        "recipient": case.spans("r"),
        "auxiliary": [word for word in words if word in AUXILIARIES],
        "claim": _claim(words),
    }


def _position(case: _Case) -> Json:
    words = case.words()
    if len(words) < 2 or words[0] not in KINDS or words[1] not in ISSUES:
        raise CaseError(case.place, f"'{' '.join(words)}' is no kind and issue", "write e.g. 'demand ceasefire'")
    _known(case, CLAIMS, words[2:])
    _known_marks(case, "p x w if by")
    return {
        "party": case.need("p"),
        "kind": words[0],
        "issue": words[1],
        "proposition": case.need("x"),
        "toward": _toward(case),
        "condition": case.one("if"),
        "deadline": _deadline(case),
        "claim": _claim(words[2:]),
    }


def _toward(case: _Case) -> Json | str | None:
    name = case.option("toward")
    if name is None:
        return case.one("w")
    name = name.replace("_", " ")
    if not occurs(name, case.text):
        raise CaseError(case.place, f"'{name}' does not stand in the sentence", "copy it, with _ for spaces")
    return name


def _deadline(case: _Case) -> Json | None:
    words, day = case.one("by"), case.option("by")
    if not words:
        return None
    return {**words, "date": iso_day(day, place=case.place) if day else None}


def _control(case: _Case) -> Json:
    words = case.words()
    if not words or words[0] not in CHANGES:
        raise CaseError(case.place, f"'{' '.join(words)}' is no change", f"use {', '.join(sorted(CHANGES))}")
    _known(case, AUXILIARIES | CLAIMS, words[1:])
    _known_marks(case, "h f p k")
    place, kind, count = case.one("p"), case.one("k"), case.option("count")
    if not place and not kind:
        raise CaseError(case.place, "neither a mark 'p' nor 'k'", "mark what is held")
    return {
        "holder": case.one("h"),
        "from": case.one("f"),
        "place": place,
        **({"place_type": kind["text"]} if kind else {}),
        "count": int(count) if count else None,
        "change": words[0],
        "claim": _claim(words[1:]),
        "auxiliary": [word for word in words if word in AUXILIARIES],
    }


def _known(case: _Case, allowed: frozenset[str], words: Sequence[str]) -> None:
    for word in words:
        if word not in allowed:
            raise CaseError(case.place, f"'{word}' is not known here", f"use {', '.join(sorted(allowed))}")


def _known_marks(case: _Case, roles: str) -> None:
    for mark in case.marks:
        if mark.role not in roles.split():
            raise CaseError(case.place, f"the mark '{mark.role}' is not known here", f"use {roles}")


def _claim(words: Sequence[str]) -> str:
    return next((word for word in words if word in CLAIMS), "asserted")


_READERS: dict[str, Callable[[str, str], tuple[Json, str]]] = {
    "events": _labelled("events", _event),
    "positions": _labelled("positions", _position),
    "control": _labelled("control", _control),
    "near_misses": _near_miss,
}
