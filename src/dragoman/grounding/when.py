"""Which time belongs to which event.

A deed takes the time in its own clause; else that of the clauses it shares its time with; else the one that opens
its sentence; else, if its tale simply goes on, the day last told in the same paragraph. What is told of another
thing is none of its own: the limit of a demand ("by Friday"), the day of a noun ("Monday's attack"), the day on
which somebody said so.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from dragoman.coding.deeds import Deed
from dragoman.coding.scene import Scene
from dragoman.grounding.clauses import (
    CLAUSAL,
    LINE,
    body_start,
    clause_head,
    clause_of,
    inner_tokens,
    kindred,
)
from dragoman.grounding.times import window_before
from dragoman.grounding.times.dateline import is_dateline
from dragoman.reading.syntax import Parse
from dragoman.record.types import DateFrom, DatePrecision, TimeExpression

# Acts done by saying them: what is said has a time of its own.
SPEECH_ACTS = frozenset({"AGREE", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "SUPPORT", "CONCEDE"})
_LIMITS = frozenset({"by", "until", "till", "before", "after", "to", "than", "for"})
_MODALS = frozenset({"will", "would", "'ll", "shall", "should", "must", "may", "might", "can", "could", "to"})
_OCCASIONS = frozenset({"in", "at", "during"})
_IN_NOUN = frozenset({"poss", "compound", "nmod", "nummod", "amod"})
_WINDOWS = frozenset({"in", "within", "over", "during"})
_PAST_WINDOW = re.compile(r"(?:the |these )?(?:past|last|previous)\b", re.IGNORECASE)
_NAMES_DAY = re.compile(
    r"\d{4}|\w(?:day|night)s?\b(?<!midday)(?<!midnight)(?<!overnight)|yesterday|tomorrow|\b(?:this|last|that|next|same|previous|following)\b"
    r"|\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)",
    re.IGNORECASE,
)
_COUNTED_FROM = re.compile(r"\s+(?:of|before|after|from|later)\b")
_RANGE = re.compile(r"\s*(?:to|until|till|through|and|[-–—])\s*\Z")
_PARAGRAPH = re.compile(r"\n\s*\n|[.!?\"”’]\s*[\n\u2028\u2029]")
_SAID = re.compile(r"\b(?:said|says|told|announced|reported|stated|added|confirmed|according)\b[^.,;]{0,25}\Z")
_LIMITED = re.compile(r"\b(?:by|until|till|before|after|since|from|for)\s+(?:the\s+)?\Z", re.IGNORECASE)
# Characters that a tale goes on without telling its day again.
_TALE = 600
# Characters of a report that is short enough to tell of one incident.
_SHORT = 1200


@dataclass(frozen=True, slots=True)
class When:
    """A date as the record gives it."""

    date: str | None = None
    enddate: str | None = None
    precision: DatePrecision = "unknown"
    source: DateFrom = "none"


def when(time: TimeExpression | None, published: str | None) -> When:
    """The date that a time expression gives; else that of the publication, marked so.

    A length of time is the window that ends with publication; a time that is open to its end ("since Monday")
    reaches to it.
    """
    if time is not None and time.type == "DURATION" and published and time.value:
        window = window_before(time.value, published)
        if window:
            return When(window[0], window[1], "day", "text")
    if time is not None and time.first:
        last = time.last or (published[:10] if published else None)
        end = last if last and last > time.first else None
        return When(time.first, end, _precision(time), "text")
    if published:
        return When(published[:10], None, "unknown", "publication")
    return When()


def _precision(time: TimeExpression) -> DatePrecision:
    if time.first == time.last or time.last is None or time.value is None:
        return "day"
    days = _days(time)
    return "week" if days <= 14 else "month" if days <= 120 else "year"


def _days(time: TimeExpression) -> int:
    if not time.first or not time.last:
        return 0
    return (date.fromisoformat(time.last) - date.fromisoformat(time.first)).days


def time_of(
    scene: Scene, deed: Deed, times: Sequence[TimeExpression], *, text: str = "", published: str | None = None
) -> TimeExpression | None:
    """The time expression of a deed, or None.

    Args:
        times: all time expressions of the document, in text order.
        text: the document; without it no day is carried on from an earlier sentence.
        published: ISO date of the report: what is told in the past tense did not happen after it.
    """
    parse = scene.parse
    to_come = bool(deed.shifts & {"fut", "hyp"}) or _is_modal(parse, clause_head(parse, deed.core))
    if deed.type in SPEECH_ACTS:
        found = time_at(scene, deed.head, times, inner=deed.used - {deed.head})
    else:
        found = time_at(scene, deed.head, times, used=deed.used)
    if found is None and (deed.type in SPEECH_ACTS or to_come):
        found = _of_saying(parse, deed.head, times)
    if found is None and text and not to_come and "neg" not in deed.shifts:
        found = _day_of_tale(parse, deed, times, text)
    return found if to_come else _not_after(found, published)


def _is_modal(parse: Parse, verb: int) -> bool:
    """ "will attack", "would be leaving", "to leave"."""
    return any(parse.lower[kid] in _MODALS for kid in parse.kids(verb, "aux"))


def _not_after(time: TimeExpression | None, published: str | None) -> TimeExpression | None:
    """What happened did so before the report: a weekday read as the coming one is the last one."""
    if time is None or time.first is None or not published or time.first <= published[:10]:
        return time
    if time.text.lower().split()[-1].endswith("day") and time.first == time.last:
        back = (date.fromisoformat(time.first) - timedelta(days=7)).isoformat()
        if back <= published[:10]:
            return replace(time, first=back, last=back)
    return None


def time_at(
    scene: Scene,
    head: int,
    times: Sequence[TimeExpression],
    *,
    used: Iterable[int] = (),
    inner: Iterable[int] = (),
) -> TimeExpression | None:
    """The time expression of a predicate's clause, the nearest first.

    Args:
        used: other predicates that went into the same deed.
        inner: predicates of what it says or wants, whose times are not its own.
    """
    return time_in(scene.parse, head, times, used=used, inner=inner)


def time_in(
    parse: Parse,
    head: int,
    times: Sequence[TimeExpression],
    *,
    used: Iterable[int] = (),
    inner: Iterable[int] = (),
) -> TimeExpression | None:
    """The same of a parsed sentence; see :func:`time_at`."""
    told = [time for time in times if parse.start <= time.start < parse.end and _is_dated(parse, time)]
    told = [time for time in told if not _is_header(parse, time, head)]
    if not told:
        return None
    members = {head, *used}
    own = clause_of(parse, head, used) - inner_tokens(parse, inner, head)
    for tokens in (own, clause_of(parse, head, kindred(parse, head)) - inner_tokens(parse, inner, head)):
        held = [time for time in told if _belongs(parse, time, tokens, members) and not _stays(parse, time, head)]
        if held:
            here = parse.offsets[head]
            best = min(
                held,
                key=lambda t: (
                    t.type in ("DURATION", "SET"),
                    _is_before(parse, t, head),
                    abs(t.start - here),
                ),
            )
            return _with_range(parse, best, told)
    return _defined(parse, told, head) or _opening_time(parse, told, head)


def _is_before(parse: Parse, time: TimeExpression, head: int) -> bool:
    """ "confirmed yesterday the arrest": a time before a noun stands rather with the verb that governs it."""
    return not parse.is_verb(head) and time.start < parse.offsets[head]


def _stays(parse: Parse, time: TimeExpression, head: int) -> bool:
    """ "They fled on Sunday and sent word": a time behind the first of two verbs is that one's alone."""
    verb = clause_head(parse, head)
    if parse.deps[verb] != "conj" or time.start > parse.offsets[verb]:
        return False
    return time.start > parse.offsets[parse.heads[verb]]


