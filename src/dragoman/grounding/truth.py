"""On whose word an event stands, and whether it is past, still to come, uncertain or not done."""

import datetime
from collections.abc import Sequence

from dragoman.codebook.book import Codebook
from dragoman.coding.happened import AUXILIARY
from dragoman.coding.scene import Scene
from dragoman.coding.sentence import CodedDeed
from dragoman.coding.statements import Told
from dragoman.grounding.grounds import Grounds
from dragoman.grounding.when_where import When
from dragoman.record.types import Attribution, Auxiliary, Claim, Party

# Acts that are done by saying them.
_SPEECH_ACTS = frozenset({"AGREE", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "SUPPORT", "CONCEDE"})
_FIRST_PERSON = frozenset({"i", "we", "us", "me"})
# What lies further back is background to the news, not the news.
_BACKGROUND_DAYS = 40
AUX_ORDER: tuple[Auxiliary, ...] = ("historical", "future", "hypothetical", "negation")


def claim_of(
    scene: Scene, coded: CodedDeed, type_: str, actors: Sequence[Party], tolds: Sequence[Told], grounds: Grounds
) -> tuple[Claim, tuple[Attribution, ...]]:
    """On whose word the event stands."""
    deed = coded.deed
    chain = grounds.attribution(tolds)
    if "den" in coded.truth:
        denier = scene.parse.span(deed.head, deed.head)
        subject = next(iter(grounds.parties(scene, _subjects(scene, deed.head))), None)
        return "denied", (*chain, Attribution(subject, denier))
    if "own" in coded.truth:
        words = scene.parse.span(deed.head, deed.head)
        return "claimed", (*chain, Attribution(next(iter(actors), None), words))
    if tolds and not (type_ in _SPEECH_ACTS and _is_performed(scene, coded)):
        return "claimed", chain
    if any(scene.parse.lower[i] in ("reportedly", "allegedly") for i in scene.parse.children[deed.head]):
        return "claimed", chain
    return "asserted", ()


def _is_performed(scene: Scene, coded: CodedDeed) -> bool:
    """ "We condemn", "I urge": done by saying it, which "we have not agreed" is not."""
    first_person = any(scene.parse.lower[head] in _FIRST_PERSON for head in coded.deed.actors)
    return first_person and "neg" not in coded.truth and scene.parse.tags[coded.deed.head] not in ("VBN", "VBD")


def _subjects(scene: Scene, verb: int) -> tuple[int, ...]:
    return scene.parse.kids(verb, "nsubj", "nsubjpass")


def auxiliary_of(
    scene: Scene, coded: CodedDeed, date: When, published: str | None, *, told: bool
) -> tuple[Auxiliary, ...]:
    """Still to come, uncertain, not done, or background.

    Args:
        scene: the sentence.
        coded: the deed.
        date: when it was.
        published: when the text was, if that is known.
        told: whether it stands in somebody's words.
    """
    found = {AUXILIARY[shift] for shift in coded.truth if shift in AUXILIARY}
    if date.source == "text" and published and date.date:
        old = _days_before(date.enddate or date.date, published) > _BACKGROUND_DAYS
        last_year = date.precision == "year" and date.date[:4] < published[:4]
        if (old or last_year) and not found & {"future", "hypothetical"}:
            found.add("historical")
    elif not told and date.source != "text" and not found and _is_before_the_news(scene, coded):
        found.add("historical")
    return tuple(name for name in AUX_ORDER if name in found)


def _is_before_the_news(scene: Scene, coded: CodedDeed) -> bool:
    """ "They had asked him to go": what the report itself puts before its own past is background."""
    parse, verb = scene.parse, coded.deed.head
    had = any(parse.lower[kid] == "had" for kid in parse.kids(verb, "aux"))
    return had and parse.tags[verb] == "VBN" and parse.deps[verb] == "ROOT"


def _days_before(day: str, published: str) -> int:
    return (datetime.date.fromisoformat(published[:10]) - datetime.date.fromisoformat(day)).days


def still_to_come(book: Codebook, type_: str, auxiliary: tuple[Auxiliary, ...]) -> tuple[str, tuple[Auxiliary, ...]]:
    """The future of talks, support and help is AGREE, that of a retreat CONCEDE (PLOVER); the type then says it."""
    if not type_ or "future" not in auxiliary or "negation" in auxiliary:
        return type_, auxiliary
    future = book.types[type_].future
    if future in ("AGREE", "CONCEDE"):
        return future, tuple(a for a in auxiliary if a != "future")
    return type_, auxiliary


def without_future(type_: str, auxiliary: tuple[Auxiliary, ...]) -> tuple[Auxiliary, ...]:
    """A promise says by its type that the deed is still to come."""
    return tuple(a for a in auxiliary if a != "future") if type_ in ("AGREE", "CONCEDE") else auxiliary
