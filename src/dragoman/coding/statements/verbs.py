"""Statements by a cue verb: "said", "called for", "urged him to", "is expected to"."""

from collections.abc import Iterator

from dragoman.codebook.cues import Cue, Cues, load_cues
from dragoman.coding.statements import content, quoted
from dragoman.coding.statements.clause import is_passive, subject, verb_group, whole_phrase
from dragoman.coding.statements.draft import Draft
from dragoman.coding.statements.scene import Scene, trimmed
from dragoman.coding.statements.told import Range
from dragoman.reading.quotations import Quotation
from dragoman.reading.syntax import Parse

_SAYING = frozenset(["that", "quote"])
# Words between a cue and the quotation it brings in: "told reporters in Doha on Monday: …".
_WORDS_BETWEEN = 12
_FINITE = frozenset(["VBD", "VBZ", "VBP"])
# With these a speech act is possible or due, not done.
_UNREAL = frozenset(["can", "could", "may", "might", "must", "should"])


def by_verbs(scene: Scene, cues: Cues) -> Iterator[Draft]:
    """A draft for each cue verb of the sentence that has content."""
    for index, low in enumerate(scene.parse.lower):
        if not (scene.parse.is_verb(index) or scene.parse.deps[index] == "ROOT"):
            continue
        entries = cues.verbs.get(low)
        draft = _first_draft(scene, index, entries) if entries else None
        if draft is not None:
            yield draft


def _first_draft(scene: Scene, verb: int, entries: tuple[Cue, ...]) -> Draft | None:
    for cue in entries:
        last = last_of(scene.parse, verb, cue.rest)
        if last is not None and (draft := _draft(scene, verb, last, cue)) is not None:
            return draft
    return None


def last_of(parse: Parse, verb: int, rest: tuple[str, ...]) -> int | None:
    """The last token of a cue of several words; one adverb may stand between."""
    at = verb
    for word in rest:
        step = next((s for s in (1, 2) if parse.lower[at + s : at + s + 1] == (word,)), None)
        if step is None or (step > 1 and parse.tags[at + 1] != "RB"):
            return None
        at += step
    return None if at != verb and content.is_setting(parse, at) else at


def _draft(scene: Scene, verb: int, last: int, cue: Cue) -> Draft | None:
    parse = scene.parse
    group = _with_quoted_as(parse, verb, verb_group(parse, verb, last))
    if cue.governs & {"raise", "seem"} and (raised := _raised(scene, verb, cue)):
        return Draft(None, (group,), raised, cue.kind, verb, rule=f"raised:{cue.words}")
    if cue.governs & _SAYING and not is_passive(parse, verb) and (draft := _trailing(scene, verb, group, cue)):
        return draft
    if is_passive(parse, verb) and "whom" not in cue.governs:
        return _passive(scene, verb, group, cue)
    speaker = _sender(parse, subject(parse, verb))
    piece = _quoted_after(scene, verb, group, speaker, cue) or content.governed(scene, verb, last, cue)
    if piece is None and _ends_in_colon(scene, group) and cue.governs & _SAYING and speaker is not None:
        return Draft(speaker, (group,), (), cue.kind, verb, rule=f"block:{cue.words}")
    if piece is None or not _is_act(parse, verb, group, speaker, cue):
        return None
    return Draft(
        speaker,
        (group,),
        (piece,),
        cue.kind,
        verb,
        content.addressee(parse, verb, last, cue),
        rule=f"verb:{cue.words}",
    )


def _ends_in_colon(scene: Scene, group: tuple[int, int]) -> bool:
    """Does the sentence end in a colon, with the cue as its last verb? The words said stand in the next
    paragraph."""
    parse = scene.parse
    rest = range(group[1] + 1, len(parse) - 1)
    return parse.words[-1] == ":" and scene.quoted[group[1]] < 0 and not any(parse.tags[i] in _FINITE for i in rest)


def _sender(parse: Parse, speaker: int | None) -> int | None:
    """Who sends the paper that speaks: "issued a statement saying", "in a letter saying" are said by the
    clause's subject; "the statement said" by the statement."""
    if speaker is None or parse.lower[speaker] not in load_cues().media:
        return speaker
    head = parse.heads[speaker]
    if parse.deps[speaker] == "pobj" and parse.deps[head] == "prep":
        head = parse.heads[head]
    elif parse.deps[speaker] != "dobj":
        return speaker
    found = parse.kid(head, "nsubj") if parse.is_verb(head) else None
    return speaker if found is None else found


def _with_quoted_as(parse: Parse, verb: int, group: tuple[int, int]) -> tuple[int, int]:
    """The whole of "was quoted as saying"."""
    lead = parse.heads[verb]
    if parse.deps[verb] == "pcomp" and parse.lower[lead] == "as" and is_passive(parse, parse.heads[lead]):
        return verb_group(parse, parse.heads[lead], parse.heads[lead])[0], group[1]
    return group


def _is_act(parse: Parse, verb: int, group: tuple[int, int], speaker: int | None, cue: Cue) -> bool:
    """Is something said here, by someone, rather than only possible, due or meant?"""
    clause = parse.kid(verb, "ccomp") is not None
    if speaker is None:
        return is_passive(parse, verb)
    if parse.lower[group[0]] in _UNREAL and not clause:
        return False
    if parse.lower[group[0]] == "to" and not clause:
        return parse.deps[verb] == "xcomp" and cue.kind == "speech"
    return not (parse.lower[speaker] == "that" and not clause)