def _defined(parse: Parse, told: Sequence[TimeExpression], head: int) -> TimeExpression | None:
    """ "since May 23, when gunmen torched a church": the time that a clause defines."""
    for token in (clause_head(parse, head), *parse.ancestors(clause_head(parse, head))):
        if parse.deps[token] in ("relcl", "advcl", "acl"):
            offset = parse.offsets[parse.heads[token]]
            return next((time for time in told if time.start <= offset < time.end), None)
        if parse.deps[token] != "conj":
            return None
    return None


def _is_dated(parse: Parse, time: TimeExpression) -> bool:
    if time.type == "TIME" and not _NAMES_DAY.search(time.text):
        return False  # "overnight", "5 p.m.": of the day that the tale has reached
    return bool(time.first) or _is_window(parse, time)


def _is_header(parse: Parse, time: TimeExpression, head: int) -> bool:
    """Does a time stand in a dateline or header that was taken for a part of the sentence?"""
    start, end = time.start - parse.start, time.end - parse.start
    here = parse.offsets[head] - parse.start
    between = parse.text[end:here] if end < here else parse.text[here:start]
    return bool(LINE.search(between)) or is_dateline(parse.text, start, end)


def _belongs(parse: Parse, time: TimeExpression, tokens: set[int], members: set[int]) -> bool:
    """Is a time part of a clause, and told of its predicate rather than of a noun or a limit?"""
    inside = [i for i in parse.tokens_in(time.start, time.end) if i in tokens]
    if not inside:
        return False
    top = next((i for i in inside if not time.start <= parse.offsets[parse.heads[i]] < time.end), inside[0])
    above = parse.heads[top]
    if parse.deps[top] in _IN_NOUN and parse.is_noun(above) and not _follows_preposition(parse, inside[0]):
        return above in members or parse.heads[above] == above or _is_occasion(parse, above)
    return not (parse.deps[top] == "pobj" and parse.lower[above] in _LIMITS and time.type == "DATE")


