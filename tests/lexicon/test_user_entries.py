"""A user's own lexicon: what its rows mean, what is said of wrong ones, and that it reaches reading, workers and signature."""

from __future__ import annotations

import csv
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapporteur import lexicon
from rapporteur.lexicon import user_entries
from rapporteur.model import Actor, Report
from rapporteur.reader import default_model
from rapporteur.run import lexicon_hash, one_shot

HEAD = "name,aliases,kind,country,sectors,id,from,to\n"


def model_is_there() -> bool:
    try:
        return (default_model() / "model.onnx").exists()
    except FileNotFoundError:
        return False


with_model = pytest.mark.skipif(not model_is_there(), reason="the reading model is not installed")


@pytest.fixture
def mine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(user_entries.VARIABLE, "")
    return tmp_path / "mine.csv"


def test_a_row_needs_only_a_name() -> None:
    rows, wrong = user_entries.parsed("mine.csv", "name\nAnsa Front\n")
    assert not wrong
    assert rows == (user_entries.UserEntry("org.ansa-front", "Ansa Front", (), "organisation", None, (), "", ""),)


def test_a_row_for_a_name_of_the_lexicon_is_the_same_actor() -> None:
    rows, _ = user_entries.parsed("mine.csv", "name,sectors,country\nNATO,IGO|MIL,\nKremlin,GOV,Russia\n")
    assert [row.id for row in rows] == ["org.nato", "rus.kremlin"]
    assert rows[1].country == "RUS"


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (",,,,,,,", ""),
        (",AF,,,,,,", "no name"),
        ("Ansa,,river,,,,,", "'river' is no kind"),
        ("Ansa,,,Atlantis,,,,", "'Atlantis' is no country"),
        ("Ansa,,,,GOV|XYZ,,,", "'XYZ' is no sector"),
        ("Ansa,,,,,,last May,", "'last May' is no day"),
        ("Ansa,,,,,,2022-05-01,2021-05-01", "after its end"),
        ("Ansa,,state,,,,,", "a state needs its country"),
        ("Ansa,,,,,,,,more", "9 fields, but 8 columns"),
    ],
)
def test_a_bad_row_is_told_with_its_line_and_the_others_count(row: str, said: str) -> None:
    rows, wrong = user_entries.parsed("mine.csv", f"{HEAD}Good Front,,,,,,,\n{row}\nOther Front,,,,,,,\n")
    assert [r.name for r in rows] == ["Good Front", "Other Front"]
    assert len(wrong) == bool(said)
    for problem in wrong:
        assert (problem.report, problem.stage) == ("mine.csv", "lexicon")
        assert problem.reason.startswith("line 3: ")
        assert said in problem.reason


def test_a_file_without_the_column_of_names_is_told() -> None:
    assert user_entries.parsed("mine.csv", "title,country\nAnsa,Mali\n")[1][0].reason.startswith("line 1: ")
    assert "'colour' is no column" in user_entries.parsed("mine.csv", "name,colour\nAnsa,red\n")[1][0].reason


@given(st.text())
def test_no_text_is_an_exception(text: str) -> None:
    with suppress(csv.Error):  # told by the reader of files as a problem of the file
        user_entries.parsed("mine.csv", text)


def test_own_names_win_over_names_of_the_same_length(mine: Path) -> None:
    mine.write_text(HEAD + "Springfield Star,,,USA,JRN,,,\nMali,,organisation,,BUS,org.mali-inc,,\n", encoding="utf-8")
    user_entries.use([mine])
    end, entry = lexicon.names_at(["The", "Springfield", "Star", "said"], 1) or (0, None)
    assert entry is not None
    assert (end, entry.id, entry.country) == (3, "org.springfield-star", "USA")
    assert (lexicon.names_at(["Mali"], 0) or (0, entry))[1].id == "org.mali-inc"
    user_entries.use([])
    assert (lexicon.names_at(["Mali"], 0) or (0, entry))[1].id == "mli"


def test_signature_knows_a_changed_file(mine: Path) -> None:
    before = lexicon_hash()
    mine.write_text("name\nAnsa Front\n", encoding="utf-8")
    user_entries.use([mine])
    with_it = lexicon_hash()
    mine.write_text("name\nAnsa Bank\n", encoding="utf-8")
    assert len({before, with_it, lexicon_hash()}) == 3


def actors_of(text: str, day: str | None) -> dict[str, Actor]:
    from rapporteur.extract.document import Document
    from rapporteur.reader import Reader

    report = Report(id="own", name="own", text=text, published=day)
    doc = Document(report, Reader(threads=1).read_one(report))
    return {a.id: a for a in doc.actors.nouns({name.id for name in doc.actors.names})}


@with_model
def test_codes_hold_on_their_days(mine: Path) -> None:
    rows = "Awa Keita,Keita,person,MLI,LEG,,2019-02-01,2022-08-31\nAwa Keita,,person,MLI,GOV,,2022-09-01,\n"
    mine.write_text(HEAD + rows, encoding="utf-8")
    user_entries.use([mine])
    for day, sectors in (("2020-01-01", ("LEG",)), ("2023-01-01", ("GOV",)), ("2001-01-01", ())):
        found = actors_of("Awa Keita arrived. Keita left on Friday.", day)
        assert found["person.awa-keita"].sectors == sectors, day
        assert list(found) == ["person.awa-keita"]


@with_model
def test_the_command_takes_files_and_tells_of_bad_rows(
    mine: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    from rapporteur import cli

    mine.write_text(HEAD + "Ansa Front,,,MLI,REB,,,\nX,,river,,,,,\n", encoding="utf-8")
    report = mine.with_name("monday.txt")
    report.write_text("The Ansa Front said on Friday that it would leave.\n", encoding="utf-8")
    monkeypatch.chdir(mine.parent)
    monkeypatch.setattr("sys.argv", ["rapporteur", "read", "monday.txt", "--lexicon", "mine.csv"])
    with pytest.raises(SystemExit) as end:
        cli.main()
    assert not end.value.code
    assert "mine.csv: line 3: 'river' is no kind" in capfd.readouterr().err
    monkeypatch.setattr("sys.argv", ["rapporteur", "list", "actors", "--format", "csv"])
    with pytest.raises(SystemExit):
        cli.main()
    assert "org.ansa-front,Ansa Front,organisation,MLI,432,REB," in capfd.readouterr().out


@with_model
def test_workers_have_it_too(mine: Path, tmp_path: Path) -> None:
    mine.write_text(HEAD + "Ansa Front,,,MLI,REB,,,\n", encoding="utf-8")
    user_entries.use([mine])
    monday = tmp_path / "monday"
    monday.mkdir()
    for n in range(5):
        (monday / f"{n}.txt").write_text(f"The Ansa Front said on Friday that it would leave town {n}.\n", encoding="utf-8")
    record = one_shot([str(monday)], workers=2)
    assert [(a.country, a.sectors) for a in record.actors if a.id == "org.ansa-front"] == [("MLI", ("REB",))]
