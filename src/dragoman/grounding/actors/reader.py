"""Reads the mentions of a document one after another and gives each its referent."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from dragoman.codebook.actors import ActorLexicon
from dragoman.codebook.actors_names import name_key
from dragoman.codebook.actors_words import words
from dragoman.grounding.actors.cities import place_country
from dragoman.grounding.actors.discourse import Referent, gender_of, head_word, referent_of
from dragoman.grounding.actors.phrase import resolve_phrase
from dragoman.grounding.actors.pronouns import Seen, antecedent
from dragoman.grounding.actors.terms import OFFICIAL_SECTORS
from dragoman.grounding.actors.types import Mention, Resolution

_ABBREVIATION = re.compile(r"\s*\((?:the |or |also known as )?[\"“']?([A-Z][\w./-]{1,11})[\"”']?[),;]")
_INNER_ABBREVIATION = re.compile(r"\(([A-Z][\w.-]{1,11})\)\s*$")
_COMPLEMENT = re.compile(r" of (?:the )?[A-Z][\w.]*(?:[ -](?:and |of )?[A-Z][\w.]*){0,4}")
_IN_THE_CAPITAL = re.compile(r"\bIn ([A-Z][\w'’-]+(?: [A-Z][\w'’-]+)*), $")
_DEFINITE, _POSSESSIVES, _INDEFINITE = words("definite"), words("possessive"), words("indefinite")
_STYLES, _NO_ACTOR, _THINGS = words("styles"), words("no_actor"), words("things")
_THING_PHRASES = re.compile("|".join(rf"\b{phrase}\b" for phrase in sorted(words("thing_phrases"))), re.IGNORECASE)
_GENDERS = {word: gender for gender, name in (("m", "male"), ("f", "female")) for word in words(name)}
# What may stand before the first word of a sentence.
_OPENING = ("", ".", "!", "?", "\n", '"', "”", "“")
_PLACE_BOUND, _UNBOUND, _UNBOUND_AGENTS = words("place_bound"), words("unbound"), words("unbound_agents")
_COUNTRIES, _ELSEWHERE = words("class_country"), words("elsewhere")
_BIG_TOWN = 300_000
# Mentions within which a definite description finds what it takes up.
_REMEMBERED = 200


class Reader:
    """Reads mentions one after another; holds the referents found so far.

    ``people``: full names of people of the lexicon in the text, by surname, since headlines and first
    sentences may give the surname before the name. ``capitals``: the
    country in which each town lies that bears a capital's name, by its offset.
    """

    __slots__ = (
        "_aliases",
        "_by_key",
        "_by_sentence",
        "_by_word",
        "_capitals",
        "_date",
        "_focus",
        "_lexicon",
        "_mentions",
        "_people",
        "_seen",
        "_text",
        "of",
    )

    def __init__(
        self,
        text: str,
        mentions: Sequence[Mention],
        *,
        lexicon: ActorLexicon,
        date: str | None,
        focus: str | None,
        people: Mapping[str, str],
        capitals: Mapping[int, str],
    ) -> None:
        self._text, self._mentions, self._capitals = text, mentions, capitals
        self._lexicon, self._date, self._focus = lexicon, date, focus
        self._people = people
        self._seen: list[Seen] = []
        self._by_key: dict[tuple[str, ...], Referent] = {}
        self._by_word: dict[str, list[Referent]] = {}
        self._aliases: dict[str, Referent] = {}
        self.of: dict[int, Referent] = {}
        self._by_sentence: dict[int, list[Mention]] = {}
        for mention in mentions:
            if mention.kind == "name":
                self._by_sentence.setdefault(mention.sentence, []).append(mention)

    def read(self, i: int) -> None:
        """Gives mention ``i`` its referent, if it stands for an actor."""
        mention = self._mentions[i]
        if mention.kind == "pronoun":
            barred = self._named_after(mention)
            referent = antecedent(mention.text.lower(), mention, self._seen, text=self._text, barred=barred)
        else:
            referent = self._described(mention)
        if referent is not None:
            self._note(i, mention, referent)

    def _named_after(self, mention: Mention) -> frozenset[str]:
        """Keys of the names after a pronoun that opens its sentence as its subject: it stands for none of them ("They
        called on Turkey …"; Chomsky's Principle C)."""
        before = self._text[: mention.start].rstrip(" \t")[-1:]
        if mention.role != "subject" or before not in _OPENING:
            return frozenset()
        after = (m for m in self._by_sentence.get(mention.sentence, ()) if m.start > mention.start)
        return frozenset(name_key(_without_article(m.text)) for m in after)

    def read_first_person(self, i: int) -> None:
        """Gives "we" or "our army" the speaker of its quotation, or an actor of the speaker's side."""
        mention = self._mentions[i]
        speaker = self.of.get(mention.quoted_speaker) if mention.quoted_speaker is not None else None
        if speaker is None:
            return
        if mention.kind == "pronoun":
            self.of[i] = speaker
            speaker.mentions.append(i)
        else:
            found = resolve_phrase(mention.text, lexicon=self._lexicon, date=self._date, focus=self._focus)
            if self._is_actor(found, mention):
                self._note(i, mention, self._owned(found, mention, speaker))

    def _note(self, i: int, mention: Mention, referent: Referent) -> None:
        self.of[i] = referent
        referent.mentions.append(i)
        self._seen.append(Seen(referent, mention.start, mention.sentence, mention.role, mention.plural, mention.joined))
        if mention.kind == "pronoun":
            return
        for name in referent.names:
            for word in name.split():
                bearers = self._by_word.setdefault(word, [])
                if not bearers or bearers[-1] is not referent:
                    bearers.append(referent)
        short = _ABBREVIATION.match(self._text, mention.end) or _INNER_ABBREVIATION.search(mention.text)
        if short:
            self._aliases[name_key(short[1])] = referent

    def _described(self, mention: Mention) -> Referent | None:
        if mention.head in _NO_ACTOR and not self._is_surname(mention):
            return None
        if mention.head in _THINGS or _THING_PHRASES.search(mention.text):
            return None
        if mention.kind == "nominal" and mention.head not in self._lexicon.agents and mention.text.islower():
            return None
        alias = self._aliases.get(name_key(_without_article(mention.text)))
        if alias is not None:
            return alias
        found = self._resolved(mention)
        if not self._is_actor(found, mention) or self._is_of_elsewhere(found, mention):
            return None
        renamed = self.of.get(mention.appositive_of) if mention.appositive_of is not None else None
        if renamed is not None and self._may_rename(found, mention, renamed):
            return self._appositive(renamed, found, mention)
        return self._named(found, mention) if _is_name(found, mention) else self._nominal(found, mention)

    def _is_surname(self, mention: Mention) -> bool:
        """Is it a person whose name is a month's or the like ("Theresa May", then "May")?"""
        if mention.kind != "name":
            return False
        known = (referent for referent in self._by_word.get(mention.head, ()) if referent.kind == "person")
        if next(known, None) is not None:
            return True
        found = resolve_phrase(mention.text, lexicon=self._lexicon, date=self._date, focus=self._focus)
        return " " in mention.text and found.kind == "person" and found.id is not None

    def _is_of_elsewhere(self, found: Resolution, mention: Mention) -> bool:
        """Is it a town that only shares its name with the capital of another country ("Paris, Texas")?"""
        return found.kind == "country" and self._capitals.get(mention.start, found.code) != found.code

    def _resolved(self, mention: Mention) -> Resolution:
        """The mention by its own words and, if they leave its country open, an "of" phrase after it."""
        found = resolve_phrase(mention.text, lexicon=self._lexicon, date=self._date, focus=self._focus)
        if found.code is None and found.sector in OFFICIAL_SECTORS:
            found = self._at_home(found, mention)
        if found.code is None and found.agent and self._text.startswith(" of ", mention.end):
            complement = _COMPLEMENT.match(self._text, mention.end)
            if complement:
                longer = mention.text + complement[0]
                wider = resolve_phrase(longer, lexicon=self._lexicon, date=self._date, focus=self._focus)
                return wider if wider.agent == found.agent else found
        return found

    def _at_home(self, found: Resolution, mention: Mention) -> Resolution:
        """ "In Baghdad, the government said": whoever holds office there is of that country."""
        begin = max(0, mention.start - 60)
        place = _IN_THE_CAPITAL.search(self._text[begin : mention.start])
        code = self._capitals.get(begin + place.start(1)) if place else None
        return replace(found, code=code, reason=f"{found.reason}; in {place[1]}") if place and code else found

    def _is_actor(self, found: Resolution, mention: Mention) -> bool:
        if mention.kind == "name" and mention.head not in self._lexicon.agents:
            owned = mention.text.split(" ", 1)[0].lower() in _POSSESSIVES
            return found.headed and not (owned and found.kind == "unknown")
        if mention.head in self._lexicon.agents and not self._lexicon.agents[mention.head].modifier:
            return True
        return found.headed and found.kind != "unknown"

    def _may_rename(self, found: Resolution, mention: Mention, renamed: Referent) -> bool:
        """Whether an apposition is likely one: lists and "in Libya, the group's head said" are parsed so too.

        One name does not rename another that shares no word with it, nor a person a country or body, nor a company a
        country or its capital.
        """
        if found.sector == "BUS" and renamed.kind == "country":
            return False
        if renamed.named and _is_name(found, mention):
            words_ = set(name_key(found.name).split())
            return any(not words_.isdisjoint(name.split()) for name in renamed.names)
        person = found.kind == "person" or (
            found.kind == "agent" and not mention.plural and not self._collective(found, mention)
        )
        return not (person and renamed.person is False)

    def _appositive(self, renamed: Referent, found: Resolution, mention: Mention) -> Referent:
        renamed.learn(found)
        if not _is_name(found, mention) or renamed.named:
            return renamed
        known = self._by_key.get(_key(found))
        if known is not None:
            self._merge(renamed, known)
            return known
        renamed.name, renamed.id, renamed.named = found.name, found.id, True
        renamed.names.append(name_key(found.name))
        renamed.gender = renamed.gender or gender_of(found.name)
        if found.kind == "person":
            renamed.person, renamed.kind = True, "person"
        if found.id:
            renamed.code, renamed.identifier_id = found.code or renamed.code, found.identifier_id
            renamed.sector, renamed.others = found.sector, found.other_sectors
        self._by_key[_key(found)] = renamed
        return renamed

    def _merge(self, old: Referent, new: Referent) -> None:
        """What was said of a description holds of the name that an apposition gives it."""
        new.titles |= old.titles
        new.mentions.extend(old.mentions)
        self.of.update(dict.fromkeys(old.mentions, new))
        self._seen = [item._replace(referent=new) if item.referent is old else item for item in self._seen]

    def _named(self, found: Resolution, mention: Mention) -> Referent:
        gender = _GENDERS.get(name_key(mention.text.split(" ", 1)[0]), "")
        surname = _bare_surname(found, mention)
        known = self._fuller_name(surname, gender=gender) if surname else None
        if known is None and surname and surname in self._people:
            found = resolve_phrase(self._people[surname], lexicon=self._lexicon, date=self._date, focus=self._focus)
        known = known or self._by_key.get(_key(found))
        if known is None and found.id is None:
            known = self._fuller_name(name_key(_untitled(found.name)), gender=gender)
        if known is None:
            known = referent_of(self._with_focus(_without_town(found), mention), mention, collective=None)
        elif known.id == found.id:
            known.learn(_without_town(found) if not found.weak else replace(found, code=None, sector=None))
        if known.id == found.id:
            self._by_key[_key(found)] = known
        known.gender = gender or known.gender
        return known

    def _fuller_name(self, key: str, *, gender: str) -> Referent | None:
        """The latest referent with a name that holds all words of this one, one of them at an end.

        Of people it is the end that counts: the surname.
        """
        wanted = set(key.split())
        for referent in reversed(self._by_word.get(key.rpartition(" ")[2], ())):
            for name in referent.names:
                tokens = name.split()
                ends = {tokens[-1]} if referent.person else {tokens[0], tokens[-1]}
                if wanted < set(tokens) and wanted & ends and gender in ("", referent.gender or gender):
                    return referent
        return None

    def _nominal(self, found: Resolution, mention: Mention) -> Referent:
        first = mention.text.split(" ", 1)[0].lower()
        noun = head_word(found.agent or mention.head)
        if first in _POSSESSIVES:
            owner = antecedent(first, mention, self._seen, text=self._text)
            if owner is not None:
                return self._owned(found, mention, owner)
        if found.code is None and first in _DEFINITE:
            known = self._taken_up(noun, mention)
            if known is not None:
                return known
        found = self._with_focus(found, mention)
        key = ("agent", found.code or "", found.agent or mention.head, found.sector or "")
        known = self._by_key.get(key)
        if known is None or first in _INDEFINITE:
            known = self._by_key[key] = referent_of(found, mention, collective=self._collective(found, mention))
        return known

    def _taken_up(self, noun: str, mention: Mention) -> Referent | None:
        """The last actor that a description fits: first of those the text called so, then of all."""
        near = self._seen[-_REMEMBERED:]
        for item in reversed(near):
            if noun in item.referent.titles and self._agrees(item.referent, noun, mention):
                return item.referent
        for item in reversed(near):
            if noun in item.referent.heads and self._agrees(item.referent, noun, mention):
                return item.referent
        return None

    def _agrees(self, referent: Referent, noun: str, mention: Mention) -> bool:
        if not mention.plural:
            return not referent.plural or referent.person is False
        return referent.plural or self._has_members(referent, noun)

    def _has_members(self, referent: Referent, noun: str) -> bool:
        """Whether a plural noun may take up a body by its members ("the rebels")."""
        agent = self._lexicon.agents.get(noun)
        return referent.person is False and bool(agent) and not (agent and agent.collective)

    def _owned(self, found: Resolution, mention: Mention, owner: Referent) -> Referent:
        """ "Its army", "his spokesman": the owner's country, and sector where the head inherits one."""
        agent = self._lexicon.agents.get(name_key(found.agent or mention.head))
        inherits = bool(agent and agent.inherits and owner.sector and found.sector in (None, "GOV", "UNK"))
        found = replace(
            found,
            code=found.code or owner.code,
            sector=owner.sector if inherits else found.sector,
            reason=f"{found.reason}; of {owner.name}",
        )
        key = ("agent", found.code or "", found.agent or mention.head, found.sector or "")
        if key not in self._by_key:
            self._by_key[key] = referent_of(found, mention, collective=self._collective(found, mention))
        return self._by_key[key]

    def _collective(self, found: Resolution, mention: Mention) -> bool:
        agent = self._lexicon.agents.get(name_key(found.agent or mention.head))
        return bool(agent and agent.collective)

    def _with_focus(self, found: Resolution, mention: Mention) -> Resolution:
        """An agent without a country is one of the country that the text is about."""
        if found.code or not found.agent:
            return found
        if found.agent == "coalition" and found.sector == "MIL":
            return replace(found, code="IGO", reason=f"{found.reason}; of several states: IGO")
        said = mention.text.lower().split()
        if self._focus and _is_the_country(found, mention, said):
            return replace(found, code=self._focus, reason=f"{found.reason}; the text is about {self._focus}")
        abroad = found.agent in _UNBOUND_AGENTS or not _UNBOUND.isdisjoint(said[:3])
        abroad = abroad or (found.agent in _COUNTRIES and mention.plural)
        if not self._focus or found.sector not in _PLACE_BOUND or abroad:
            return found
        return replace(found, code=self._focus, reason=f"{found.reason}; the text is about {self._focus}")


def _key(found: Resolution) -> tuple[str, ...]:
    return (found.id, found.name) if found.id else ("name", name_key(_untitled(found.name)))


def _bare_surname(found: Resolution, mention: Mention) -> str:
    """The surname, if the words give no more of a person's name than that; else empty."""
    if found.kind != "person" and not (found.kind == "unknown" and " " not in _untitled(found.name)):
        return ""
    *given, surname = name_key(_untitled(found.name)).split() or [""]
    spoken = name_key(mention.text).split()
    return surname if surname in spoken and not any(name in spoken for name in given) else ""


def _is_the_country(found: Resolution, mention: Mention, said: list[str]) -> bool:
    """ "The country", "the island nation": not "the neighbouring country"."""
    definite = said[0] == "the" and not mention.plural
    return definite and found.agent in _COUNTRIES and _ELSEWHERE.isdisjoint(said)


def _is_name(found: Resolution, mention: Mention) -> bool:
    return found.kind in ("person", "country", "group", "organisation", "institution") or (
        found.kind in ("people", "unknown") and mention.kind == "name"
    )


def _without_town(found: Resolution) -> Resolution:
    """In a text an unknown name is somebody's rather than a town's, unless the town is a big one."""
    if not found.weak or found.kind != "unknown" or place_country(found.name, known=_BIG_TOWN):
        return found
    return replace(found, code=None, sector=None, weak=False, reason="unknown name")


def _without_article(text: str) -> str:
    return text[4:] if text[:4].lower() == "the " else text


def _untitled(name: str) -> str:
    words = name.split()
    while len(words) > 1 and name_key(words[0]) in _STYLES:
        words.pop(0)
    return " ".join(words)
