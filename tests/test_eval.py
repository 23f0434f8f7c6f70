"""The labelled cases, their scorer, and the floors."""

import json
import sys
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from eval import answers, floors, sets
from eval import score as command_line
from eval.counting import pair_off
from eval.errors import CaseError
from eval.format import parse_report
from eval.marks import unmarked
from eval.parties import meet, same_name
from eval.scoring import as_table, figures, score
from eval.sentences import parse_sentences
from eval.vocabulary import ISSUES, KINDS, MODES
from eval.words import Json

REPORT = """\
published: 2020-06-15
source: wire
codes: TUR MIL = Turkish jets

= Jets strike camps

Turkish jets bombed camps near Sinjar on Sunday, and the jets returned at night. "We will
strike again," the minister said.
  event ASSAULT aerial | trigger: bombed | actor: Turkish jets | recipient: camps [- REB]
    | date: 2020-06-14 | place: Sinjar | size: dead 12, injured 5+
  statement | speaker: the minister | cue: said | content: "We will ... again,"
  position warning security | party: the minister | proposition: strike again
  event? ASSAULT | trigger: returned | actor: the jets [TUR MIL] | date: 2020-06-14

They hold the ridge above Sinjar.
  control held | holder: Turkish jets | place: Sinjar | place_type: ridge
"""


def report(body: str = REPORT) -> Json:
    return parse_report(body, name="jets.txt")


# The report format


def test_report_gives_text_meta_and_labels() -> None:
    row = report()
    assert row["id"] == "jets"
    assert row["meta"] == {"title": "Jets strike camps", "published": "2020-06-15", "source": "wire"}
    assert row["text"].startswith("Jets strike camps\n\nTurkish jets bombed camps near Sinjar on Sunday")
    assert {name: len(found) for name, found in row["labels"].items()} == {
        "events": 2,
        "statements": 1,
        "positions": 1,
        "control": 1,
    }


def test_report_spans_are_the_words_they_name() -> None:
    row = report()
    event, night = row["labels"]["events"]
    assert event["actor"] == [{**_span(row["text"], "Turkish jets"), "code": "TUR", "sector": "MIL"}]
    assert event["recipient"][0]["code"] is None
    assert event["size"] == {"dead": 12, "injured": {"min": 5}}
    assert night["optional"] is True
    statement = row["labels"]["statements"][0]
    assert statement["content"] == [_span(row["text"], '"We will strike again,"')]
    assert statement["form"] == "direct"


def test_report_takes_a_party_from_an_earlier_paragraph() -> None:
    row = report()
    assert row["labels"]["control"][0]["holder"] == _span(row["text"], "Turkish jets")


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("trigger: bombed", "trigger: shelled", r"jets.txt:9: the words 'shelled' do not stand"),
        ("trigger: bombed", "trigger: jets", r"jets.txt:9: 'jets' stands there 2 times"),
        ("trigger: bombed", "trigger: jets #3", r"stands there 2 times, not 3"),
        ("event ASSAULT aerial", "event ASSAULT arial", r"'arial' is no mode of ASSAULT"),
        ("event ASSAULT aerial", "event ATTACK", r"'ATTACK' is no PLOVER type"),
        ("event ASSAULT aerial", "incident ASSAULT", r"'incident' is no kind of record"),
        ("| actor: Turkish jets |", "| agent: Turkish jets |", r"is no field of a event"),
        ("recipient: camps [- REB]", "recipient: camps", r"no code for 'camps'"),
        ("recipient: camps [- REB]", "recipient: camps [- REX]", r"'REX' is no sector"),
        ("2020-06-14 | place", "14 June | place", r"'14 June' is no date"),
        ("place: Sinjar | size", "place: Mosul | size", r"'Mosul' does not stand in the text"),
        ("dead 12", "killed 12", r"'killed 12' is no size"),
        ("warning security", "threat security", r"'threat' is no kind of position"),
        ("warning security", "warning peace", r"'peace' is no issue"),
        ("control held", "control kept", r"jets.txt:16: 'kept' is no change"),
        ("source: wire", "sauce: wire", r"jets.txt:2: .* is no header line"),
        ("near Sinjar on", "near [Sinjar] on", r"jets.txt:7: a '\[' outside a mark"),
        ("= Jets strike camps", "  event ASSAULT", r"jets.txt:5: a record without a paragraph"),
    ],
)
def test_a_broken_report_names_file_line_and_mend(old: str, new: str, problem: str) -> None:
    assert old in REPORT
    with pytest.raises(CaseError, match=problem):
        report(REPORT.replace(old, new, 1))


