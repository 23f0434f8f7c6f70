"""Cheap before dear: the look at a sentence's words that spares it the parser must lose no record."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from dragoman import pipeline
from dragoman.codebook.book import load_codebook
from dragoman.coding.statements import may_state
from dragoman.coding.triggers import may_hold_event, may_hold_stance
from dragoman.reading.segment import Sentence, sentences
from dragoman.record.types import CodedDocument, Document
from dragoman.sense.judge import load_judge

ROOT = Path(__file__).parents[1]
# Sentences that are coded as one document: many at once cost less than one by one.
BATCH = 60


def prose(path: Path) -> str:
    """The text of a file of reports or cases without its comments, marks and expectations."""
    lines = path.read_text(encoding="utf-8").splitlines()
    kept = (line.rpartition("::")[2] for line in lines if not line.startswith(("#", "=", "  ")) and "|" not in line)
    return "\n".join(kept).replace("[", "").replace("]", "")


def batches(sentences: list[str]) -> list[str]:
    return ["\n\n".join(sentences[i : i + BATCH]) for i in range(0, len(sentences), BATCH)]


def sentences_of(*folders: str) -> list[str]:
    paths = [path for folder in folders for path in sorted((ROOT / folder).glob("*.txt"))]
    return [line.strip() for path in paths for line in prose(path).splitlines() if len(line.split()) > 3]


SOURCES = {
    "reports": [
        prose(path) for folder in ("eval/reports", "examples") for path in sorted((ROOT / folder).glob("*.txt"))
    ],
    "sentences": batches(sentences_of("eval/sentences", "tests/cases")),
    "examples": batches([example.sentence for example in load_codebook().examples]),
}


def coded(text: str, *, judged: bool = False) -> CodedDocument:
    document = Document(id="sample", text=text, published="2021-08-10")
    judge = load_judge() if judged else None
    return pipeline.code(document, judge=judge)


def unseen(document: CodedDocument, *, judged: bool) -> Iterator[str]:
    """Sentences of records that would not have been parsed."""
    for records in (document.events, document.positions, document.control):
        for record in records:
            sentence = record.evidence.text
            whole = [Sentence(0, len(sentence), 0, 0)]
            if not WORTH_PARSING(sentence, whole, load_codebook(), judged=judged, eventful=True):
                yield sentence


WORTH_PARSING = pipeline.worth_parsing


@pytest.mark.parametrize(("source", "judged"), [*((source, False) for source in SOURCES), ("reports", True)])
def test_with_every_sentence_parsed_no_record_comes_from_one_that_is_left_out(
    source: str, judged: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "worth_parsing", lambda text, units, book, judged, eventful: list(units))
    documents = [coded(text, judged=judged) for text in SOURCES[source]]
    assert sum(len(document.events) for document in documents) > 50
    assert [sentence for document in documents for sentence in unseen(document, judged=judged)] == []


def test_with_the_shortcut_the_example_gives_the_same_records(monkeypatch: pytest.MonkeyPatch) -> None:
    text = (ROOT / "examples" / "report.txt").read_text(encoding="utf-8")
    short = coded(text)
    monkeypatch.setattr(pipeline, "worth_parsing", lambda text, units, book, judged, eventful: list(units))
    whole = coded(text)
    assert (short.events, short.statements) == (whole.events, whole.statements)
    assert (short.positions, short.control) == (whole.positions, whole.control)


def test_in_a_text_of_another_domain_only_what_may_be_said_by_somebody_is_parsed() -> None:
    text = "Rebels bombed the airport. The coach said that they had won."
    units = sentences(text)
    kept = pipeline.worth_parsing(text, units, load_codebook(), judged=True, eventful=False)
    assert kept == list(units[1:])


@pytest.mark.parametrize(
    "sentence",
    [
        "Rebels bombed the airport.",
        "The army's attacks went on.",
        "REBELS SEIZE AIRPORT",
        "Both sides held talks.",
        "The president is in Geneva.",
        "Lawmakers voted in favour of the sanctions.",
    ],
)
def test_a_sentence_that_tells_of_an_event_may_hold_one(sentence: str) -> None:
    assert may_hold_event(sentence, load_codebook())


@pytest.mark.parametrize(
    "sentence",
    [
        "The bakery is famous and so old.",
        "A cold rain and then the sun.",
        "It is the oldest of the three bridges.",
        "",
        "42 17 9",
    ],
)
def test_a_sentence_of_other_things_is_spared_the_parser(sentence: str) -> None:
    assert not may_hold_event(sentence, load_codebook())
    assert not may_hold_stance(sentence, load_codebook())
    assert not may_state(sentence)


@pytest.mark.parametrize(
    "sentence",
    ["The town is rebel-held.", "The Kurds will not disarm.", "Russia wants a veto.", "Kunduz fell."],
)
def test_a_position_or_a_place_held_is_not_passed_over(sentence: str) -> None:
    assert may_hold_stance(sentence, load_codebook())


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("According to residents, it rained.", True),
        ("In the words of one witness, it was over.", True),
        ("“Enough,” and she left.", True),
        ("The river rose in the night.", False),
        ("It was long over.", False),
    ],
)
def test_a_cue_counts_with_all_its_words(sentence: str, expected: bool) -> None:
    assert may_state(sentence) is expected