def _trailing(scene: Scene, verb: int, group: tuple[int, int], cue: Cue) -> Draft | None:
    """A cue after the words it reports: '"…," said X', "…, X said", and what goes on after it."""
    parse = scene.parse
    speaker = subject(parse, verb)
    closed = quoted.quotation_before(scene, verb, group)
    if closed is not None and quoted.is_overtaken(scene, closed[0], group):
        return None
    between: tuple[int, int] | None = None
    if closed is not None:
        first, end = closed[1], group[0]
        between = (first, end - 1) if first < end else None
        found = quoted.speaker_between(parse, verb, first, end) if first < end else None
        speaker = found if found is not None else quoted.speaker_after(parse, verb, group[1]) or speaker
    if closed is None and (named := quoted.inverted(scene, verb, group, cue)) is not None:
        speaker = named
    part = quoted.chunk(scene, group, speaker)
    if closed is None and speaker is not None and (halves := quoted.parenthesis(scene, part)):
        return Draft(speaker, (group,), halves, cue.kind, verb, rule=f"parenthesis:{cue.words}")
    said = quoted.said_before(scene, verb, group, part)
    if said is None or speaker is None:
        return None
    pieces = [said]
    brought = quoted.after(scene, part, limit=_WORDS_BETWEEN)
    if brought is not None and _is_second_half(scene, part, brought):
        pieces.append((brought.start, brought.end))
    return Draft(
        speaker,
        (group,),
        tuple(pieces),
        cue.kind,
        verb,
        content.addressee(parse, verb, group[1], cue),
        rule=f"trailing:{cue.words}",
        speaker_range=between,
    )


def _is_second_half(scene: Scene, part: tuple[int, int], brought: Quotation) -> bool:
    """Does a quotation after a trailing cue go on from the one before, with no other cue between them?"""
    between = scene.parse.tokens_in(scene.parse.token_end(part[1]), brought.start)
    other = any(scene.parse.tags[i] == "VBG" and scene.parse.lower[i] in load_cues().verbs for i in between)
    return quoted.is_set_off(scene, brought) and scene.quoted[part[1]] < 0 and not other


def _quoted_after(scene: Scene, verb: int, group: tuple[int, int], speaker: int | None, cue: Cue) -> Range | None:
    """A quotation set off after the cue: 'X said: "…"'."""
    if not cue.governs & _SAYING or scene.quoted[verb] >= 0:
        return None
    brought = quoted.after(scene, quoted.chunk(scene, group, speaker), limit=_WORDS_BETWEEN)
    if brought is None or not quoted.is_set_off(scene, brought):
        return None
    between = scene.parse.tokens_in(scene.parse.token_end(group[1]), brought.start)
    if any(scene.parse.tags[i] in _FINITE for i in between):
        return None
    return brought.start, brought.end


def _passive(scene: Scene, verb: int, group: tuple[int, int], cue: Cue) -> Draft | None:
    """The passive of a cue: "was announced by X", "is seen as", "was called a threat"."""
    parse = scene.parse
    what, agent = _passive_subject(parse, verb), parse.kid(verb, "agent")
    speaker = None if agent is None else parse.kid(agent, "pobj")
    if what is None:
        return None
    named = _naming(parse, verb, cue)
    if named is not None and (speaker is not None or parse.kid(verb, "nsubjpass") is not None):
        first, last = parse.bounds(named)
        if parse.lower[first] == "as":
            group = (group[0], max(group[1], first))
            first += 1
        return Draft(
            speaker,
            (group,),
            _ranges(scene, [what, (first, last)]),
            cue.kind,
            verb,
            rule=f"named:{cue.words}",
        )
    if speaker is None or "noun" not in cue.governs:
        return None
    return Draft(speaker, (group,), _ranges(scene, [what]), cue.kind, verb, rule=f"passive:{cue.words}")


def _passive_subject(parse: Parse, verb: int) -> tuple[int, int] | None:
    """(first, last) token of what a passive is said of: its subject, or the noun it modifies ("a place known
    as")."""
    what = parse.kid(verb, "nsubjpass")
    if what is not None:
        if parse.tags[what] in ("WDT", "WP"):
            return None
        return whole_phrase(parse, what)
    head = parse.heads[verb]
    if parse.deps[verb] in ("acl", "advcl") and parse.is_noun(head) and head < verb:
        return parse.bounds(head)[0], verb - 1
    return None


def _naming(parse: Parse, verb: int, cue: Cue) -> int | None:
    """What a thing is called in the passive: "called a threat", "seen as a threat"."""
    if (
        "small" in cue.governs
        and parse.kid(verb, "agent") is not None
        and (name := parse.kid(verb, "oprd")) is not None
    ):
        return name
    if cue.governs & {"raise", "as"}:
        return next((kid for kid in parse.kids(verb, "prep") if parse.lower[kid] == "as"), None)
    return None


def _raised(scene: Scene, verb: int, cue: Cue) -> tuple[Range, ...]:
    """Subject and infinitive of "X is expected to Y", "X seems Z"."""
    parse = scene.parse
    passive = is_passive(parse, verb)
    if ("raise" in cue.governs and not passive) or ("seem" in cue.governs and passive):
        return ()
    what = parse.kid(verb, "nsubjpass", "nsubj")
    told = parse.kid(verb, "ccomp")
    if what is not None and parse.lower[what] == "it" and told is not None and told > verb:
        return _ranges(scene, [parse.bounds(told)])
    clause = parse.kid(verb, "xcomp", "oprd", "acomp") if "seem" in cue.governs else parse.kid(verb, "xcomp")
    if what is None or clause is None or clause < verb:
        return ()
    return _ranges(
        scene, [whole_phrase(parse, what), (max(parse.bounds(clause)[0], verb + 1), parse.bounds(clause)[1])]
    )


def _ranges(scene: Scene, ends: list[tuple[int, int]]) -> tuple[Range, ...]:
    parse = scene.parse
    return tuple(
        trimmed(scene.text, (parse.offsets[first], parse.token_end(last))) for first, last in ends if first <= last
    )