def test_report_may_label_some_lists_only() -> None:
    row = parse_report("lists: control\n\nNothing happened.\n", name="calm.txt")
    assert row["labels"] == {"control": []}
    with pytest.raises(CaseError, match="'events' is not labelled"):
        parse_report("lists: control\n\nHe fell.\n  event ASSAULT | trigger: fell\n", name="calm.txt")


def test_marks_nest_and_carry_numbers() -> None:
    text, marks = unmarked("[x:[w2:Turkey] leave] now", place="line 1")
    assert text == "Turkey leave now"
    assert [(m.role, m.record, m.text) for m in marks] == [("w", 2, "Turkey"), ("x", 1, "Turkey leave")]
    with pytest.raises(CaseError, match="never closed"):
        unmarked("[x:Turkey", place="line 1")


# The sentence format


def test_sentences_give_one_row_a_line() -> None:
    lines = [
        "# head",
        "",
        "ASSAULT aerial ; AGREE future :: [a:Jets] [t:hit] it, and [a2:he] [t2:agreed].",
        "- :: Rain fell.",
    ]
    first, second = parse_sentences("\n".join(lines), name="events.txt")
    assert first["text"] == "Jets hit it, and he agreed."
    assert [e["type"] for e in first["labels"]["events"]] == ["ASSAULT", "AGREE"]
    assert first["labels"]["events"][1]["auxiliary"] == ["future"]
    assert second["labels"] == {"events": []}


def test_near_misses_leave_events_unjudged_only_with_a_tilde() -> None:
    strict, lenient = parse_sentences("Rain fell.\n~ Rebels met.\n", name="near_misses.txt")
    assert strict["labels"] == {"events": [], "positions": [], "control": []}
    assert lenient["labels"] == {"positions": [], "control": []}


@pytest.mark.parametrize(
    ("name", "line", "problem"),
    [
        ("events", "ASSAULT [t:hit]", "no ' :: '"),
        ("events", "ASSAULT :: He hit it.", "no mark 't'"),
        ("events", "ASSAULT :: He [t2:hit] it.", "has no record"),
        ("events", "ASSAULT demo :: He [t:hit] it.", "'demo' is not known"),
        ("events", "- :: He [t:hit] it.", "has no record"),
        ("positions", "demand :: [p:He] wants [x:peace].", "no kind and issue"),
        ("positions", "demand ceasefire :: He wants [x:peace].", "no mark 'p'"),
        ("positions", "demand ceasefire toward=Ankara :: [p:He] wants [x:peace].", "'Ankara' does not stand"),
        ("control", "gained :: [h:They] took it.", "neither a mark 'p' nor 'k'"),
        ("control", "seized :: [h:They] took [p:Goma].", "is no change"),
        ("near_misses", "- :: Rain fell.", "no head"),
        ("verbs", "Rain fell.", "no known sentence file"),
    ],
)
def test_a_broken_sentence_is_refused(name: str, line: str, problem: str) -> None:
    with pytest.raises(CaseError, match=problem):
        parse_sentences(line, name=f"{name}.txt")


# The scorer


def _span(text: str, words: str) -> Json:
    start = text.index(words)
    return {"start": start, "end": start + len(words), "text": words}


