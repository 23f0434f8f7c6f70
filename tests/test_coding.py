"""Cases of the coding passes: text files of sentences and what they must give."""

from pathlib import Path

import pytest

import dragoman
from case_file import Case, read_cases
from dragoman.codebook.language import Example
from dragoman.examples import check_examples

CASES = Path(__file__).parent / "cases"


def all_cases() -> list[tuple[str, Case]]:
    return [(name, case) for name in ("happened.txt", "arguments.txt") for case in read_cases(CASES / name)]


@pytest.mark.parametrize(("name", "case"), all_cases(), ids=lambda value: getattr(value, "title", None))
def test_case(name: str, case: Case) -> None:
    examples = [
        Example(case.sentence, expected.replace(" > ", " > ", 1).replace("asserted ", ""), name)
        for expected in case.expected
    ]
    assert case.expected
    assert list(check_examples(examples)) == []
    if any(expected.split()[1:2] == ["asserted"] for expected in case.expected):
        coded = dragoman.code(dragoman.Document(id="1", text=case.sentence), judge=None)
        assert any(event.claim == "asserted" and not event.auxiliary for event in coded.events)


def test_codebook_examples_hold() -> None:
    book = dragoman.load_codebook()
    assert len(book.examples) > 100
    assert list(check_examples(book.examples)) == []


def test_only_the_plain_sentence_is_an_asserted_fact() -> None:
    sentences = [case.sentence for case in read_cases(CASES / "happened.txt")][:6]
    facts = [
        sentence
        for sentence in sentences
        for event in dragoman.code(dragoman.Document(id="1", text=sentence), judge=None).events
        if event.event == ("ASSAULT",) and event.claim == "asserted" and not event.auxiliary
    ]
    assert facts == ["Germany invaded France."]


@pytest.mark.parametrize(
    ("sentence", "who", "whom"),
    [
        ("The Malian army killed dozens of insurgents.", ["The Malian army"], ["dozens of insurgents"]),
        ("Bolivia released scores of activists on Friday.", ["Bolivia"], ["scores of activists"]),
        ("Chad agreed on the terms of a loan from China.", ["Chad"], ["China"]),
        ("Police in Spain arrested no one.", ["Police"], []),
        ("Rebels launched a major attack on Goma.", ["Rebels"], ["Goma"]),
        ("Canada gave $30 million to help farmers in Mali.", ["Canada"], ["farmers"]),
        ("Peru sent four generators to assist Bolivia with its power cuts.", ["Peru"], ["Bolivia"]),
        (
            "Amnesty International put out a report accusing the Togolese army.",
            ["Amnesty International"],
            ["the Togolese army"],
        ),
        ("Chad was blunt in blaming Sudan for the raid.", ["Chad"], ["Sudan"]),
        (
            "The Bolivian minister criticised his Chilean counterpart, Pablo Soto, on Friday.",
            ["The Bolivian minister"],
            ["Pablo Soto"],
        ),
        (
            "The Ghanaian, Togolese and Beninese navies attacked pirates near Lome.",
            ["Ghanaian", "Togolese", "Beninese navies"],
            ["pirates"],
        ),
        ("The army of Niger shot Malian and Chadian traders.", ["The army of Niger"], ["Malian", "Chadian traders"]),
        (
            "The presidents of Peru and Ecuador criticised Bolivia.",
            ["The presidents of Peru", "Ecuador"],
            ["Bolivia"],
        ),
        ("Police in Kano shot Hausa and Fulani herdsmen.", ["Police"], ["Hausa and Fulani herdsmen"]),
        ("Guards shot Ugandan or Rwandan smugglers.", ["Guards"], ["Ugandan or Rwandan smugglers"]),
        ("Police shot pro-Ugandan and Rwandan rebels.", ["Police"], ["pro-Ugandan and Rwandan rebels"]),
        ("The Chadian and Malian defence ministers met in Bamako.", ["Chadian", "Malian defence ministers"], []),
        (
            "The Peruvian and Chilean foreign ministers, Ana Rojas and Luis Soto, met in Quito.",
            ["Ana Rojas", "Luis Soto"],
            [],
        ),
    ],
)
def test_parties_are_those_who_act_and_whom_it_concerns(sentence: str, who: list[str], whom: list[str]) -> None:
    (event,) = dragoman.code(dragoman.Document(id="1", text=sentence), judge=None).events
    assert [party.text for party in event.actor] == who
    assert [party.text for party in event.recipient] == whom


