"""Scores of the four lists over a set of gold rows and their answers."""

from collections.abc import Iterable, Mapping
from typing import Any

from eval.answers import Answer, offsets
from eval.counting import Tally, pair_off
from eval.matching import RULES, Rule, items
from eval.parties import touch
from eval.words import Json

Tallies = Mapping[str, Tally]


def score(pairs: Iterable[tuple[Json, Answer]]) -> dict[str, Tally]:
    """A tally for each list that any of the gold rows labels.

    Args:
        pairs: gold rows (``{"id", "text", "labels"}``) with the answers for them.
    """
    tallies: dict[str, Tally] = {}
    for row, answer in pairs:
        for name, rule in RULES.items():
            if row["labels"].get(name) is not None:
                _add(tallies.setdefault(name, Tally()), name, rule, row, answer)
    return tallies


def _add(tally: Tally, name: str, rule: Rule, row: Json, answer: Answer) -> None:
    gold: list[Json] = row["labels"][name]
    coded = [item for item in items(name, answer) if not _is_unjudged(item, row)]
    if not gold:
        tally.empty += 1
        tally.quiet += not coded
    gold, coded = _without_optional(rule, gold, coded, answer)
    pairs = pair_off(gold, coded, fit=lambda g, c: rule.fit(answer, g, c))
    tally.gold += len(gold)
    tally.coded += len(coded)
    tally.matched += len(pairs)
    for i, j in pairs.items():
        _add_match(tally, name, rule, row["id"], (gold[i], coded[j], answer))
    found = set(pairs.values())
    tally.misses += [f"{row['id']}: {name}: not found: {brief(g)}" for i, g in enumerate(gold) if i not in pairs]
    tally.misses += [f"{row['id']}: {name}: not in gold: {brief(c)}" for j, c in enumerate(coded) if j not in found]


def _is_unjudged(coded: Json, row: Json) -> bool:
    """Does the record rest on words that the gold does not judge?"""
    return touch(offsets(coded.get("evidence")), offsets(row.get("unjudged")))


def _without_optional(rule: Rule, gold: list[Json], coded: list[Json], answer: Answer) -> tuple[list[Json], list[Json]]:
    """Gold and coded items that count: no optional gold item, nothing that was coded for one, and no
    second record of an event that the gold says is told twice (``also``)."""
    pairs = pair_off(gold, coded, fit=lambda g, c: rule.fit(answer, g, c))
    spare = {j for i, j in pairs.items() if gold[i].get("optional")}
    lenient = [g for g in gold if g.get("optional") or g.get("also")]
    taken = set(pairs.values())
    spare |= {
        j for j, c in enumerate(coded) if j not in taken and any(rule.fit(answer, g, c) is not None for g in lenient)
    }
    return [g for g in gold if not g.get("optional")], [c for j, c in enumerate(coded) if j not in spare]


def _add_match(tally: Tally, name: str, rule: Rule, row_id: str, match: tuple[Json, Json, Answer]) -> None:
    gold, coded, answer = match
    right = rule.fields(answer, gold, coded)
    for field, value in right.items():
        tally.add_field(field, right=value)
    tally.full += all(right.get(field, True) for field in rule.needed)
    wrong = [
        f"{field} {brief(_shown(gold, field))} coded as {brief(_shown(coded, field))}"
        for field, value in right.items()
        if not value
    ]
    if wrong:
        tally.misses.append(f"{row_id}: {name}: wrong {'; '.join(wrong)} in {brief(gold)}")


_SHOWN = (
    "type change kind issue event_text trigger actor recipient speaker content party proposition "
    "holder from place place_type claim auxiliary"
)


def _shown(record: Json, field: str) -> Any:
    """The value behind the name of a field in the figures."""
    side, _, key = field.partition("_")
    if key in ("code", "sector"):
        return [party.get(key) for party in record.get(side) or []]
    if field == "place":
        return record.get("place") or record.get("event_loc")
    return record.get("date" if field == "no_date" else field)


def brief(value: Any) -> str:
    """A record, span or list in few words."""
    if isinstance(value, list):
        return f"({', '.join(brief(item) for item in value)})"
    if isinstance(value, dict):
        if "text" in value:
            return repr(value["text"][:100])
        return ", ".join(f"{key}: {brief(value[key])}" for key in _SHOWN.split() if value.get(key))
    return str(value)


def figures(tallies: Tallies) -> dict[str, float]:
    """The figures that floors are set for: ``events.f1``, ``events.full``, ``events.clean`` …"""
    found: dict[str, float | None] = {}
    for name, tally in tallies.items():
        found |= {f"{name}.f1": tally.f1, f"{name}.full": tally.full_f1, f"{name}.clean": tally.clean}
    return {name: round(value, 4) for name, value in found.items() if value is not None}


def as_json(tallies: Tallies) -> Json:
    """All figures of a set as plain data."""
    return {
        name: {
            "precision": tally.precision,
            "recall": tally.recall,
            "f1": tally.f1,
            "full": tally.full_f1,
            "clean": tally.clean,
            "gold": tally.gold,
            "coded": tally.coded,
            "fields": {
                field: {"accuracy": right / asked, "asked": asked} for field, (right, asked) in tally.fields.items()
            },
        }
        for name, tally in tallies.items()
    }


def as_table(set_name: str, tallies: Tallies) -> str:
    """The figures of a set as lines of text."""
    lines = [f"{set_name}"]
    for name, tally in tallies.items():
        shares = {
            "P": tally.precision,
            "R": tally.recall,
            "F1": tally.f1,
            "full": tally.full_f1,
            "clean": tally.clean,
        }
        shown = "  ".join(f"{key} {value:.3f}" for key, value in shares.items() if value is not None)
        lines.append(f"  {name:<11}{shown}  ({tally.gold} gold, {tally.coded} coded)")
        fields = [f"{field} {right / asked:.2f}" for field, (right, asked) in sorted(tally.fields.items())]
        if fields:
            lines.append(f"    fields: {', '.join(fields)}")
    return "\n".join(lines)
