"""The sense model: marks, readings, the two voices, models of one's own."""

import json
import re
from dataclasses import asdict
from pathlib import Path

import pytest
import spacy

import dragoman
from dragoman.corpus.digests import key_of
from dragoman.corpus.work import coder_with
from dragoman.errors import InputError, ModelError
from dragoman.sense.encode import LIMIT, NAME, OPENING, Mark, encode, name_runs
from dragoman.sense.fit import Labelled, train
from dragoman.sense.judge import Candidate, Weights, decided, load_judge, weighed
from dragoman.sense.reader import MODEL, NONE, load_reader

READER = load_reader()
UNLISTED = "Tuvalu's prime minister lavished applause on the Samoan chancellor."
_MARK = re.compile(r"\[([atr]):([^\[\]]+)\]")


def marked(words: str) -> tuple[str, list[Mark]]:
    """A sentence with marks in it: the plain text and the marks."""
    text, marks, last = "", [], 0
    for match in _MARK.finditer(words):
        text += words[last : match.start()]
        marks.append((match[1], len(text), len(text) + len(match[2])))
        text += match[2]
        last = match.end()
    return text + words[last:], marks


def ids(words: str) -> tuple[int, ...]:
    return encode(*marked(words), READER.tokenizer, common=READER.common).ids


def coded(text: str, **options: object) -> tuple[dragoman.CodedDocument, list[str]]:
    result = dragoman.code(dragoman.Document(id="1", text=text), **options)  # type: ignore[arg-type]
    return result, [" ".join((*event.event, *event.mode)) for event in result.events]


# --- marks and names


def test_marks_stand_around_their_words_and_parties_lose_their_names() -> None:
    found = ids("[a:French troops] [t:shelled] [r:the Malian town].")
    opened = [token for token in found if token in OPENING.values()]
    assert opened == [OPENING["a"], OPENING["t"], OPENING["r"]]
    assert found.count(NAME) == 2


def test_the_same_deed_of_other_peoples_is_the_same_input() -> None:
    assert ids("[a:French troops] [t:shelled] [r:Timbuktu].") == ids("[a:Chadian troops] [t:shelled] [r:Bangui].")
    assert ids("[a:Ann Lee] [t:met] [r:Bo Ek].") == ids("[a:Maria of Spain] [t:met] [r:Juan].")


def test_words_that_are_no_names_stay() -> None:
    assert list(name_runs("Troops of Chad", 0, 14, frozenset({"troops"}))) == [(10, 14)]
    assert list(name_runs("The Bank of the North", 0, 21, frozenset({"the", "bank", "of", "north"}))) == []


def test_a_long_sentence_is_read_around_its_marks() -> None:
    words = "and so it went on " * 60 + "[a:Chad] [t:shelled] [r:Bangui] " + "and so on " * 60
    found = encode(*marked(words), READER.tokenizer, common=READER.common)
    assert len(found.ids) == LIMIT
    assert {OPENING["a"], OPENING["t"], OPENING["r"]} <= set(found.ids)


def test_marks_that_overlap_are_no_error() -> None:
    encoded = encode("Chad shelled it", [("a", 0, 4), ("t", 0, 12), ("r", 0, 4)], READER.tokenizer, common=frozenset())
    assert encoded.ids


# --- readings


@pytest.mark.parametrize(
    ("sentence", "type_"),
    [
        ("[a:Rebels] [t:shelled] [r:the barracks] at dawn.", "ASSAULT"),
        ("[a:The minister] [t:flew to] [r:Ankara] for talks with his counterpart.", "CONSULT"),
        ("[a:Thousands of teachers] [t:marched] against [r:the government].", "PROTEST"),
        ("[a:The striker] [t:attacked] [r:the near post] and scored.", NONE),
    ],
)
def test_plain_sentences_are_read_right(sentence: str, type_: str) -> None:
    assert READER.read(*marked(sentence)).best == type_


def test_a_reading_is_a_probability_and_the_same_each_time() -> None:
    sentence = marked("[a:The envoy] [t:hinted at] a boycott of [r:the Gulf states].")
    one, other = READER.read(*sentence), READER.read(*sentence)
    assert one == other
    assert sum(one.types.values()) == pytest.approx(1, abs=1e-4)
    assert sum(one.happened.values()) == pytest.approx(1, abs=1e-4)
    assert set(one.types) == set(dragoman.load_codebook().types) | {NONE}


