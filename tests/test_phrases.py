import pytest

from dragoman.codebook.phrases import PhraseIndex

INDEX = PhraseIndex(
    {
        "withdrawal": ("withdraw*", "troop* out", "out of the city"),
        "talks": ("peace talks", "talks", "one-party rule"),
    }
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("They withdrew.", {}),
        ("Withdrawal, then WITHDRAWN troops", {"withdrawal": [0, 17]}),
        ("get the troops out of the city", {"withdrawal": [8]}),
        ("peace talks about talks", {"talks": [0, 18]}),
        ("stalks and talksy", {}),
        ("an end to one-party rule", {"talks": [10]}),
        ("", {}),
    ],
)
def test_phrases_are_found_where_they_begin(text: str, found: dict[str, list[int]]) -> None:
    assert INDEX.find(text) == found


def test_a_phrase_begins_with_a_letter() -> None:
    with pytest.raises(ValueError, match="begins with no letter"):
        PhraseIndex({"talks": ("*",)})