def _place(gold: Any) -> Json | None:
    return gold if isinstance(gold, dict) else {"text": gold} if gold else None


def _party(gold: Any) -> Json | None:
    return gold if isinstance(gold, dict) else {"text": gold, "name": gold} if gold else None


def perfect(row: Json) -> Json:
    """The coded document that says what the gold says."""
    coded: Json = {name: [dict(item) for item in found] for name, found in row["labels"].items()}
    for event in coded.get("events", []):
        event |= {
            "event": [event["type"]],
            "event_text": event["trigger"],
            "event_loc": _place(event.get("place")),
        }
        event |= {"date_from": "text", "date_precision": "day"}
    for position in coded.get("positions", []):
        position["toward"] = _party(position["toward"])
    for record in coded.get("control", []):
        record["place"] = _place(record.get("place"))
    return coded


def shifted(value: Any, by: int) -> Any:
    """A copy with every span moved, its words blanked."""
    if isinstance(value, list):
        return [shifted(item, by) for item in value]
    if isinstance(value, dict):
        moved = {key: shifted(item, by) for key, item in value.items()}
        if "start" in moved:
            moved |= {"start": moved["start"] + by, "end": moved["end"] + by, "text": "", "name": ""}
        return moved
    return value


def scored(row: Json, coded: Json) -> dict[str, float]:
    return figures(score([(row, answers.answer_of(row["text"], coded))]))


ALL_ROWS = [row for name in sets.SETS for row in sets.load(name)]


def test_the_perfect_answer_scores_one_in_every_field() -> None:
    tallies = score((row, answers.answer_of(row["text"], perfect(row))) for row in ALL_ROWS)
    assert set(tallies) == {"events", "statements", "positions", "control"}
    for name, tally in tallies.items():
        assert (tally.f1, tally.full_f1, tally.misses) == (1.0, 1.0, []), name
        assert all(right == asked for right, asked in tally.fields.values()), name


def test_the_empty_answer_scores_zero_where_something_is_asked() -> None:
    assert scored(report(), {}) == {
        f"{name}.{figure}": 0.0
        for name in ("events", "statements", "positions", "control")
        for figure in ("f1", "full")
    }


@pytest.mark.parametrize("by", [200, 1000])
def test_spans_that_are_shifted_away_score_zero(by: int) -> None:
    row = report()
    assert set(scored(row, shifted(perfect(row), by)).values()) == {0.0}


def test_repeating_a_record_costs_precision_and_gains_no_recall() -> None:
    row = report()
    coded = perfect(row)
    coded["positions"] *= 2
    tally = score([(row, answers.answer_of(row["text"], coded))])["positions"]
    assert (tally.precision, tally.recall) == (0.5, 1.0)


def test_an_optional_record_counts_neither_way() -> None:
    row = report()
    coded = perfect(row)
    assert scored(row, coded)["events.f1"] == 1.0
    del coded["events"][1]
    assert scored(row, coded)["events.f1"] == 1.0


def test_a_second_telling_is_left_out_of_the_count() -> None:
    (row,) = parse_sentences("ASSAULT :: [a:Jets] [t:bombed] it in a raid.", name="events.txt")
    coded = perfect(row)
    coded["events"].append({**coded["events"][0], "event_text": [_span(row["text"], "raid")], "actor": []})
    assert scored(row, coded)["events.f1"] == pytest.approx(2 / 3, abs=1e-4)
    row["labels"]["events"][0]["also"] = [_span(row["text"], "raid")]
    assert scored(row, coded)["events.f1"] == 1.0


def test_a_headline_may_be_left_unjudged() -> None:
    row = report(REPORT.replace("= Jets", "=? Jets"))
    assert row["unjudged"] == [_span(row["text"], "Jets strike camps")]
    coded = perfect(row)
    noise = {"event": ["AID"], "event_text": [_span(row["text"], "camps")]}
    coded["events"].append({**noise, "evidence": _span(row["text"], "Jets strike camps")})
    assert scored(row, coded)["events.f1"] == 1.0
    coded["events"].append({**noise, "evidence": _span(row["text"], "They hold")})
    assert scored(row, coded)["events.f1"] < 1.0


