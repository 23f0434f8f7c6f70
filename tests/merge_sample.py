"""Texts, parties, places and events that the tests of merging share."""

import random
from dataclasses import replace

from dragoman.merging import (
    Told,
)
from dragoman.merging.told import Bounds, Side, Where

_WHO = "the governor|a brigade|harbour police|the election board|two ministers|dock workers|a tribal council|rebels"
_DID = "inspected|blocked|visited|criticised|left|rebuilt|guarded|shelled|closed|reopened|searched|occupied"
_WHAT = "the old bridge|a grain depot|the northern road|three schools|the radio mast|a field hospital|the customs post"
_HOW = "before dawn|under heavy rain|without a permit|at the request of villagers|despite warnings|after long talks"
NAMES = "Arvan|Belisk|Corvala|Dunmore|Eshkar|Falun|Garvik|Hesten|Ilmara|Jorvan|Kelmot|Lusaro|Marvik|Nestor|Oldane"
HEADS = "Tension grows in the hills|What we know so far|Roundup of the day|Updated with quotes|Our reporters write"


def pick(dice: random.Random, words: str) -> str:
    return dice.choice(words.split("|"))


def _sentence(dice: random.Random) -> str:
    name, number = pick(dice, NAMES), dice.randint(3, 900)
    return (
        f"{pick(dice, _WHO)} {pick(dice, _DID)} {pick(dice, _WHAT)} near {name} {pick(dice, _HOW)}, "
        f"and {number} people {pick(dice, _DID)} {pick(dice, _WHAT)}."
    ).capitalize()


def article(dice: random.Random) -> list[str]:
    return [_sentence(dice) for _ in range(dice.randint(5, 16))]


QUAKE_ONE = (
    "Quake hits Lusaro province, 14 dead. A magnitude 6.1 earthquake shook Lusaro on Tuesday, the governor Ana "
    "Velik said. Houses fell in the town of Corvala.",
    "Strong earthquake in Lusaro kills 14. Rescuers in Corvala dug through houses after the magnitude 6.1 quake, "
    "Ana Velik said on Tuesday.",
    "Corvala buries its dead after earthquake. The magnitude 6.1 quake killed 14 people in Lusaro province.",
)
QUAKE_TWO = (
    "Quake hits Marvik island, 230 dead. A magnitude 7.4 earthquake shook Marvik on Sunday, the mayor Tom Heskel "
    "said. Houses fell in the port of Dunmore.",
    "Strong earthquake on Marvik kills 230. Rescuers in Dunmore dug through houses after the magnitude 7.4 quake, "
    "Tom Heskel said on Sunday.",
    "Dunmore buries its dead after earthquake. The magnitude 7.4 quake killed 230 people on Marvik island.",
)
TALKS_STORY = (
    "Eshkar and Falun sign border treaty. The foreign ministers Idris Noor and Petra Lang signed the border "
    "treaty in Geneva.",
    "Border treaty signed in Geneva by Idris Noor and Petra Lang, ending the dispute of Eshkar and Falun.",
    "After the border treaty, Eshkar and Falun open their embassies, foreign minister Petra Lang said in Geneva.",
)
FILLER = (
    "The central bank of Ilmara left its rate at 4.5 percent.",
    "A storm closed schools along the coast of Nestor for two days.",
    "Striking teachers marched through Oldane and called for more pay.",
    "The court in Jorvan freed a journalist who had been held since May.",
)


TALIBAN = Side("Taliban", "AFG", "REB", "Q42418")
POLICE = Side("police", "AFG", "COP")
ARMY = Side("Afghan army", "AFG", "MIL")
CIVILIANS = Side("villagers", "AFG", "CVL")
GUNMEN = Side("gunmen")
KUNDUZ = Where("Kunduz", 1135689, 36.73, 68.86, "Kunduz", "AFG", 4)
KUNDUZ_SUBURB = Where("Angorbagh", 999001, 36.75, 68.90, "Kunduz", "AFG", 5)
KUNDUZ_PROVINCE = Where("Kunduz Province", 1135690, 36.8, 68.8, "Kunduz", "AFG", 2)
HERAT = Where("Herat", 1140026, 34.35, 62.2, "Herat", "AFG", 4)
AFGHANISTAN = Where("Afghanistan", 1149361, 33.0, 66.0, None, "AFG", 1)
DAY = 738_000

ATTACK = Told(
    number=0,
    document="a",
    id="e1",
    type="ASSAULT",
    modes=frozenset(),
    first=DAY,
    last=DAY,
    actors=(TALIBAN,),
    recipients=(POLICE,),
    where=KUNDUZ,
    sizes={"dead": Bounds(12, 12)},
    happened=frozenset(),
    claim="asserted",
    says="Wire One",
    publication="Wire One",
    published="2021-07-28",
    evidence="Taliban fighters killed 12 police in Kunduz.",
)
OTHER = replace(ATTACK, number=1, document="b", id="e2", says="Ali Reza", publication="Wire Two")
TALKS = replace(
    ATTACK,
    type="CONSULT",
    actors=(ARMY,),
    recipients=(TALIBAN,),
    where=None,
    sizes={},
    modes=frozenset({"visit"}),
)
