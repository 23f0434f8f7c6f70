"""Is a place named as where something is ("in Gao", "Doha-based"), or as an actor ("Washington warned")?"""

import re

from dragoman.grounding.places.lexicon import words
from dragoman.record.types import Place

_BEFORE = re.compile(
    r"([\w-]+)[ \n]+(?:(?:the|a|an|its|their) )?(?:[\w-]+(?:ern|al|ed|ing|town|by) )?"
    r"(?:(?:city|town|village|province|district|state|capital|suburb|port|region) of )?\Z"
)
_KIND = "city|town|village|province|district|suburb|port|region|area|enclave"
_KIND_BEFORE = re.compile(
    rf"\b(?:{_KIND}|outskirts|streets|residents|people|parts?|sides?|north|south|east|west|coast|edge|cent(?:er|re)|heart"
    r"|control|capture|recapture|liberation|siege|fall|battle|bombing|bombardment) of (?:the )?(?:[A-Z][\w'’-]*, )?\Z"
    rf"|\b(?:capital|{_KIND}),? \Z"
)
_MOTION = re.compile(
    r"\b(?:(?:fle[de]|flees?|fleeing|went|go(?:es|ing)?|flew|fly|travel\w*|mov(?:e[ds]?|ing)|return\w*|came"
    r"|come|drove|marched|advanc\w+|withdr\w+|retreat\w*|deport\w*|evacuat\w+|deploy\w*|sent|dispatch\w*|transport\w*|transfer\w*|extradit\w+|airlift\w*|trip|visit"
    r"|flights?|road|way|close|next|back|journey)(?: [a-z]+){0,2} to|arriv\w+ (?:in|at)|visit(?:ed|ing|s)?"
    r"|reach(?:ed|es|ing)?|enter(?:ed|s|ing)?|leav(?:e|es|ing)|left|captur\w+|seiz\w+|retook|besieg\w+"
    r"|bomb(?:ed|ing|s)?|shell(?:ed|ing|s)?) (?:the )?\Z"
)
_LIST = re.compile(r"([\w-]+) (?:the )?(?:[A-Z][\w'’-]*,? (?:(?:and|or|the) ){0,2})+\Z")
_UNACTING = frozenset("HTSRUV")  # waters, mountains, sites and roads: GeoNames feature classes that do not act
_ACTS = re.compile(
    r"['’]s |s?,? (?:said|says|told|warned|urged|vowed|demanded|denied|accused|called|wants|beat|won|lost)\b"
)
_DATELINE = re.compile(r"[^\n]{0,60}?(?:—|–|--| - )|, [A-Z][\w ]{2,30} \(|[ ]?\([A-Z][^)\n]{1,40}\)")
_AFTER = re.compile(
    r"[-–](?:based|born|area|bound)\b"
    r"| (?:province|district|city|governorate|county|region|village|town|airport|suburb|area|residents?)\b"
)


def is_locative(text: str, place: Place) -> bool:
    """Whether the words about a place tell where something is or happens.

    True for "in Gao", "near Gao", "northern Mali", "the city of Gao", "Gao province", "Doha-based", a dateline, a name
    in a list that follows one of these, a town that is no capital, a water or a site. False for "Washington warned",
    "talks with Moscow", and for an adjective ("Syrian").
    """
    if place.reason.startswith("adjective"):
        return False
    if place.feature_class in _UNACTING:
        return True
    before, after = text[max(0, place.start - 80) : place.start], text[place.end : place.end + 70]
    if _AFTER.match(after):
        return True
    if after[:1] in ("-", "–"):
        return False  # "US-backed", "Iran–Iraq"
    found = _BEFORE.search(before)
    if found and found[1].lower() == "on" and place.feature_class not in ("T", "H", "R"):
        found = None  # "called on Turkey" against "on Crete"
    if found and any(found[1].lower() in words(name) for name in ("prepositions.txt", "locative_words.txt")):
        return True
    if _MOTION.search(before) or _KIND_BEFORE.search(before):
        return True
    listed = _LIST.search(before)
    if (
        listed
        and words("function_words.txt").isdisjoint(listed[0].replace(",", "").split()[1:])
        and listed[1].lower() in words("prepositions.txt")
    ):
        return True
    if place.feature_code in ("PPL", "PPLX"):
        return not _ACTS.match(after)  # a town that is no capital seldom stands for a government
    opening = not before.strip() or before.rstrip(" ")[-1:] in ("\n", ".")
    return opening and place.text.isupper() and bool(_DATELINE.match(after))
