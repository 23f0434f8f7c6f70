"""Which place does a name mean? Each candidate has a standing of its own; the words beside the name and the other
places of the document vote.

One sense a name and document, except where the words beside it say otherwise. The votes are sums, so the work is
linear in the number of names. Method: one sense a discourse and spatial minimality, as in Leidner, "Toponym
resolution in text" (2007), by shares that are settled in rounds of falling temperature.
"""

import math
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dragoman.codebook.gazetteer import GazetteerPlace, fold
from dragoman.grounding.places.beside import Named, described, fit
from dragoman.grounding.places.lexicon import LISTED, Candidate, candidates, words
from dragoman.grounding.places.recognise import Judged
from dragoman.grounding.places.standing import FEDERAL, inside, shares, standing, weighed
from dragoman.grounding.places.votes import Votes
from dragoman.grounding.places.weights import RESOLUTION as WEIGHTS

ROUNDS = (3.0, 2.0, 1.0)  # heats of the rounds
HOPELESS = 8.0  # a candidate so far behind the foremost cannot be voted before it
# A larger town is not sought in the country or division named after it ("Mariupol, Kharkiv and Kherson").
LARGE, LARGE_IN_FEDERATION = 100_000, 2_000_000
_LISTING = re.compile(r"[^,.;()]{2,40}(?:,? (?:and|or|&) |, (?!where|which|who|a |the |in |on |said|after)\w)")


@dataclass(frozen=True, slots=True)
class Resolved:
    """A judged mention, the place that it means (or None), and why."""

    judged: Judged
    place: GazetteerPlace | None
    reason: str


def resolve(text: str, items: Sequence[Judged], *, home: str | None = None) -> list[Resolved]:
    """The place of every mention, in order. ``home``: a name that may tell where the paper appears."""
    all_named = [described(text, items, i) for i in range(len(items))]
    groups: dict[str, list[Named]] = defaultdict(list)
    for named in all_named:
        groups[fold(named.judged.mention.name)].append(named)
    settled = _settle({key: _scores(group) for key, group in groups.items()}, home)
    return [_choose(text, named, settled[fold(named.judged.mention.name)]) for named in all_named]


def _settle(scores: Mapping[str, Mapping[Candidate, float]], home: str | None) -> dict[str, dict[Candidate, float]]:
    """Shares of every name's candidates after the rounds of voting."""
    settled = {key: shares(own) for key, own in scores.items()}
    votes = Votes()
    for key, own_shares in settled.items():
        votes.add(own_shares, 1.0)
        votes.count(key, own_shares)
    if home:
        votes.add(_home(home), 1.5)
    for heat in ROUNDS if home or len(scores) > 1 else ():
        for key, own in scores.items():
            if len(own) > 1:
                votes.add(settled[key], -1.0)
                settled[key] = shares({c: score + votes.for_(c.place, key) for c, score in own.items()}, heat)
                votes.add(settled[key], 1.0)
    return settled


def _scores(group: Sequence[Named]) -> dict[Candidate, float]:
    """Standing and, for all mentions of one name together, the best fit to words beside them."""
    designated = any(named.designator for named in group)
    options = dict.fromkeys(c for named in group for c in weighed(named.judged.mention.found, designated=designated))
    scores = {c: standing(c, designated=designated) + max(fit(c, named) for named in group) for c in options}
    least = max(scores.values(), default=0.0) - HOPELESS
    return {c: score for c, score in scores.items() if score >= least}


def _home(publication: str) -> dict[Candidate, float]:
    """Shares of the places that a publication's name names."""
    parts = [
        word for word in publication.split() if word[:1].isupper() and word.lower() not in words("ordinary_words.txt")
    ]
    for size in (3, 2, 1):
        for i in range(len(parts) - size + 1):
            options = weighed(candidates(" ".join(parts[i : i + size])))
            if options:
                return shares({c: standing(c) for c in options}, 1.0)
    return {}


def _choose(text: str, named: Named, own: Mapping[Candidate, float]) -> Resolved:
    """The name's sense, unless this mention's own container says otherwise."""
    if not own:
        return _unresolved(named)
    best = max(own, key=lambda c: (own[c], -c.place.index))
    if named.container or named.designator or named.is_container:
        best = max(own, key=lambda c: (math.log(own[c] + 1e-9) + 1.5 * fit(c, named), -c.place.index))
    if named.container and _unknown_town(text, named, best):
        return Resolved(named.judged, named.container, _placed_in(named.container))
    return Resolved(named.judged, best.place, _reason(best, named, own))


def _reason(best: Candidate, named: Named, own: Mapping[Candidate, float]) -> str:
    """A short phrase: why this candidate."""
    if named.judged.mention.role != "name":
        return f"{named.judged.mention.role} of {best.place.name}"
    if named.container and inside(best.place, named.container):
        return f"named as lying in {named.container.name}"
    if len(own) == 1:
        return "the only place of that name known"
    foremost = best == max(own, key=standing)
    return "the best known place of that name" if foremost else "near the other places of the document"


def _placed_in(container: GazetteerPlace) -> str:
    return f"not in the gazetteer; placed in {container.name}"


def _unresolved(named: Named) -> Resolved:
    """A name that no candidate is known for: placed in the division that is named beside it, or left open."""
    container = named.container
    if container is not None and container.feature_code == "ADM1":
        return Resolved(named.judged, container, _placed_in(container))
    return Resolved(named.judged, None, "not in the gazetteer")


def _unknown_town(text: str, named: Named, best: Candidate) -> bool:
    """Is the town meant not known? "Stroud, Ontario" is a place in Ontario, not the Stroud known elsewhere."""
    if named.container is None or named.weight < WEIGHTS["contained"] or inside(best.place, named.container):
        return False
    federal = named.container.feature_code == "ADM1" and named.container.country in FEDERAL
    if best.place.population >= (LARGE_IN_FEDERATION if federal else LARGE):
        return False
    if best.place.feature_code in ("PCLI", "ADM1") or best.kind == LISTED:
        return False
    return not _LISTING.match(text, named.judged.mention.end + 2)
