"""Which actor a name in a phrase means, given the words beside it."""

from dragoman.codebook.actors import ActorLexicon, Entry, Name
from dragoman.codebook.actors_names import name_key
from dragoman.codebook.actors_words import words
from dragoman.grounding.actors.cities import is_capital, lies_in, place_country
from dragoman.grounding.actors.items import Item
from dragoman.grounding.actors.names import Tokens, longest_agent, longest_name
from dragoman.grounding.actors.people import by_surname, by_transliteration
from dragoman.grounding.actors.terms import choose_reading

_STYLES, _NO_ACTOR, _PARTICLES = words("styles"), words("no_actor"), words("particles")
_NO_SURNAME = words("no_surname")
# Sectors whose agent nouns are no titles before names.
_NO_TITLES = frozenset({"CVL", "AGR", "BUS", "LAB", "CRM", "UNK"})
_LONGEST_PERSON = 5
_BIG_TOWN = 500_000

Found = tuple[tuple[Name, ...], int]


class Namer:
    """Looks names up in one phrase; the countries that the phrase names are found once, when first needed."""

    __slots__ = ("_codes", "_date", "_focus", "_lexicon", "_phrase", "_tokens")

    def __init__(
        self, phrase: str, tokens: Tokens, *, lexicon: ActorLexicon, date: str | None, focus: str | None
    ) -> None:
        self._phrase, self._tokens, self._lexicon = phrase, tokens, lexicon
        self._date, self._focus = date, focus
        self._codes: frozenset[str] | None = None

    def name_at(self, i: int, before: Item | None) -> Found | None:
        """The name at token ``i`` as the readings of one actor, and its length in tokens."""
        found = longest_name(self._phrase, self._tokens, i, lexicon=self._lexicon)
        if not found:
            return None
        names, length = found
        if len(names) > 1 or names[0].focus_only:
            names = self._chosen(names, i, length, before)
        if names and names[0].entry.kind == "person" and self._of_another(names[0], i, length, before):
            return None
        return (names, length) if names else None

    def person_at(self, i: int, before: Item | None) -> Found | None:
        """A person named at token ``i`` by surname alone, or by a full name in another spelling."""
        trade = before and before.capital and before.agent and before.agent.sector in _NO_TITLES
        if self._tokens.keys[i] in _NO_SURNAME or trade or _continues_name(before) or (before and before.key == "the"):
            return None
        end = self._capitals_end(i)
        if end > i + 1:
            words_ = self._phrase[self._tokens.starts[i] : self._tokens.ends[end - 1]]
            names = by_transliteration(words_, lexicon=self._lexicon)
            if names:
                return names, end - i
            if not self._begins_actor(i + 1):
                return None
        elif self._name_goes_on(end):
            return None
        word = self._phrase[self._tokens.starts[i] : self._tokens.ends[i]]
        called = before is not None and (before.agent is not None or before.key in _STYLES)
        if not called and place_country(word, known=_BIG_TOWN):
            return None
        title = before.agent.noun if before and before.agent else None
        names = by_surname(
            self._tokens.keys[i],
            lexicon=self._lexicon,
            date=self._date,
            focus=self._focus,
            codes=self.codes,
            title=title,
        )
        return (names, 1) if names else None

    @property
    def codes(self) -> frozenset[str]:
        """Countries that the phrase names beyond doubt."""
        if self._codes is None:
            self._codes = frozenset(self._country_codes())
        return self._codes

    def _country_codes(self) -> set[str]:
        codes: set[str] = set()
        i = 0
        while i < len(self._tokens.keys):
            found = longest_name(self._phrase, self._tokens, i, lexicon=self._lexicon)
            for name in found[0] if found else ():
                if name.entry.kind == "country" and not name.focus_only and name.entry.code:
                    codes.add(name.entry.code)
            i += found[1] if found else 1
        return codes

    def _chosen(self, names: tuple[Name, ...], i: int, length: int, before: Item | None) -> tuple[Name, ...]:
        chosen = choose_reading(names, date=self._date, focus=self._focus, codes=self.codes)
        if chosen:
            return chosen
        countries = tuple(name for name in names if self._is_country(name))
        if countries and not _continues_name(before) and not self._name_goes_on(i + length):
            return countries
        return _agreed(names) if length > 1 and not (self._focus or self.codes) else ()

    def _of_another(self, name: Name, i: int, length: int, before: Item | None) -> bool:
        """Whether the words belong to an unknown person's name ("Juan Carlos Jobet", "Mike Johnson")."""
        if length == 1 and before and _continues_name(before):
            adjacent = self._phrase[before.end : self._tokens.starts[i]] == " "
            if adjacent and before.key not in name_key(name.entry.name).split():
                return True
        if length == 1 and before and before.agent and before.capital and before.agent.sector in _NO_TITLES:
            # "Hunter Biden": a trade that is a given name here.
            return " " in name.entry.name and not before.agent.inherits
        return self._name_goes_on(i + length)

    def _name_goes_on(self, after: int) -> bool:
        """Whether an unknown capitalised word at token ``after`` carries on the words before it."""
        tokens = self._tokens
        if after >= len(tokens.keys) or self._phrase[tokens.ends[after - 1] : tokens.starts[after]] not in " -":
            return False
        begins = self._phrase[tokens.starts[after]].isupper() or tokens.keys[after] in _PARTICLES
        return begins and tokens.keys[after] not in _NO_ACTOR and not self._begins_actor(after)

    def _begins_actor(self, i: int) -> bool:
        """Whether an agent or a name of more than a word begins here ("Trump White House")."""
        found = longest_name(self._phrase, self._tokens, i, lexicon=self._lexicon)
        lexicon = self._lexicon
        return bool(
            (found and (found[1] > 1 or found[0][0].entry.kind == "country"))
            or longest_agent(self._tokens, i, lexicon=lexicon)
        )

    def _is_country(self, name: Name) -> bool:
        """Whether a word of many meanings is a country here, and no better-known or nearer town."""
        if name.entry.kind != "country":
            return False
        if name.form in ("capital", "seat"):
            return is_capital(name.written, name.entry.code or "")
        if name.form == "name" and place_country(name.written) not in (None, name.entry.code):
            return False
        return not self._focus or not lies_in(name.written, self._focus)

    def _capitals_end(self, i: int) -> int:
        """The token after the run of capitalised words that begins at token ``i``."""
        tokens, end = self._tokens, i + 1
        while end < len(tokens.keys) and end - i < _LONGEST_PERSON:
            gap = self._phrase[tokens.ends[end - 1] : tokens.starts[end]]
            if gap not in (" ", "-", ". ") or not self._phrase[tokens.starts[end]].isupper():
                break
            end += 1
        return end


def _agreed(names: tuple[Name, ...]) -> tuple[Name, ...]:
    """What all readings of a long name say, where nothing supports one: "Labour Party" is a party."""
    if len({name.entry.id for name in names}) == 1:
        return names
    entries = [name.entry for name in names]
    if len({entry.kind for entry in entries}) > 1 or entries[0].kind in ("country", "people", "person"):
        return ()
    code = entries[0].code if len({entry.code for entry in entries}) == 1 else None
    sector = entries[0].sector if len({entry.sector for entry in entries}) == 1 else None
    shared = Entry(entries[0].kind, "", names[0].written, code, sector)
    return (Name(shared, names[0].written, "name", True),)


def _continues_name(before: Item | None) -> bool:
    if not before or before.kind != "word":
        return False
    return before.key in _PARTICLES or (before.capital and before.key not in _STYLES)