def _follows_preposition(parse: Parse, token: int) -> bool:
    """ "on Sunday Presidents A and B signed": the day is no part of their name."""
    return token > 0 and parse.lower[token - 1] == "on"


def _is_occasion(parse: Parse, noun: int) -> bool:
    """ "in Sunday's attack", "at Monday's meeting": the noun tells on what occasion the deed was done."""
    prep = parse.heads[noun]
    return parse.deps[noun] == "pobj" and parse.lower[prep] in _OCCASIONS and parse.is_verb(parse.heads[prep])


def _is_window(parse: Parse, time: TimeExpression) -> bool:
    """ "in just five days", "over the past week": the days that end with the report."""
    if time.type != "DURATION":
        return False
    before = [
        word
        for word in parse.text[: time.start - parse.start].lower().split()
        if word not in ("just", "only", "about", "the")
    ]
    if _COUNTED_FROM.match(parse.text, time.end - parse.start):
        return False
    if _PAST_WINDOW.match(time.text):
        return True
    return not _is_to_come(parse, time) and (bool(before) and before[-1] in _WINDOWS)


def _is_to_come(parse: Parse, time: TimeExpression) -> bool:
    """Does a time stand with an infinitive or a modal verb ("will leave within 30 days")?"""
    token = parse.at(time.start)
    verb = None if token is None else clause_head(parse, token)
    return verb is not None and parse.tags[verb] == "VB"


def _with_range(parse: Parse, time: TimeExpression, told: Sequence[TimeExpression]) -> TimeExpression:
    """ "from Monday to Wednesday" reaches to its second day, "since Monday" to the report."""
    if time.first is None:
        return time
    before = parse.text[: time.start - parse.start].rstrip().lower()
    for other in told:
        between = parse.text[time.end - parse.start : max(0, other.start - parse.start)]
        follows = other.last and other.start > time.end and other.last > time.first
        joined = before.endswith(("from", "between")) or not between.strip().isalpha()
        if follows and joined and _RANGE.match(between):
            return replace(time, last=other.last, value=None)
    return replace(time, last=None) if before.endswith("since") else time


