"""Quotation spans."""

import pytest

from dragoman.reading.quotations import covering, outer, quotations


def words(text: str, *, level: int = 0) -> list[str]:
    return [text[q.start : q.end] for q in quotations(text) if q.level == level]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"Go," he said.', ['"Go,"']),
        ("“Go,” he said. “Now.”", ["“Go,”", "“Now.”"]),
        ("„Geh“ and «va» and “go”", ["„Geh“", "«va»", "“go”"]),
        ("''We go,'' he said.", ["''We go,''"]),
        ("``We go,'' he said.", ["``We go,''"]),
        ("‘We won’t go,’ he said.", ["‘We won’t go,’"]),
        ("'We can't go,' he said.", ["'We can't go,'"]),
        ('"One. Two! Three?" he asked.', ['"One. Two! Three?"']),
        ("“Go.“ he said", ["“Go.“"]),
        ("(“Go”), he said", ["“Go”"]),
        ("He—“well”—left.", ["“well”"]),
    ],
)
def test_quotations(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "No marks at all.",
        "The allies' fault.",
        "the '90s and ’twas",
        "It's Rao's.",
        "rock 'n' roll is the generals' taste",
        'a 5" gun and no more',
        "12' by 30'",
        "”",
        "He left. ’",
    ],
)
def test_no_quotations(text: str) -> None:
    assert not quotations(text)


def test_an_inner_quotation_has_level_one() -> None:
    text = "“He told me ‘go home’ twice,” she said."
    assert words(text) == ["“He told me ‘go home’ twice,”"]
    assert words(text, level=1) == ["‘go home’"]


def test_three_marks_in_a_row_close_inner_then_outer() -> None:
    text = "''She asked, 'Who is it?''' he said. ''Nobody.''"
    assert words(text) == ["''She asked, 'Who is it?'''", "''Nobody.''"]
    assert words(text, level=1) == ["'Who is it?'"]


def test_marks_opened_again_at_each_paragraph() -> None:
    text = "He said: “One.\n\n“Two.\n\n“Three.” He left."
    found = quotations(text)
    assert [(text[q.start : q.end], q.closed, q.continues) for q in found] == [
        ("“One.", False, False),
        ("“Two.", False, True),
        ("“Three.”", True, True),
    ]


def test_a_closed_quotation_does_not_continue() -> None:
    assert not [q for q in quotations("“One.”\n\n“Two.”") if q.continues]


def test_a_forgotten_closing_mark_does_not_swallow_the_next_quotation() -> None:
    text = 'He spoke of the "old wall, and said "Go home" to us.'
    assert words(text) == ['"Go home"']


def test_an_unclosed_mark_is_given_up_in_a_long_paragraph() -> None:
    assert not quotations("“" + "word " * 400)


def test_first_and_last_leave_out_the_marks() -> None:
    text = "''Go,'' he said"
    found = quotations(text)[0]
    assert text[found.first : found.last] == "Go,"


def test_covering_finds_the_quotation_of_an_offset() -> None:
    text = "A “b ‘c’ d” e “f”"
    found = outer(quotations(text))
    assert covering(found, text.index("c")) == found[0]
    assert covering(found, text.index("f")) == found[1]
    assert covering(found, text.index("e “")) is None
    assert covering((), 0) is None
