"""By which medium something was said: "in an interview", "the statement read", "tweeted"."""

from collections.abc import Sequence

from dragoman.codebook.cues import Cues
from dragoman.coding.statements.draft import Draft
from dragoman.coding.statements.scene import Scene
from dragoman.coding.statements.told import Range

_LEADS = frozenset(["in", "on", "at", "during", "via", "through", "by", "to", "of", "from"])


def medium(scene: Scene, draft: Draft, pieces: Sequence[Range], cues: Cues) -> str | None:
    """The medium of a statement, or None if its sentence names none outside the words said."""
    parse = scene.parse
    for first, last in draft.cue:
        for index in range(first, last + 1):
            if (found := cues.media.get(parse.lower[index])) is not None:
                return found
    if draft.speaker is not None and (found := cues.media.get(parse.lower[draft.speaker])) is not None:
        return found
    for index, low in enumerate(parse.lower):
        found = cues.media.get(low)
        if found is not None and _is_told_by(scene, index, pieces, cues):
            return found
    return None


def _is_told_by(scene: Scene, index: int, pieces: Sequence[Range], cues: Cues) -> bool:
    """Does a noun outside the content stand in a phrase with a preposition of medium, or is it what was
    issued?"""
    parse = scene.parse
    at = parse.offsets[index]
    if any(start <= at < end for start, end in pieces):
        return False
    head = parse.heads[index]
    if parse.deps[index] == "dobj" and parse.lower[head] in cues.light:
        return True
    while parse.deps[index] in ("compound", "amod", "nmod") and parse.heads[index] != index:
        index = parse.heads[index]
    return parse.deps[index] == "pobj" and parse.lower[parse.heads[index]] in _LEADS