def _opening_time(parse: Parse, told: Sequence[TimeExpression], head: int) -> TimeExpression | None:
    """ "On Wednesday, …": a time that opens or closes the sentence holds for all of it, if it is the only one.

    It does not hold for what somebody is told to have said then, nor for what tells of a person or thing.
    """
    if len(told) != 1 or not told[0].first:
        return None
    token, start = parse.at(told[0].start), body_start(parse)
    if token is None:
        return None
    closes = not any(word[0].isalnum() for word in parse.words[len(parse.tokens_in(parse.start, told[0].end)) :])
    if not closes and any(_parts(parse, i) for i in range(token) if parse.offsets[i] >= start):
        return None
    teller = clause_head(parse, token)
    if closes and (parse.heads[teller] != teller or parse.kids(clause_head(parse, head), "mark")):
        return None
    return None if _is_aside(parse, head, teller) else told[0]


def _parts(parse: Parse, token: int) -> bool:
    return parse.is_verb(token) or parse.words[token] == ","


def _is_aside(parse: Parse, head: int, teller: int) -> bool:
    chain = [head, *parse.ancestors(head)]
    if teller not in chain or teller == head:
        return False
    return any(parse.deps[token] in ("ccomp", "relcl", "acl") for token in chain[: chain.index(teller)])


def _of_saying(parse: Parse, head: int, times: Sequence[TimeExpression]) -> TimeExpression | None:
    """The time of the clause in which a speech act is told: "X said on Tuesday that Y must go"."""
    said = parse.deps[clause_head(parse, head)] == "ccomp"
    for token in parse.ancestors(clause_head(parse, head)):
        if parse.is_verb(token) and said:
            tokens = clause_of(parse, token)
            for time in times:
                inside = parse.start <= time.start < parse.end and time.first
                if inside and not _is_header(parse, time, token) and _belongs(parse, time, tokens, {token}):
                    return time
        said = said or parse.deps[token] == "ccomp"
    return None


def _day_of_tale(parse: Parse, deed: Deed, times: Sequence[TimeExpression], text: str) -> TimeExpression | None:
    """The day last told before the sentence, where a deed of the plain past goes on with the tale.

    A short report that tells one day only is of that day; else the tale ends with its paragraph.
    """
    if not _is_plain_past(parse, clause_head(parse, deed.core)):
        return None
    if any(parse.start <= time.start < parse.end and _is_dated(parse, time) for time in times):
        return None
    if len(text) <= _SHORT:
        days = [time for time in times if time.first and _moves_tale(text, time)]
        if len({time.first for time in days}) == 1 and days[0].end <= parse.start:
            return days[0]
    for time in reversed(times):
        if time.start >= parse.start or time.first is None:
            continue
        between = text[time.end : parse.start]
        if len(between) > _TALE or _PARAGRAPH.search(between):
            return None
        if _moves_tale(text, time):
            return time
    return None


def _is_plain_past(parse: Parse, verb: int) -> bool:
    auxiliaries = {parse.lower[kid] for kid in parse.kids(verb, "aux", "auxpass")}
    if parse.deps[verb] == "conj" and not auxiliaries and parse.is_verb(parse.heads[verb]):
        return _is_plain_past(parse, parse.heads[verb])
    if parse.tags[verb] == "VBN":
        return bool(auxiliaries & {"was", "were"}) and not auxiliaries & {"had", "have", "has"}
    if parse.tags[verb] == "VBG" and parse.deps[verb] in CLAUSAL and parse.heads[verb] != verb:
        return _is_plain_past(parse, clause_head(parse, parse.heads[verb]))
    return parse.tags[verb] == "VBD" and not auxiliaries


def _moves_tale(text: str, time: TimeExpression) -> bool:
    """Is it a day on which something is told to have happened?"""
    if time.first != time.last or (time.type == "TIME" and not _NAMES_DAY.search(time.text)):
        return False
    before = text[max(0, time.start - 60) : time.start]
    if _SAID.search(before) or _LIMITED.search(before):
        return False
    if before.endswith(("the ", "a ", "'s ", "’s ")) or text[time.end : time.end + 2] in ("'s", "’s"):
        return False  # "the November 27 deal"
    return not is_dateline(text, time.start, time.end)
