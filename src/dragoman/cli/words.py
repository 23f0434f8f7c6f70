"""The values of a record in the short words of the report on the terminal."""

from collections.abc import Sequence

from dragoman.cli.marked import clean
from dragoman.record.types import (
    Attribution,
    Control,
    Count,
    Event,
    Party,
    Place,
    Position,
    Range,
    Size,
    Statement,
)

Dated = Event | Statement | Position | Control

QUAD_MARKS = {1: "○", 2: "●", 3: "△", 4: "▲"}
"""Circle for cooperation, triangle for conflict; hollow for words, filled for deeds."""

QUAD_STYLES = {1: "green", 2: "bold green", 3: "red", 4: "bold red"}


def party_words(party: Party | None) -> str:
    """``Taliban (AFG REB)``; a dash for nobody."""
    if party is None:
        return "–"
    codes = " ".join(code for code in (party.code, party.sector, *party.other_sectors) if code)
    name = clean(party.name or party.text)
    return f"{name} ({codes})" if codes else name


def parties_words(parties: Sequence[Party]) -> str:
    """Several parties, joined; a dash for none."""
    return " + ".join(party_words(party) for party in parties) or "–"


def date_words(record: Dated) -> str:
    """``2021-08-06 – 2021-08-10``, with what is not exact or not from the words in brackets."""
    if record.date is None:
        return "no date"
    days = record.date
    if record.enddate and record.enddate != record.date:
        days = f"{record.date} – {record.enddate}"
    precision = record.date_precision if record.date_precision in ("month", "year") else ""
    source = "as published" if record.date_from == "publication" else ""
    hedge = ", ".join(word for word in (precision, source) if word)
    return f"{days} ({hedge})" if hedge else days


def place_words(place: Place) -> str:
    """``Kunduz, Afghanistan``, or the words and that they are not resolved."""
    if place.resolved_place is None and place.country is None:
        return f"{clean(place.text)} (not resolved)"
    names = [place.resolved_place or place.extracted_place, place.province, place.country]
    kept = [name for number, name in enumerate(names) if name and name not in names[:number]]
    return ", ".join(kept)


def count_words(count: Count) -> str:
    """``12``, ``12 or more``, ``up to 30``, ``12 to 30``."""
    if isinstance(count, Range):
        if count.max is None:
            return f"{count.min or 0} or more"
        return f"up to {count.max}" if count.min is None else f"{count.min} to {count.max}"
    return str(count)


def size_words(size: Size) -> str:
    """``12 or more dead, 30 injured``."""
    counts = {"dead": size.dead, "injured": size.injured, "arrested": size.arrested}
    return ", ".join(f"{count_words(count)} {what}" for what, count in counts.items() if count is not None)


def claim_words(claim: str, attribution: Sequence[Attribution]) -> str:
    """On whose word: ``asserted``, or ``claimed by Poland (POL GOV), “said”``, outermost speaker first."""
    if not attribution:
        return claim
    voices = [f"{party_words(link.speaker)}, “{clean(link.cue.text)}”" for link in attribution]
    return f"{claim} by " + ", quoting ".join(voices)
