"""Reasons: each step from words to code, and which step was missing."""

import pytest

import dragoman


def joined(sentence: str) -> str:
    return "\n".join(dragoman.why(sentence))


def test_a_composition_is_told_step_by_step() -> None:
    told = joined("The rebels threatened to resume shelling Goma.")
    assert told.index("is ASSAULT") < told.index("(resume) × ASSAULT") < told.index("× ASSAULT → THREATEN")


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("The sky was blue over the hills.", "nothing"),
        ("The film captured the mood of the city.", "no sense of these words fits"),
        (
            "Spain condemned Germany after the football match.",
            "the text is about sport",
        ),
    ],
)
def test_nothing_has_a_reason(sentence: str, reason: str) -> None:
    assert reason in joined(sentence)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", "nothing: empty text"),
        ("Die Truppen rückten in die Stadt ein und besetzten den alten Bahnhof.", "nothing: not in English"),
    ],
)
def test_what_is_not_coded_at_all_has_a_reason(text: str, line: str) -> None:
    assert dragoman.why(text, judge=None) == [line]


def test_claims_and_dates_are_told() -> None:
    told = "\n".join(dragoman.why("Poland said on Monday that Germany invaded France.", published="2020-05-06"))
    assert "claimed by Poland" in told