def test_exchanging_or_replacing_the_countries_does_not_change_the_type() -> None:
    sentences = (Path(__file__).parent.parent / "eval/sentences/events.txt").read_text(encoding="utf-8").splitlines()
    tried = 0
    for line in sentences:
        words = re.sub(r"\[([atr])\d+:", r"[\1:", line.partition(" :: ")[2])
        names = re.findall(r"\b(?:Turkey|Iran|France|Kenya|Japan|Qatar|Ecuador|Israel|Syria|Norway)\b", words)
        if not names:
            continue
        tried += 1
        before = READER.read(*marked(words)).best
        for new in ("Peru", "Denmark"):
            assert READER.read(*marked(words.replace(names[0], new))).best == before, words
    assert tried >= 10


# --- the two voices


CANDIDATE = Candidate("", (), "ASSAULT")


def test_the_codebooks_word_weighs_for_its_type_and_its_silence_for_none() -> None:
    types = {"ASSAULT": 0.2, "ACCUSE": 0.5, NONE: 0.3}
    assert max(weighed(types, CANDIDATE, Weights()).items(), key=lambda item: item[1])[0] == "ACCUSE"
    assert weighed(types, CANDIDATE, Weights(listed=3))["ASSAULT"] > 0.8
    assert weighed(types, Candidate("", (), ""), Weights(unlisted=3))[NONE] > 0.8
    assert sum(weighed(types, CANDIDATE, Weights(0.7, 1, 1, 1)).values()) == pytest.approx(1)


def test_the_codebook_settles_the_type_and_the_reader_whether_it_is_an_event() -> None:
    doubtful = {"ASSAULT": 0.1, "ACCUSE": 0.5, NONE: 0.4}
    assert decided(doubtful, CANDIDATE, Weights()) == "ASSAULT"
    assert decided(doubtful, CANDIDATE, Weights(veto=1)) == NONE
    assert decided(doubtful, CANDIDATE, Weights(veto=-1)) == "ASSAULT"
    assert decided({"Battle": 0.3, "Protest": 0.1, NONE: 0.6}, CANDIDATE, Weights()) == NONE
    assert decided({"Battle": 0.3, "Protest": 0.2, NONE: 0.5}, CANDIDATE, Weights()) == "Battle"
    unheard = Candidate("", (), "")
    assert decided({"ACCUSE": 0.6, NONE: 0.4}, unheard, Weights()) == "ACCUSE"
    assert decided({"ACCUSE": 0.6, NONE: 0.4}, unheard, Weights(unlisted=1)) == NONE
    assert decided({"ACCUSE": 0.45, "REJECT": 0.15, NONE: 0.4}, unheard, Weights()) == NONE
    assert decided(doubtful, Candidate("", (), ""), Weights(unlisted=1)) == NONE


def test_a_model_of_other_types_hears_from_the_codebook_only_that_it_is_an_event() -> None:
    types = {"Battle": 0.3, "Protest": 0.1, NONE: 0.6}
    assert max(weighed(types, CANDIDATE, Weights(listed=3)).items(), key=lambda item: item[1])[0] == "Battle"


def test_the_model_finds_an_event_for_which_the_codebook_has_no_word() -> None:
    assert coded(UNLISTED, judge=None)[1] == []
    result, events = coded(UNLISTED)
    assert events == ["SUPPORT"]
    (event,) = result.events
    assert event.rule == ("unlisted",)
    assert event.confidence is not None
    assert 0 < event.confidence <= 1


def test_without_the_model_there_is_no_confidence() -> None:
    result, events = coded("Rebels attacked a barracks near Gao.", judge=None)
    assert events == ["ASSAULT"]
    assert result.events[0].confidence is None


def test_events_of_less_confidence_are_left_out() -> None:
    text = "Rebels attacked a barracks near Gao."
    assert coded(text, judge=load_judge(min_confidence=0.5))[1] == ["ASSAULT"]
    assert coded(text, judge=load_judge(min_confidence=1.0))[1] == []


def test_the_spacy_component_takes_the_same_options() -> None:
    def events(**config: object) -> int:
        nlp = spacy.blank("en")
        nlp.add_pipe("dragoman", config=config)
        return len(nlp(UNLISTED)._.dragoman["events"])

    assert (events(), events(use_model=False), events(min_confidence=1.0)) == (1, 0, 0)


def test_why_tells_both_voices() -> None:
    told = "\n".join(dragoman.why(UNLISTED))
    assert "codebook: no word for it; reader: SUPPORT" in told
    assert "nothing" not in told
    assert "reader" not in "\n".join(dragoman.why("Rebels attacked a barracks.", judge=None))


