"""`rapporteur export`: where it writes, what it refuses, and what the examples give."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from exportwork import GDELT, MENTIONS, known, objects, rows
from test_cli import Run, with_model
from test_cli import run as run  # a fixture

from rapporteur import cli
from rapporteur.model import Factuality, Record
from rapporteur.run import one_shot
from rapporteur.views.exports import EXPORTS, MARKS, Choice, exported

ROOT = Path(__file__).parents[3]


@pytest.fixture
def recorded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cli, "recorded", lambda _: known())


def test_the_words_in_the_help_are_those_of_the_views() -> None:
    assert cli.EXPORTED.split(", ") == list(EXPORTS)
    assert cli.STANDINGS.split(", ") == list(Factuality.__args__)
    assert cli.MARKED.split(", ") == list(MARKS)


@pytest.mark.usefixtures("recorded")
def test_to_stdout_a_file_or_a_folder(run: Run, tmp_path: Path) -> None:
    status, out, err = run("export", "icews")
    assert (status, len(rows(out.encode()))) == (0, 4)
    assert "no event in PLOVER's sense: 1 (advise-leave)" in err
    assert run("export", "icews", "-o", "events.tsv")[::2] == (0, f"written to events.tsv\n{err}")
    assert (tmp_path / "events.tsv").read_text(encoding="utf-8") == out
    status, out, err = run("export", "gdelt", "-o", "new/gdelt")
    assert (status, out) == (0, "")
    (events,), (mentions,) = ((tmp_path / "new/gdelt").glob(f"*.{name}.CSV") for name in ("export", "mentions"))
    assert rows(events.read_bytes(), GDELT)
    assert rows(mentions.read_bytes(), MENTIONS)


@pytest.mark.usefixtures("recorded")
def test_only_and_include(run: Run) -> None:
    assert run("export", "plover", "--only", "denied")[:2] == (0, "")
    assert objects(run("export", "plover", "--only", "stated,planned", "--only", "denied")[1].encode())
    assert run("export", "icews", "--only", "stated")[0] == 0
    assert len(objects(run("export", "plover", "--per", "claim")[1].encode())) == 5


@pytest.mark.usefixtures("recorded")
@pytest.mark.parametrize(("words", "said"), [
    (("songs",), "plover, polecat, icews, gdelt"),
    (("plover", "--only", "rumoured"), "conditional"),
    (("plover", "--include", "planned"), "hypothetical"),
    (("icews", "--include", "future"), "no column"),
    (("gdelt", "-o", "g", "--only", "denied"), "no column"),
    (("gdelt",), "-o"),
    (("gdelt", "-o", "-"), "folder"),
    (("gdelt", "-o", "a.tsv"), "folder"),
    (("icews", "--outlet", "X"), "PATH"),
])  # fmt: skip
def test_usage_errors_say_what_there_is(run: Run, words: tuple[str, ...], said: str, tmp_path: Path) -> None:
    (tmp_path / "a.tsv").write_text("")
    status, out, err = run("export", *words)
    assert (status, out) == (2, "")
    assert said in " ".join(err.split())


@pytest.mark.usefixtures("recorded")
def test_a_file_that_cannot_be_written_is_1(run: Run, tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    for path in ("there", "nowhere/events.tsv"):
        status, out, err = run("export", "icews", "-o", path)
        assert (status, out) == (1, "")
        assert path in err


def test_no_database_is_1(run: Run) -> None:
    status, out, err = run("export", "icews")
    assert (status, out) == (1, "")
    assert "rapporteur read PATH" in err


@with_model
def test_paths_are_read_and_nothing_is_kept(run: Run, tmp_path: Path) -> None:
    text = "Envoys meet\n\nPresident Keita of Mali met President Ode of Chad in N'Djamena on Friday.\n"
    (tmp_path / "day.txt").write_text(text)
    before = sorted(tmp_path.iterdir())
    status, out, _ = run("export", "polecat", "day.txt", "--published", "2022-02-12", "--workers", "1")
    (row,) = (row for row in rows(out.encode()) if row["Event Type"] == "CONSULT")
    assert (status, row["Event Date"]) == (0, "2022-02-11")
    assert sorted(tmp_path.iterdir()) == before


@with_model
@pytest.mark.parametrize(("text", "kinds"), [
    ("Mali withdrew its embassy staff from Chad on Friday.", ["SANCTION"]),
    ("Kenya has pulled its troops out of Somalia, the defence ministry in Nairobi said on Friday.", ["RETREAT"]),
    ("President Awa Keita of Mali phoned President Jo Ode of Chad on Friday.", ["CONSULT"]),
    ("President Awa Keita of Mali will visit Chad on Monday.", ["AGREE"]),
    ("Kenya urged its citizens to leave Mali.", []),
    ("Kenya called on its citizens to leave Mali.", []),
    ("Kenya has decided to withdraw its embassy staff from Mali.", []),
    ("Kenya Airways has stopped flying to Mali.", ["SANCTION"]),
    ("Mali agreed with Chad to close the border with Niger.", ["AGREE"]),
])  # fmt: skip
def test_what_is_a_contact_or_precaution_is_no_event_too(text: str, kinds: list[str], tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"News of the day\n\n{text}\n")
    record = one_shot([str(tmp_path)], published="2022-02-12", workers=0)
    found = objects(exported(record, "plover", Choice()).files[""])
    assert [line["event"][0] for line in found] == kinds


@pytest.fixture(scope="module")
def examples() -> Record:
    return one_shot([str(ROOT / "examples")], workers=0)


@with_model
def test_the_examples_hold_no_deed_twice_and_no_invasion(examples: Record) -> None:
    lines = objects(exported(examples, "plover", Choice()).files[""])
    claims = Counter(told["claim"] for line in lines for told in line["reports"])
    assert max(claims.values()) == 1
    assert [line for line in lines if "ASSAULT" in line["event"] and line["actor"][0].get("code") == "RUS"] == []
    assert set(claims) <= {claim.id for claim in examples.claims}
    contacts = [line for line in lines if line["event"] == ["CONSULT"]]
    assert len(contacts) >= 4
    assert all(len(line["actor"]) + len(line.get("recipient", [])) > 1 for line in contacts)


@with_model
def test_the_examples_in_all_formats_count_the_same_events(examples: Record) -> None:
    counts = {format: exported(examples, format, Choice()).events for format in EXPORTS}
    assert len(set(counts.values())) == 1
    assert min(counts.values()) > 10
