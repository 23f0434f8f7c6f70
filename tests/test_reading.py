"""Paragraphs, sentences, parses: before any word is understood."""

from pathlib import Path

import pytest
import spacy

from dragoman.reading.faster import annotate, quicken
from dragoman.reading.language import is_english
from dragoman.reading.parser import MODEL, SpacyParser, from_doc, load_parser
from dragoman.reading.repair import mend
from dragoman.reading.segment import paragraphs, sentences
from dragoman.reading.syntax import Parse, noun_phrase

ROOT = Path(__file__).parents[1]
_CNN = {
    "width": 8,
    "depth": 2,
    "embed_size": 50,
    "window_size": 2,
    "maxout_pieces": 2,
    "subword_features": True,
    "pretrained_vectors": None,
}


def texts(text: str) -> list[str]:
    return [text[s.start : s.end] for s in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rebels attacked. Troops fled.", ["Rebels attacked.", "Troops fled."]),
        ("Gen. Haftar met Mr. Salame.", ["Gen. Haftar met Mr. Salame."]),
        ("The U.S. Army left. It returned.", ["The U.S. Army left.", "It returned."]),
        ("He left the U.S. The army stayed.", ["He left the U.S.", "The army stayed."]),
        ("“Stop,” he said. “Go.”", ["“Stop,” he said.", "“Go.”"]),
        ("Losses rose 3.5 percent.", ["Losses rose 3.5 percent."]),
        ("KHARTOUM, May 3 (Reuters) — Rebels attacked.", ["Rebels attacked."]),
        ("GENEVA -- Talks resumed.", ["Talks resumed."]),
        ("KINSHASA, Aug 22, 1998 (AP) - Tanks rolled in.", ["Tanks rolled in."]),
        ("A-10 jets struck.", ["A-10 jets struck."]),
        ("", []),
        ("\n\n \n", []),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert texts(text) == expected


def test_hard_wrapped_lines_stay_together() -> None:
    text = (
        "The government of the republic said on Monday that\nthe army had retaken the town after two days of\n"
        "fighting.\n\nNext."
    )
    assert len(paragraphs(text)) == 2
    assert len(sentences(text)) == 2


def test_a_headline_is_a_paragraph_of_its_own() -> None:
    assert len(paragraphs("Rebels Seize Town\nThe rebels seized the town of Sinja on Monday, the army said.")) == 2


def test_offsets_hold() -> None:
    text = "First.  “Second one,” he said.\n\n  Third  sentence\there."
    for parse in load_parser().parse(text, sentences(text)):
        for index, word in enumerate(parse.words):
            assert text[parse.offsets[index] : parse.token_end(index)] == word


def test_the_parses_are_those_that_the_library_gives_by_itself() -> None:
    plain = SpacyParser(spacy.load(MODEL))
    paths = [ROOT / "examples" / "report.txt", *sorted((ROOT / "eval" / "reports").glob("*.txt"))[:8]]
    for text in [path.read_text(encoding="utf-8") for path in paths]:
        units = [s for s in sentences(text) if len(text[s.start : s.end].split()) > 3]
        docs = [doc for s in units if (doc := plain._made(text[s.start : s.end])) is not None]
        for _name, pipe in plain._nlp.pipeline:
            docs = list(pipe.pipe(docs))  # type: ignore[attr-defined]
        theirs = [
            from_doc(doc, text, s.start, number=s.number, paragraph=s.paragraph)
            for doc, s in zip(docs, units, strict=True)
        ]
        assert len(theirs) > 5
        assert load_parser().parse(text, units) == theirs


def test_a_pipeline_of_another_make_is_left_to_itself() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    tagger = nlp.add_pipe("tagger", config={"model": {"tok2vec": {"@architectures": "spacy.HashEmbedCNN.v2", **_CNN}}})
    tagger.add_label("NN")  # type: ignore[attr-defined]
    nlp.initialize()
    docs = [nlp.make_doc("Rebels left."), nlp.make_doc("The army stayed in the town.")]
    before = [tagger.predict([doc])[0].tolist() for doc in docs]  # type: ignore[attr-defined]
    quicken(nlp)
    annotate(nlp, docs)
    assert [tagger.predict([doc])[0].tolist() for doc in docs] == before  # type: ignore[attr-defined]
    assert all(doc.has_annotation("SENT_START") for doc in docs)


def test_a_noun_phrase_keeps_its_name_and_drops_its_clause() -> None:
    text = "The Ministry of Foreign Affairs, which is in Rabat, met Polisario's envoy."
    (parse,) = load_parser().parse(text, sentences(text))
    head = parse.lower.index("ministry")
    assert parse.span(*noun_phrase(parse, head)).text == "The Ministry of Foreign Affairs"


def test_mend_gives_a_subject_back() -> None:
    words = ["troops", "beat", "rebels", "and", "Chad", "would", "send", "police"]
    tags = ["NNS", "VBD", "NNS", "CC", "NNP", "MD", "VB", "NNS"]
    heads = [1, 1, 1, 2, 2, 6, 1, 6]
    deps = ["nsubj", "ROOT", "dobj", "cc", "conj", "aux", "conj", "dobj"]
    mend(words, tags, heads, deps)
    assert (heads[4], deps[4]) == (6, "nsubj")


@pytest.mark.parametrize(("word", "head"), [("with", 1), ("of", 3)])
def test_mend_hangs_with_whom_on_the_verb_and_leaves_what_it_was_alone(word: str, head: int) -> None:
    words = ["Envoys", "talked", "for", "hours", word, "rebels"]
    heads, deps = [1, 1, 1, 2, 3, 4], ["nsubj", "ROOT", "prep", "pobj", "prep", "pobj"]
    mend(words, ["NNS", "VBD", "IN", "NNS", "IN", "NNS"], heads, deps)
    assert heads == [1, 1, 1, 2, head, 4]


def test_mend_coordinates_a_name_that_an_adjective_leads_up_to() -> None:
    words = ["army", "and", "paramilitary", "Support", "Forces", "fought"]
    tags, heads = ["NN", "CC", "JJ", "NNP", "NNPS", "VBD"], [5, 0, 0, 4, 0, 5]
    deps = ["nsubj", "cc", "conj", "compound", "appos", "ROOT"]
    mend(words, tags, heads, deps)
    assert (heads, deps) == ([5, 0, 4, 4, 0, 5], ["nsubj", "cc", "amod", "compound", "conj", "ROOT"])


@pytest.mark.parametrize(("mark", "office"), [("NNP", 0), (",", 2)])
def test_mend_joins_to_the_office_and_not_to_the_name_behind_it(mark: str, office: int) -> None:
    words = ["Minister", "Ali", "Reza", "and", "envoys", "met"]
    tags = ["NNP", mark, "NNP", "CC", "NNS", "VBD"]
    heads, deps = [5, 2, 0, 2, 2, 5], ["nsubj", "compound", "appos", "cc", "conj", "ROOT"]
    mend(words, tags, heads, deps)
    assert heads == [5, 2, 0, office, office, 5]


def test_mend_leaves_true_coordination_alone() -> None:
    words = ["troops", "beat", "rebels", "and", "gunmen"]
    heads, deps = [1, 1, 1, 2, 2], ["nsubj", "ROOT", "dobj", "cc", "conj"]
    mend(words, ["NNS", "VBD", "NNS", "CC", "NNS"], heads, deps)
    assert (heads, deps[4]) == ([1, 1, 1, 2, 2], "conj")


def test_stray_coordination() -> None:
    parse = Parse(
        text="denied that it had hit it and blamed us",
        start=0,
        words=("denied", "that", "it", "had", "hit", "it", "and", "blamed", "us"),
        tags=("VBD", "IN", "PRP", "VBD", "VBN", "PRP", "CC", "VBD", "PRP"),
        heads=(0, 4, 4, 4, 0, 4, 4, 4, 7),
        deps=("ROOT", "mark", "nsubj", "aux", "ccomp", "dobj", "cc", "conj", "dobj"),
        offsets=(0, 7, 12, 15, 19, 23, 26, 30, 37),
    )
    assert parse.is_stray(7)
    assert parse.clause_conjuncts(4) == (4,)


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("The army said that it had taken the town after two days of fighting in the north.", True),
        ("L'armée a déclaré qu'elle avait pris la ville après deux jours de combats dans le nord du pays hier.", False),
        ("El ejército dijo que había tomado la ciudad tras dos días de combates en el norte del país ayer.", False),
        ("Армия заявила, что взяла город после двух дней боев на севере страны.", False),
        ("Rebels seize town", True),
    ],
)
def test_is_english(text: str, *, english: bool) -> None:
    assert is_english(text) is english