def test_the_shipped_model_is_small_and_told_of() -> None:
    assert sum(file.stat().st_size for file in MODEL.iterdir()) <= 25_000_000
    card = (MODEL / "CARD.md").read_text(encoding="utf-8")
    assert "all-MiniLM-L6-v2" in card
    assert "Apache-2.0" in card


# --- models of one's own

ROWS = [
    ("[a:Rebels] [t:stormed] [r:the barracks].", "Battle"),
    ("[a:The army] [t:shelled] [r:insurgents] in the hills.", "Battle"),
    ("[a:Gunmen] [t:overran] [r:a garrison] in Gao.", "Battle"),
    ("[a:Militia fighters] [t:attacked] [r:an outpost].", "Battle"),
    ("[a:Students] [t:marched] against [r:the government].", "Protest"),
    ("[a:Teachers] [t:went on strike] over [r:the ministry's] plan.", "Protest"),
    ("[a:Farmers] [t:rallied] outside [r:parliament].", "Protest"),
    ("[a:Crowds] [t:demonstrated] against [r:the president].", "Protest"),
]


def labelled_file(folder: Path, *, quads: bool = True, more: str = "") -> Path:
    lines = []
    for words, type_ in ROWS:
        text, marks = marked(words)
        roles = {"a": "actor", "t": "trigger", "r": "recipient"}
        row = {"text": text, "type": type_} | {roles[kind]: text[start:end] for kind, start, end in marks}
        lines.append(json.dumps(row | ({"quad": 4} if quads else {})))
    path = folder / "labelled.jsonl"
    path.write_text("\n".join([*lines, more]) + "\n", encoding="utf-8")
    return path


def test_heads_of_ones_own_are_fitted_saved_and_used(tmp_path: Path) -> None:
    from dragoman.cli.train import report, train_file

    trained = train_file(str(labelled_file(tmp_path)), str(tmp_path / "mine"))
    assert trained.types == ("Battle", "Protest")
    assert trained.accuracy >= 0.75
    assert "no rows of NONE" in report(trained)[-1]
    assert (tmp_path / "mine/report.txt").read_text(encoding="utf-8").startswith("8 rows, 2 types")
    result, events = coded("Rebels attacked a barracks near Gao.", judge=load_judge(tmp_path / "mine"))
    assert events == ["Battle"]
    assert result.events[0].quad_code == 4
    assert set(coded(UNLISTED, judge=load_judge(tmp_path / "mine"))[1]) <= {"Battle", "Protest"}


def test_training_is_the_same_each_time() -> None:
    sentences = [(*marked(words), type_) for words, type_ in ROWS]
    rows = [Labelled(text, tuple(marks), type_) for text, marks, type_ in sentences]
    assert (train(rows).weights == train(rows).weights).all()


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ('{"text": "x", "type": "Battle", "actor": "rebels"}', "labelled.jsonl:9: actor 'rebels' is not in the text"),
        ('{"text": "Rebels fled.", "type": "Flight", "quad": 4}', "the only row of type Flight"),
        ('{"text": "Rebels fled."}', "labelled.jsonl:9: no type"),
        ('{"type": "Battle"}', "labelled.jsonl:9: no text"),
        ("not JSON", "labelled.jsonl:9: no JSON"),
        ('{"text": "Rebels fled.", "type": "Battle", "quad": 7}', "quad 7"),
    ],
)
def test_bad_rows_are_told_with_their_place(tmp_path: Path, more: str, words: str) -> None:
    from dragoman.cli.train import train_file

    with pytest.raises((InputError, ModelError), match=re.escape(words)):
        train_file(str(labelled_file(tmp_path, more=more)), str(tmp_path / "mine"))


def test_types_that_plover_has_not_need_a_quad(tmp_path: Path) -> None:
    from dragoman.cli.train import train_file

    with pytest.raises(InputError, match="Battle is no type of PLOVER and has no quad"):
        train_file(str(labelled_file(tmp_path, quads=False)), str(tmp_path / "mine"))


def test_a_model_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"no sense\.onnx; give a folder that `dragoman train` has written"):
        load_judge(tmp_path)


def test_a_corpus_run_hangs_on_its_model_and_on_what_is_asked_of_it(tmp_path: Path) -> None:
    plain, strict = key_of(coder_with()), key_of(coder_with(min_confidence=0.9))
    assert plain.changed(asdict(strict)) == ["sense"]
    with pytest.raises(ModelError):
        key_of(coder_with(model=str(tmp_path)))