def test_sides_that_share_a_noun_are_a_party_each() -> None:
    text = "Bolivian and Paraguayan troops clashed near Nanawa. They agreed to a truce on Friday."
    fight, truce = dragoman.code(dragoman.Document(id="1", text=text), judge=None).events
    assert [(party.text, party.code, party.sector) for party in fight.actor] == [
        ("Bolivian", "BOL", "MIL"),
        ("Paraguayan troops", "PRY", "MIL"),
    ]
    assert [party.code for party in truce.actor] == ["BOL", "PRY"]
    assert all(text[p.start : p.end] == p.text for event in (fight, truce) for p in event.actor)


def test_a_side_whose_name_has_the_noun_in_it_is_read_with_it_once() -> None:
    text = "Eritrean and Ethiopian troops shelled Adigrat."
    (event,) = dragoman.code(dragoman.Document(id="1", text=text), judge=None).events
    assert [party.name for party in event.actor] == ["Eritrean Defence Forces", "Ethiopian National Defense Force"]


def test_what_stands_before_the_sides_holds_for_each() -> None:
    text = "Former Bolivian and Paraguayan officials criticised Brazil."
    (event,) = dragoman.code(dragoman.Document(id="1", text=text), judge=None).events
    assert [(party.code, party.sector) for party in event.actor] == [("BOL", "ELI"), ("PRY", "ELI")]


@pytest.mark.parametrize(
    "sentence",
    [
        "The minister said he was responsible.",
        "It reached a deal with the Ghanaian government.",
        "Fijian soldiers took part in a parade.",
        "A Kenyan hospital released two patients.",
        "The Premier League club sold a player to a rival on Monday.",
        "A reporter met the singer's manager.",
        "Paris, Texas, agreed to build a bridge.",
    ],
)
def test_what_is_no_event(sentence: str) -> None:
    assert dragoman.code(dragoman.Document(id="1", text=sentence), judge=None).events == ()


def test_a_headline_is_not_coded_beside_its_report() -> None:
    text = "Rebels seize Malian town\n\nRebels seized the Malian town of Lere on Friday, officials said."
    (event,) = dragoman.code(dragoman.Document(id="1", text=text), judge=None).events
    assert event.event_text[0].text == "seized"


def test_officials_in_a_paragraph_about_business_are_heard_in_a_political_text() -> None:
    politics = "Rebels shelled the capital of Chad on Monday and troops killed nine insurgents, the army said. " * 5
    business = (
        "Shares of the oil firms fell, and the market for crude was quiet as investors waited for the earnings of the "
        "big companies, analysts said. Sales and profit had grown in the first half of the year, and traders put the "
        "price of a share at nine francs at the close, a little more than a year ago. The Chadian central bank fined "
        "the oil firms. Stocks of other companies in the region were little changed, and revenue from mining was flat."
    )
    found = dragoman.code(dragoman.Document(id="1", text=f"{politics}\n\n{business}"), judge=None).events
    assert [e.event[0] for e in found if e.evidence.start > len(politics)] == ["SANCTION"]


@pytest.mark.parametrize(
    ("text", "who", "whom"),
    [
        (
            "Turkey and Greece traded threats. The foreign ministers of Chad and Niger met in Niamey. "
            "They urged Turkey to open the border.",
            ["The foreign ministers of Chad", "Niger"],
            ["Turkey"],
        ),
        (
            "Brazil and Paraguay signed a treaty on Monday. They urged Argentina to join.",
            ["Brazil", "Paraguay"],
            ["Argentina"],
        ),
        (
            "Foreign Minister Luc Petit and President Ouattara met in Abidjan. They urged Russia to leave.",
            ["Foreign Minister Luc Petit", "President Ouattara"],
            ["Russia"],
        ),
    ],
)
def test_they_are_all_who_were_joined_and_nobody_named_after_them(text: str, who: list[str], whom: list[str]) -> None:
    last = dragoman.code(dragoman.Document(id="1", text=text), judge=None).events[-1]
    assert [party.text for party in last.actor] == who
    assert [party.text for party in last.recipient] == whom


