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


@pytest.mark.parametrize(("phrase", "told"), [("*", "begins with no letter"), ("un*", "needs 3 letters")])
def test_a_phrase_that_cannot_be_looked_up_is_refused(phrase: str, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        PhraseIndex({"talks": (phrase,)})
