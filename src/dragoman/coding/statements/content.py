"""What a cue verb governs: from its dependents to the range of the words that are said."""

from collections.abc import Iterator

from dragoman.codebook.cues import Cue, load_cues
from dragoman.coding.statements.clause import is_passive, is_stolen
from dragoman.coding.statements.scene import Scene, trimmed
from dragoman.coding.statements.told import Range
from dragoman.reading.syntax import Parse

# A participle of a cue that governs one of these tells a new thing said: "…, adding that", "…, describing it as".
_TAKES_OVER = frozenset(["that", "quote", "small", "as", "noun-to"])
_CLAUSES = ("ccomp", "xcomp")


def governed(scene: Scene, verb: int, last: int, cue: Cue) -> Range | None:
    """The range of the content to the right of a cue whose last token is ``last``, or None."""
    parse = scene.parse
    if last != verb and parse.heads[last] > last and parse.is_verb(parse.heads[last]):
        return _range(scene, last + 1, parse.bounds(parse.heads[last])[1])
    starts = [kid for kid in _dependents(parse, verb, last) if _is_content(parse, verb, kid, last, cue)]
    if not starts:
        return _after_as(scene, verb) if "as" in cue.governs else None
    first = max(min(parse.bounds(kid)[0] for kid in starts), last + 1)
    end = max(_end(parse, kid) for kid in starts)
    if any(parse.deps[kid] in ("dobj", "pobj") for kid in starts):
        end = _with_complements(parse, verb, starts, end)
        if "noun-to" in cue.governs:
            end = _with_infinitive(parse, verb, end)
    end = _with_second_half(parse, verb, starts, end)
    return _range(scene, first, _before_aside(scene, first, _before_next_cue(scene, first, end)))


def _before_aside(scene: Scene, first: int, end: int) -> int:
    """Content ends before a relative clause after a comma that closes it: the reporter's aside more often
    than the speaker's words."""
    parse = scene.parse
    for index in range(end, first + 1, -1):
        if (
            parse.tags[index] in ("WDT", "WP", "WP$", "WRB")
            and parse.words[index - 1] == ","
            and scene.quoted[index] < 0
        ):
            clause = next((t for t in parse.ancestors(index) if parse.deps[t] == "relcl"), None)
            if clause is not None and parse.bounds(clause)[1] >= end - 1:
                return index - 2
    return end


def _with_infinitive(parse: Parse, verb: int, end: int) -> int:
    """Take in what one is asked to do, where the parser hangs it on the verb: "called on him *to resign*"."""
    for kid in parse.kids(verb, "xcomp", "advcl", "ccomp"):
        if _is_infinitive(parse, kid) and parse.bounds(kid)[0] == end + 1:
            return parse.bounds(kid)[1]
    return end


def _with_second_half(parse: Parse, verb: int, starts: list[int], end: int) -> int:
    """Take in a coordinated half of the content that the parser hangs on the reporting verb: "said it would
    fall at first *but would recover*"."""
    clause = next((kid for kid in starts if parse.deps[kid] == "ccomp"), None)
    if clause is None or not _has_modal(parse, clause) or _has_modal(parse, verb):
        return end
    for kid in parse.kids(verb, "conj"):
        if kid > end and _has_modal(parse, kid) and parse.kid(kid, "nsubj", "nsubjpass") is None:
            return parse.bounds(kid)[1]
    return end


def _has_modal(parse: Parse, verb: int) -> bool:
    return any(parse.tags[kid] == "MD" for kid in parse.kids(verb, "aux"))


def _before_next_cue(scene: Scene, first: int, end: int) -> int:
    """Content ends after a comma before a reporting participle ("…, adding that") or a clause that sets another
    speaker against this one ("…, while residents said")."""
    parse = scene.parse
    for index in range(first + 2, end + 1):
        if parse.words[index - 1] != "," or scene.quoted[index] >= 0:
            continue
        verb = index if parse.tags[index] == "VBG" else None
        if parse.lower[index] in ("while", "whereas") and parse.deps[index] == "mark":
            verb = parse.heads[index]
        if verb is not None and _takes_over(parse.lower[verb]):
            return index - 2
    return end


def _takes_over(form: str) -> bool:
    return any(cue.kind == "speech" and cue.governs & _TAKES_OVER for cue in load_cues().verbs.get(form, ()))


def _after_as(scene: Scene, verb: int) -> Range | None:
    """The quality alone where the object is a relative: "what analysts describe as a defeat"."""
    parse = scene.parse
    for prep in parse.kids(verb, "prep"):
        if parse.lower[prep] == "as" and (last := parse.bounds(prep)[1]) > prep > verb:
            return _range(scene, prep + 1, last)
    return None


def _end(parse: Parse, kid: int) -> int:
    """The last token of a dependent, without what the parser drew into it from the clause above."""
    last = parse.bounds(kid)[1]
    stolen = next((k for k in parse.kids(kid, "conj") if is_stolen(parse, k)), None)
    if stolen is not None:
        last = parse.bounds(stolen)[0] - 1
        while last > kid and parse.deps[last] in ("cc", "punct"):
            last -= 1
    return last


def _range(scene: Scene, first: int, last: int) -> Range | None:
    parse = scene.parse
    piece = trimmed(scene.text, (parse.offsets[first], parse.token_end(last))) if first <= last else (0, 0)
    return piece if piece[0] < piece[1] else None


def _dependents(parse: Parse, verb: int, last: int) -> Iterator[int]:
    """Children to the right of the cue: of the verb and of the preposition or particle that ends the cue."""
    for head in {verb, last}:
        for kid in parse.children[head]:
            if kid > last and parse.deps[kid] not in ("punct", "nsubj", "nsubjpass", "conj", "cc", "agent"):
                yield kid


