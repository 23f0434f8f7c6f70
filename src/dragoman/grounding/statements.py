"""From statements as told to statements of the record: speakers and addressees resolved, dated."""

from bisect import bisect_right
from collections.abc import Sequence

from dragoman.coding.statements import Told
from dragoman.grounding.grounds import VOICE, Grounds
from dragoman.grounding.when_where import When, time_in, when
from dragoman.reading.syntax import Parse, noun_phrase
from dragoman.record.types import Entity, Party, Span, Statement


def statements_of(
    tolds: Sequence[Told], grounds: Grounds, parses: Sequence[Parse], *, document_id: str
) -> tuple[Statement, ...]:
    """The statements of a document, in the order of their cues."""
    by_number = {parse.number: parse for parse in parses}
    # What someone believes or wishes is no statement, but may be a position; what is told within another's words
    # gives events their chain of claims, and no statement of its own.
    said = [told for told in tolds if told.level == 0 and told.kind != "thought"]
    return tuple(
        _statement(told, grounds, by_number.get(told.sentence), f"{document_id}-s{n}") for n, told in enumerate(said, 1)
    )


def makes_claims(told: Told, parses: Sequence[Parse]) -> bool:
    """Does a statement claim what its content tells? A clause does; a thing spoken of does not ("denounced the
    accord in which …", "discussed the war")."""
    if told.kind == "thought":
        return False
    if told.form != "indirect":
        return True
    piece = told.content[0]
    number = bisect_right(parses, piece.start, key=lambda parse: parse.start) - 1
    parse = parses[number] if number >= 0 else None
    if parse is None or piece.start >= parse.end:
        return True
    tokens = set(parse.tokens_in(piece.start, piece.end))
    roots = [t for t in tokens if parse.heads[t] not in tokens or parse.heads[t] == t]
    return not roots or any(parse.is_verb(t) or parse.kid(t, "nsubj", "nsubjpass", "cop") is not None for t in roots)


def voices(statements: Sequence[Statement]) -> tuple[Entity, ...]:
    """Entities for speakers that stand for no known actor ("the letter", "a poll", "one resident")."""
    found: dict[str, list[Party]] = {}
    for statement in statements:
        for party in (statement.speaker, statement.addressee):
            if party is not None and party.entity.startswith(VOICE):
                found.setdefault(party.entity, []).append(party)
    return tuple(
        Entity(
            id=id_,
            name=held[0].name,
            code=None,
            sector=None,
            other_sectors=(),
            office=None,
            identifier_id=None,
            mentions=tuple(sorted({Span(p.start, p.end, p.text) for p in held}, key=lambda s: s.start)),
            reason="speaks, but stands for no known actor",
        )
        for id_, held in found.items()
    )


def _statement(told: Told, grounds: Grounds, parse: Parse | None, id_: str) -> Statement:
    date = _date(told, grounds, parse)
    evidence = parse.evidence if parse else _around(told)
    return Statement(
        id=id_,
        speaker=grounds.voice_at(_antecedent(told.speaker, parse, grounds)),
        cue=told.cue,
        content=told.content,
        form=told.form,
        addressee=grounds.party_at(told.addressee),
        medium=told.medium,
        date=date.date,
        enddate=date.enddate,
        date_precision=date.precision,
        date_from=date.source,
        evidence=evidence,
    )


def _antecedent(speaker: Span | None, parse: Parse | None, grounds: Grounds) -> Span | None:
    """Whom "which" or "who" stands for, where it is the speaker."""
    if speaker is None or parse is None or speaker.text.lower() not in ("which", "who", "that"):
        return speaker
    token = parse.at(speaker.start)
    head = parse.heads[token] if token is not None else None
    while head is not None and parse.deps[head] != "relcl" and parse.heads[head] != head:
        head = parse.heads[head]
    if head is None or parse.deps[head] != "relcl":
        return speaker
    name = parse.span(*noun_phrase(parse, parse.heads[head]))
    return name if grounds.party_at(name) else speaker


def _around(told: Told) -> Span:
    return told.content[0]


def _date(told: Told, grounds: Grounds, parse: Parse | None) -> When:
    """When it was said: the time of the clause of its cue, no part of what was said and no limit ("by Friday")."""
    cue = parse.at(told.cue.start) if parse is not None and told.cue is not None else None
    if parse is None or cue is None:
        return when(None, grounds.published)
    outside = [t for t in grounds.times if not any(piece.start <= t.start < piece.end for piece in told.content)]
    time = time_in(parse, cue, outside)
    is_past = time is None or not time.first or not grounds.published or time.first <= grounds.published[:10]
    return when(time if is_past else None, grounds.published)