def test_swapped_parties_are_found_but_not_fully_right() -> None:
    (row,) = parse_sentences("ASSAULT :: [a:Rebels] [t:shot] [r:a priest].", name="events.txt")
    coded = perfect(row)
    event = coded["events"][0]
    event["actor"], event["recipient"] = event["recipient"], event["actor"]
    assert scored(row, coded) == {"events.f1": 1.0, "events.full": 0.0}


def test_an_event_of_another_type_is_not_found() -> None:
    (row,) = parse_sentences("ASSAULT :: [a:Rebels] [t:shot] [r:a priest].", name="events.txt")
    coded = perfect(row)
    coded["events"][0]["event"] = ["COERCE"]
    assert scored(row, coded)["events.f1"] == 0.0


def test_a_pronoun_is_met_by_any_mention_of_its_entity() -> None:
    row = parse_report(
        "published: 2020-01-01\n\nKim spoke. He left Goma.\n  control withdrawn | from: Kim | place: Goma\n",
        name="kim.txt",
    )
    he = {**_span(row["text"], "He"), "entity": "e1", "name": "?"}
    record = {**perfect(row)["control"][0], "from": he}
    entity = {"id": "e1", "name": "?", "mentions": [_span(row["text"], "Kim")]}
    tally = score([(row, answers.answer_of(row["text"], {"control": [record], "entities": [entity]}))])["control"]
    assert tally.fields["from"] == [1, 1]
    alone = score([(row, answers.answer_of(row["text"], {"control": [record]}))])["control"]
    assert alone.fields["from"] == [0, 1]


def test_contested_ground_asks_for_no_holder() -> None:
    (row,) = parse_sentences("contested :: The army and rebels battled for [p:Goma].", name="control.txt")
    coded = perfect(row)
    coded["control"][0]["holder"] = _span(row["text"], "The army")
    assert scored(row, coded)["control.f1"] == 1.0
    coded["control"][0]["change"] = "held"
    assert scored(row, coded)["control.f1"] == 0.0


def test_another_holder_or_place_is_another_record() -> None:
    (row,) = parse_sentences("gained :: [h:Rebels] took [p:Goma] from Kinshasa.", name="control.txt")
    for field in ("holder", "place"):
        coded = perfect(row)
        coded["control"][0][field] = _span(row["text"], "Kinshasa")
        assert scored(row, coded)["control.f1"] == 0.0


def test_no_date_is_right_only_without_a_day_from_the_text() -> None:
    row = parse_report("published: 2020-01-01\n\nTroops left.\n  event RETREAT | trigger: left\n", name="t.txt")
    event = perfect(row)["events"][0]
    for date_from, right in (("text", 0), ("publication", 1)):
        coded = {"events": [{**event, "date": "2019-12-31", "date_from": date_from}]}
        tally = score([(row, answers.answer_of(row["text"], coded))])["events"]
        assert tally.fields["no_date"] == [right, 1]


def test_silence_is_clean_and_noise_is_not() -> None:
    (row,) = parse_sentences("The photograph captured the mood.\n", name="near_misses.txt")
    assert set(scored(row, {}).values()) == {1.0}
    assert scored(row, {"control": [{"change": "gained"}]})["control.clean"] == 0.0


def test_a_far_too_long_span_finds_nothing() -> None:
    assert meet([(0, 30)], [(10, 16)])
    assert not meet([(0, 300)], [(10, 16)])
    assert not meet([(0, 10)], [(10, 16)])


def test_names_match_word_by_word() -> None:
    assert same_name("The Houthis", "houthis")
    assert same_name("President Ashraf Ghani", "Ashraf Ghani")
    assert not same_name("Mali", "Malian troops")
    assert not same_name(None, "Mali")