def _is_content(parse: Parse, verb: int, kid: int, last: int, cue: Cue) -> bool:
    label, governs = parse.deps[kid], cue.governs
    if label == "ccomp":
        if governs & {"small", "that", "quote"}:
            return True
        return "noun-to" in governs and _is_infinitive(parse, kid)
    if label == "xcomp":
        return _governs_open_clause(parse, verb, kid, cue)
    if label in ("dobj", "attr"):
        return _governs_object(parse, verb, kid, cue)
    if label == "advcl":
        return "whom" in governs and parse.lower[parse.bounds(kid)[0]] in (
            "if",
            "whether",
            "how",
            "why",
            "what",
        )
    if label in ("pobj", "pcomp") and parse.heads[kid] == last != verb:
        return "noun" in governs or "noun-to" in governs
    if label == "oprd":
        return "small" in governs
    return False


def _governs_open_clause(parse: Parse, verb: int, kid: int, cue: Cue) -> bool:
    if parse.tags[kid] == "VBG":
        return "ing" in cue.governs
    if _is_infinitive(parse, kid):
        if is_passive(parse, verb):
            return bool(cue.governs & {"raise", "noun-to"})
        has_object = parse.kid(verb, "dobj") is not None
        return "noun-to" in cue.governs if has_object else bool(cue.governs & {"to", "seem"})
    return bool(cue.governs & {"small", "seem"})


def _governs_object(parse: Parse, verb: int, kid: int, cue: Cue) -> bool:
    """Is the object what is said, rather than who is told, or the paper that says it ("issued a statement
    saying")?"""
    if as_saying(parse, verb):
        return False
    if parse.lower[kid] in load_cues().media and any(parse.tags[k] == "VBG" for k in parse.kids(kid, "acl")):
        return False
    clause = next((k for k in parse.kids(verb, *_CLAUSES) if k > kid), None)
    if clause is None:
        if "as" in cue.governs and any(parse.lower[prep] == "as" and prep > kid for prep in parse.kids(verb, "prep")):
            return True
        if cue.kind == "document" and _is_paper(parse, verb):
            return True
        return "noun" in cue.governs or ("small" in cue.governs and _is_named(parse, verb, kid))
    if _is_infinitive(parse, clause):
        return "noun-to" in cue.governs
    if parse.deps[clause] == "xcomp":
        return bool(cue.governs & {"small", "noun"})
    return "whom" not in cue.governs and "noun" in cue.governs


def as_saying(parse: Parse, verb: int) -> bool:
    """Is a verb followed by "as saying": "quoted the minister as saying", "was quoted as saying"?"""
    return any(
        parse.lower[prep] == "as" and any(parse.tags[kid] == "VBG" for kid in parse.kids(prep, "pcomp"))
        for prep in parse.kids(verb, "prep")
    )


def _is_paper(parse: Parse, verb: int) -> bool:
    """Is the subject a poll, a report or another paper that speaks?"""
    what = parse.kid(verb, "nsubj")
    return what is not None and parse.lower[what] in load_cues().sources


def _is_named(parse: Parse, verb: int, kid: int) -> bool:
    """Does a name or quality follow the object: "called him a liar"?"""
    if any(other > kid and parse.deps[other] in ("oprd", "dobj", "attr", "acomp") for other in parse.children[verb]):
        return True
    return parse.kid(kid, "appos", "acl", "amod") is not None and any(
        word in ("“", '"', "''", "‘") for word in parse.words[kid : parse.bounds(kid)[1] + 1]
    )


def _is_infinitive(parse: Parse, verb: int) -> bool:
    return any(parse.lower[kid] == "to" and parse.deps[kid] == "aux" for kid in parse.children[verb])


def _with_complements(parse: Parse, verb: int, starts: list[int], end: int) -> int:
    """Take in what belongs to the object: "accused him *of fraud*", "the day *he had left*"; not the day, the
    place or the manner of the speaking."""
    for kid in parse.children[verb]:
        if kid <= max(starts):
            continue
        first, last = parse.bounds(kid)
        complement = parse.deps[kid] == "prep" and not is_setting(parse, kid)
        clause = parse.deps[kid] in ("ccomp", "relcl", "acl", "xcomp") and first == end + 1
        if first <= end + 1 and (complement or clause):
            end = max(end, last)
    return end


def is_setting(parse: Parse, prep: int) -> bool:
    """Does a prepositional phrase say when or in what medium the words were spoken?"""
    inner = parse.kid(prep, "pobj")
    if parse.lower[prep] in ("during", "after", "before", "while", "amid", "since", "despite"):
        return True
    return (
        inner is not None
        and parse.lower[prep] in ("on", "in", "at", "last", "by")
        and parse.lower[inner] in load_cues().times
    )


def addressee(parse: Parse, verb: int, last: int, cue: Cue) -> int | None:
    """The token that heads who is spoken to: the object of "told him that", "to" him, or the told one of a
    passive."""
    if "whom" in cue.governs or "noun-to" in cue.governs:
        if is_passive(parse, verb):
            return parse.kid(verb, "nsubjpass")
        clause = next((k for k in parse.kids(verb, *_CLAUSES)), None)
        whom = parse.kid(verb, "dobj", "dative")
        if whom is not None and whom > verb and parse.is_noun(whom) | (parse.tags[whom] == "PRP"):
            return whom if "whom" in cue.governs or clause is not None else None
        if last != verb and clause is not None:
            return parse.kid(last, "pobj")
    for prep in parse.kids(verb, "prep", "dative"):
        if parse.lower[prep] == "to" and (inner := parse.kid(prep, "pobj")) is not None:
            return inner
    return None