def test_they_are_not_both_sides_of_a_fight() -> None:
    text = "Rebels and the army clashed near Goma. They seized two villages."
    last = dragoman.code(dragoman.Document(id="1", text=text), judge=None).events[-1]
    assert [party.text for party in last.actor] == ["Rebels"]


@pytest.mark.parametrize(
    ("sentence", "type_", "sides"),
    [
        ("Theresa May met President Ruto in June.", "CONSULT", {"GBR", "KEN"}),
        ("Kari Lund met Kenyan President William Ruto.", "CONSULT", {None, "KEN"}),
        ("A delegation of the Awami League met the Arab League in Cairo.", "CONSULT", {"BGD", "IGO"}),
        ("Chad returned 12 statues from 640-890 and two prisoners to Niger.", "RETREAT", {"TCD", "NER"}),
        ("Two Danish journalists have been released from captivity in Chad.", "RETREAT", {"DNK"}),
        ("Should it be given a seat, Norway would accuse Sweden of fraud.", "ACCUSE", {"NOR", "SWE"}),
        ("Demonstrators demanded the release of the mayor.", "REQUEST", {None}),
        ("In Baghdad, the government condemned Kuwait.", "ACCUSE", {"IRQ", "KWT"}),
    ],
)
def test_who_is_heard(sentence: str, type_: str, sides: set[str | None]) -> None:
    (event,) = dragoman.code(dragoman.Document(id="1", text=sentence), judge=None).events
    assert event.event == (type_,)
    assert {party.code for party in (*event.actor, *event.recipient)} == sides


def test_what_was_not_agreed_is_not_done_by_saying_so() -> None:
    text = '"We urge Mali to talk," the envoy said. "We have not agreed to the deal with France," he said.'
    urged, agreed = dragoman.code(dragoman.Document(id="1", text=text), judge=None).events
    assert (urged.event, urged.claim) == (("REQUEST",), "asserted")
    assert (agreed.event, agreed.claim, agreed.auxiliary) == (("AGREE",), "claimed", ("negation",))


def test_who_tries_to_storm_parliament_riots() -> None:
    text = "Protesters tried to storm parliament."
    (event,) = dragoman.code(dragoman.Document(id="1", text=text), judge=None).events
    assert (event.event, event.mode, event.auxiliary) == (("PROTEST",), ("riot",), ())
    (feared,) = dragoman.code(
        dragoman.Document(id="1", text="Protesters could storm parliament on Friday."), judge=None
    ).events
    assert feared.auxiliary == ("hypothetical",)


def test_talks_mediated_are_one_event() -> None:
    text = "A week after peace talks mediated by the African Union began in Pretoria, the delegates left."
    (event,) = dragoman.code(dragoman.Document(id="1", text=text), judge=None).events
    assert (event.event, event.mode, [party.code for party in event.actor]) == (("CONSULT",), ("third-party",), ["IGO"])


def test_those_who_meet_have_no_place_as_recipient() -> None:
    text = "The minister of Chad met the envoy of Togo in Gao."
    (event,) = dragoman.code(dragoman.Document(id="1", text=text), judge=None).events
    assert len(event.actor) == 2
    assert event.recipient == ()


@pytest.mark.parametrize(
    ("sentence", "arrested"),
    [
        ("Afghan police captured three Taliban fighters in Ghazni.", 3),
        ("Azerbaijan's forces captured several strategic heights near Lachin.", None),
        ("The Taliban captured three provincial capitals in Afghanistan.", None),
        ("Shire burned before soldiers captured the town from the rebels.", None),
    ],
)
def test_only_people_count_as_arrested(sentence: str, arrested: int | None) -> None:
    (event,) = dragoman.code(dragoman.Document(id="1", text=sentence), judge=None).events
    assert (event.size.arrested if event.size else None) == arrested