def test_pairs_take_the_best_fit_first() -> None:
    fits = {(0, 0): (1.0,), (0, 1): (3.0,), (1, 1): (2.0,), (1, 0): (0.5,)}
    assert pair_off([0, 1], [0, 1], fit=lambda g, c: fits.get((g, c))) == {0: 1, 1: 0}


def test_coding_another_text_is_an_error() -> None:
    with pytest.raises(CaseError, match="another text"):
        answers.answer_of("One text.", {"document": {"id": "a", "text": "Another."}})


def test_answers_from_a_file_go_by_document_id(tmp_path: Path) -> None:
    row = report()
    coded = {"document": {"id": "jets", "text": row["text"]}, **perfect(row)}
    path = tmp_path / "coded.jsonl"
    path.write_text(json.dumps(coded) + "\n", encoding="utf-8")
    other = {**row, "id": "other"}
    tallies = score(zip([row, other], answers.from_file(path, [row, other]), strict=True))
    assert tallies["control"].recall == 0.5
    assert "control" in as_table("jets", tallies)


# Floors

OLD = floors.Floors("d1", {"reports": {"events.f1": 0.5, "control.f1": 0.4}})


def test_floors_hold() -> None:
    assert floors.problems(OLD, measured={"reports": {"events.f1": 0.5, "control.f1": 0.9}}, digest="d1") == []


@pytest.mark.parametrize(
    ("measured", "digest", "problem"),
    [
        ({"events.f1": 0.49, "control.f1": 0.4}, "d1", "events.f1: 0.4900 is under its floor of 0.50"),
        ({"events.f1": 0.5}, "d1", "control.f1: has a floor of 0.40 but was not measured"),
        ({"events.f1": 0.5, "control.f1": 0.4, "new": 1.0}, "d1", "new: has no floor"),
        ({"events.f1": 0.5, "control.f1": 0.4}, "d2", "the cases are not those"),
    ],
)
def test_a_floor_that_does_not_hold_is_a_problem(measured: dict[str, float], digest: str, problem: str) -> None:
    (found,) = floors.problems(OLD, measured={"reports": measured}, digest=digest)
    assert problem in found


def test_pinning_raises_floors_less_the_margin_and_never_lowers() -> None:
    measured = {"reports": {"events.f1": 0.8, "control.f1": 0.41}}
    new = floors.pinned(OLD, measured=measured, digest="d2", lower=False)
    assert new == floors.Floors("d2", {"reports": {"events.f1": 0.78, "control.f1": 0.4}})


def test_lowering_takes_leave() -> None:
    measured = {"reports": {"events.f1": 0.3, "control.f1": 0.4}}
    with pytest.raises(CaseError, match="under the floor"):
        floors.pinned(OLD, measured=measured, digest="d1", lower=False)
    new = floors.pinned(OLD, measured=measured, digest="d1", lower=True)
    assert new.figures["reports"] == {"events.f1": 0.28, "control.f1": 0.4}
    assert floors.lowered(OLD, new) == ["`reports events.f1` from 0.50 to 0.28"]


def test_floors_are_read_as_they_were_written(tmp_path: Path) -> None:
    path = tmp_path / "floors.toml"
    floors.write(OLD, path)
    assert floors.read(path) == OLD
    path.write_text("reports = 1", encoding="utf-8")
    with pytest.raises(CaseError, match="no floors file"):
        floors.read(path)


def test_the_reason_goes_into_the_changelog(tmp_path: Path) -> None:
    path = tmp_path / "CHANGELOG.md"
    path.write_text("# Changelog\n\n## 0.1.0\n\nFirst.\n", encoding="utf-8")
    floors.record_reason(["`reports events.f1` from 0.50 to 0.28"], reason="Stricter spans.", path=path)
    text = path.read_text(encoding="utf-8")
    assert text.index("## Unreleased") < text.index("from 0.50 to 0.28. Stricter spans.") < text.index("## 0.1.0")


