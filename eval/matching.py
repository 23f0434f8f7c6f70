"""When a coded record is the gold's, and which of its fields are right.

Each list has a rule: ``fit`` says how well a coded item fits a gold item (None: not at all),
``fields`` which of the fields that the gold asks for are right, ``needed`` which of them must be right
for the item to count as fully right. ``docs/evaluation.md`` tells the rules in words.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from eval.answers import Answer, offsets
from eval.counting import Fit
from eval.parties import (
    are_parties,
    is_party,
    is_place,
    likeness,
    meet,
    name_of,
    same_name,
    same_words,
    share_party,
    touch,
)
from eval.words import Json

Fields = dict[str, bool]


@dataclass(frozen=True, slots=True)
class Rule:
    """How one list is scored; see the module."""

    fit: Callable[[Answer, Json, Json], Fit | None]
    fields: Callable[[Answer, Json, Json], Fields]
    needed: tuple[str, ...]


def items(name: str, answer: Answer) -> list[Json]:
    """The coded items of a list; an event of several types counts as several."""
    found = answer.items(name)
    if name != "events":
        return found
    return [{**event, "type": kind} for event in found for kind in event.get("event") or []]


# Events


def _event_fit(answer: Answer, gold: Json, coded: Json) -> Fit | None:
    if gold["type"] != coded["type"]:
        return None
    wanted, words = _trigger(gold), offsets(coded.get("event_text"))
    parties = all(share_party(answer, _list(gold, side), _list(coded, side)) for side in ("actor", "recipient"))
    if meet(words, wanted):
        return (2.0 + likeness(words, wanted), float(parties), _closeness(gold, coded))
    in_sentence = touch(wanted, offsets(coded.get("evidence")))
    return (1.0, 1.0, _closeness(gold, coded)) if parties and in_sentence else None


def _trigger(gold: Json) -> list[tuple[int, int]]:
    return [*offsets(gold.get("trigger")), *offsets(gold.get("also"))]


def _closeness(gold: Json, coded: Json) -> float:
    return likeness(offsets(gold.get("actor")), offsets(coded.get("actor")))


def _event_fields(answer: Answer, gold: Json, coded: Json) -> Fields:
    right = {
        "actor": are_parties(answer, _list(gold, "actor"), _list(coded, "actor")),
        "recipient": are_parties(answer, _list(gold, "recipient"), _list(coded, "recipient")),
        "mode": set(_list(gold, "mode")) == set(_list(coded, "mode")),
        "auxiliary": set(_list(gold, "auxiliary")) == set(_list(coded, "auxiliary")),
        "claim": gold.get("claim") == coded.get("claim"),
        "enddate": gold.get("enddate") == coded.get("enddate"),
        "size": _same_size(gold.get("size"), coded.get("size")),
    }
    fields = _asked(gold, right)
    if gold.get("place"):
        fields["place"] = is_place(gold["place"], coded.get("event_loc"))
    for side in ("actor", "recipient"):
        fields |= _codes(_list(gold, side), _list(coded, side), side)
    return fields | _date(gold, coded)


def _codes(gold: list[Json], coded: list[Json], side: str) -> Fields:
    """Are country codes and sectors right? Asked where the gold gives them for every party."""
    return {
        f"{side}_{key}": {party[key] for party in gold} == {party.get(key) for party in coded}
        for key in ("code", "sector")
        if gold and all(isinstance(party, dict) and key in party for party in gold)
    }


def _same_size(gold: Json | None, coded: Json | None) -> bool:
    """The same number, or lower bound, for each thing that the gold counts."""
    return all(_at_least(number) == _at_least((coded or {}).get(what)) for what, number in (gold or {}).items())


def _at_least(number: Any) -> int | None:
    return number.get("min") if isinstance(number, dict) else number


# Statements


def _content_f1(answer: Answer, gold: Json, coded: Json) -> float:
    wanted, found = answer.tokens(offsets(gold.get("content"))), answer.tokens(offsets(coded.get("content")))
    return 2 * len(wanted & found) / (len(wanted) + len(found)) if wanted and found else 0.0


def _statement_fit(answer: Answer, gold: Json, coded: Json) -> Fit | None:
    content = _content_f1(answer, gold, coded)
    if content < 0.5 or not is_party(answer, gold.get("speaker"), coded.get("speaker")):
        return None
    return (content, likeness(offsets(gold.get("cue")), offsets(coded.get("cue"))))


def _statement_fields(answer: Answer, gold: Json, coded: Json) -> Fields:
    right = {
        "content": _content_f1(answer, gold, coded) >= 0.8,
        "cue": same_words(gold.get("cue"), coded.get("cue")),
        "form": gold.get("form") == coded.get("form"),
    }
    return _asked(gold, right) | _date(gold, coded)


# Positions


def _position_fit(answer: Answer, gold: Json, coded: Json) -> Fit | None:
    wanted, found = offsets(gold.get("proposition")), offsets(coded.get("proposition"))
    if not meet(found, wanted) or not is_party(answer, gold.get("party"), coded.get("party")):
        return None
    same = (gold.get("kind") == coded.get("kind"), gold.get("issue") == coded.get("issue"))
    return (likeness(wanted, found), float(same[0]), float(same[1]))


def _position_fields(answer: Answer, gold: Json, coded: Json) -> Fields:
    right = {
        "kind": gold.get("kind") == coded.get("kind"),
        "issue": gold.get("issue") == coded.get("issue"),
        "toward": is_party(answer, gold.get("toward"), coded.get("toward")),
        "condition": same_words(gold.get("condition"), coded.get("condition")),
        "deadline": _same_deadline(gold.get("deadline"), coded.get("deadline")),
        "claim": gold.get("claim") == coded.get("claim"),
    }
    return _asked(gold, right)


def _same_deadline(gold: Any, coded: Json | None) -> bool:
    """The same day where both give one, else overlapping words, or none on both sides."""
    gold = {"date": gold} if isinstance(gold, str) else gold
    days = ((gold or {}).get("date"), (coded or {}).get("date"))
    return days[0] == days[1] if all(days) else same_words(gold, coded)


# Control


def _control_fit(answer: Answer, gold: Json, coded: Json) -> Fit | None:
    contested = gold.get("change") == "contested" == coded.get("change")  # nobody's yet: no holder to ask for
    if not contested and not is_party(answer, gold.get("holder"), coded.get("holder")):
        return None
    place = is_place(gold.get("place"), coded.get("place"))
    by_type = not name_of(gold.get("place")) or not coded.get("place")
    kind = by_type and same_name(gold.get("place_type"), coded.get("place_type"))
    if not place and not kind:
        return None
    return (float(place), float(gold.get("change") == coded.get("change")), float(kind))


def _control_fields(answer: Answer, gold: Json, coded: Json) -> Fields:
    right = {
        "change": gold.get("change") == coded.get("change"),
        "from": is_party(answer, gold.get("from"), coded.get("from")),
        "count": gold.get("count") == coded.get("count"),
        "claim": gold.get("claim") == coded.get("claim"),
        "auxiliary": set(_list(gold, "auxiliary")) == set(_list(coded, "auxiliary")),
    }
    fields = _asked(gold, right)
    if gold.get("place_type"):
        fields["place_type"] = same_name(gold["place_type"], coded.get("place_type"))
    return fields | _date(gold, coded)


# Shared


def _list(record: Json, field: str) -> list[Any]:
    value = record.get(field)
    return value if isinstance(value, list) else [] if value is None else [value]


def _asked(gold: Json, right: Fields) -> Fields:
    """The fields that the gold has, and so asks for."""
    return {name: value for name, value in right.items() if name in gold}


def _date(gold: Json, coded: Json) -> Fields:
    """``date`` where the gold gives a day, ``no_date`` where it says that the text gives none."""
    if "date" not in gold:
        return {}
    if gold["date"]:
        return {"date": gold["date"] == coded.get("date")}
    day_from_text = coded.get("date_from") == "text" and coded.get("date_precision") == "day"
    return {"no_date": not (coded.get("date") and day_from_text)}


RULES: Mapping[str, Rule] = {
    "events": Rule(_event_fit, _event_fields, ("actor", "recipient", "claim", "auxiliary")),
    "statements": Rule(_statement_fit, _statement_fields, ("content",)),
    "positions": Rule(_position_fit, _position_fields, ("kind", "issue")),
    "control": Rule(_control_fit, _control_fields, ("change",)),
}
