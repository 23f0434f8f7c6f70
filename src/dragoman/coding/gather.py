"""All deeds of a sentence: each predicate folded once, from the root down, and what tells the same deed joined."""

from dataclasses import replace

from dragoman.coding.deeds import Deed
from dragoman.coding.fold import Folder
from dragoman.coding.scene import Scene


def fold_scene(scene: Scene) -> tuple[tuple[Deed, ...], Folder]:
    """All deeds of a sentence that are not part of another, in text order, and the folder that made them."""
    folder = Folder(scene)
    found: list[Deed] = []
    used: set[int] = set()
    book = scene.book
    known = [
        i
        for i, word in enumerate(scene.parse.lower)
        if word in book.verbs or word in book.nouns or word in book.adjectives
    ]
    order = sorted(known, key=lambda i: _depth(scene, i))
    for index in order:
        if index in used:
            continue
        for deed in folder.fold(index):
            used |= deed.used
            if deed.type:
                found.append(deed)
    return tuple(sorted(_joined(scene, found), key=lambda deed: deed.words)), folder


def _joined(scene: Scene, deeds: list[Deed]) -> list[Deed]:
    """The deeds, without participles that only tell who does what a noun says ("talks mediated by Egypt resumed"): the
    noun's deed takes their modes."""
    kept = list(deeds)
    for inner in deeds:
        noun = scene.parse.heads[inner.head] if scene.parse.deps[inner.head] == "acl" else None
        outer = next((deed for deed in kept if noun in deed.words and deed is not inner), None)
        if outer and (outer.type, set(outer.actors)) == (inner.type, set(inner.actors)) and not inner.recipients:
            kept[kept.index(outer)] = replace(outer, modes=outer.modes or inner.modes, used=outer.used | inner.used)
            kept.remove(inner)
    return kept


def _depth(scene: Scene, index: int) -> int:
    """Distance from the root: what stands higher is folded first, and takes what hangs on it."""
    return sum(1 for _ in zip(scene.parse.ancestors(index), range(60)))