def test_lowering_without_a_reason_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    before = floors.FLOORS.read_bytes()
    assert command_line.main(["pin", "--lower"]) == 2
    assert "--reason" in capsys.readouterr().err
    assert floors.FLOORS.read_bytes() == before


def test_the_digest_tells_names_and_contents_apart() -> None:
    digests = {
        sets.digest_of([("a.txt", "one")]),
        sets.digest_of([("a.txt", "two")]),
        sets.digest_of([("b.txt", "one")]),
        sets.digest_of([("a.txt", "one"), ("b.txt", "")]),
    }
    assert len(digests) == 4


def test_the_floors_hold_for_the_coder_as_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert command_line.main(["check"]) == 0, capsys.readouterr().out


# The cases themselves


def test_there_are_enough_cases() -> None:
    counted = {name: len(sets.load(name)) for name in sets.SETS}
    least = {"reports": 12, "negatives": 5, "events": 200, "positions": 80, "control": 70, "near_misses": 120}
    assert all(counted[name] >= number for name, number in least.items()), counted


def test_ids_are_unique() -> None:
    ids = [row["id"] for row in ALL_ROWS]
    assert len(ids) == len(set(ids))


def test_every_span_is_the_words_of_its_text() -> None:
    def spans(value: Any) -> list[Json]:
        if isinstance(value, list):
            return [span for item in value for span in spans(item)]
        if isinstance(value, dict):
            return [value] if "start" in value else [span for item in value.values() for span in spans(item)]
        return []

    for row in ALL_ROWS:
        for span in spans(row["labels"]):
            assert row["text"][span["start"] : span["end"]] == span["text"] != "", row["id"]


def test_the_event_sentences_cover_every_type_and_mode() -> None:
    events = [event for row in sets.load("events") for event in row["labels"]["events"]]
    assert {event["type"] for event in events} == set(MODES)
    covered = {(event["type"], mode) for event in events for mode in event["mode"]}
    assert covered == {(name, mode) for name, modes in MODES.items() for mode in modes}


def test_the_position_sentences_cover_every_kind_and_issue() -> None:
    positions = [position for row in sets.load("positions") for position in row["labels"]["positions"]]
    assert {position["kind"] for position in positions} == KINDS
    assert {position["issue"] for position in positions} == ISSUES


def test_reports_are_150_to_450_words() -> None:
    for row in [*sets.load("reports"), *sets.load("negatives")]:
        assert 150 <= len(row["text"].split()) <= 450, row["id"]


def test_gold_rows_of_a_set_can_be_written_and_scored(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command_line.main(["gold", "negatives"]) == 0
    path = tmp_path / "gold.jsonl"
    path.write_text(capsys.readouterr().out, encoding="utf-8")
    coded = tmp_path / "coded.jsonl"
    coded.write_text("", encoding="utf-8")
    assert command_line.main(["run", "--gold", str(path), "--coded", str(coded), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["gold.jsonl"]["events"]["clean"] == 1.0


def test_the_examples_in_the_documentation_are_right() -> None:
    page = (sets.HERE.parent / "docs" / "evaluation.md").read_text(encoding="utf-8")
    blocks = page.split("```")[1::2]
    (example,) = [block for block in blocks if "=? " in block]
    assert {name: len(found) for name, found in report(example.lstrip())["labels"].items()} == {
        "events": 1,
        "statements": 1,
        "positions": 1,
        "control": 0,
    }
    (lines,) = [block for block in blocks if " :: " in block]
    for name, line in zip(("events", "positions", "control"), lines.strip().splitlines(), strict=True):
        (row,) = parse_sentences(line, name=f"{name}.txt")
        assert row["labels"][name]


def test_the_documentation_names_every_set_and_issue() -> None:
    page = (sets.HERE.parent / "docs" / "evaluation.md").read_text(encoding="utf-8")
    assert [name for name in (*sets.SETS, *ISSUES) if name not in page] == []
