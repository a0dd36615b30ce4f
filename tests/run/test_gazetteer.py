"""Places that the user adds are found beside those of the gazetteer, and can be listed and removed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from rapporteur import cli
from rapporteur.lexicon import gazetteer, user_gazetteer
from rapporteur.run import gazetteer as adding

DUMP = "\n".join(
    [
        "1\tTombokari\tTombokari\tTonbokari,TK\t14.5\t-4.2\tP\tPPL\tML\t\t04\t\t\t\t812\t\t\tAfrica/Bamako\t2020-01-01",
        "2\tOued Faro\tOued Faro\t\t17.5\t0.5\tH\tSTM\tML\t\t05\t\t\t\t0\t\t\tAfrica/Bamako\t2020-01-01",
        "too\tshort",
        "3\tElsewhere\tElsewhere\t\t114.5\t-4.2\tP\tPPL\tML\t\t04\t\t\t\t812\t\t\tAfrica/Bamako\t2020-01-01",
        "",
        "4\tMali\tMali\t\t18\t-2\tA\tPCLI\tML\t\t00\t\t\t\t1\t\t\t\t2020-01-01",
    ]
)


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("RAPPORTEUR_HOME", str(tmp_path / "home"))
    forget()
    yield tmp_path
    forget()


def forget() -> None:
    gazetteer.named.cache_clear()
    user_gazetteer._opened.cache_clear()


def dump(folder: Path, text: str = DUMP, name: str = "ML.txt") -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


def test_a_dump_is_added_and_its_bad_lines_are_named(own: Path) -> None:
    assert gazetteer.named("Tombokari") == ()
    places, problems = adding.add(dump(own))
    forget()
    assert places == 2
    assert [problem.reason.split(":")[0] for problem in problems] == ["line 3", "line 4"]
    assert all(problem.report.endswith("ML.txt") for problem in problems)
    (spot,) = gazetteer.named("Tonbokari")
    assert (spot.name, spot.country, spot.admin1, spot.population, spot.alias) == ("Tombokari", "MLI", "04", 812, True)
    assert gazetteer.named("TK") == (), "two letters are a code, and no name in a report"
    assert gazetteer.named("Oued Faro")[0].kind == "water"
    assert user_gazetteer.summary()[0][0::2] == ("ML.txt", 2)


def test_the_same_list_again_replaces_it_and_can_be_removed(own: Path) -> None:
    adding.add(dump(own))
    assert adding.add(dump(own, DUMP.splitlines()[0]))[0] == 1
    forget()
    assert gazetteer.named("Oued Faro") == ()
    assert adding.remove("ML.txt") == 1
    forget()
    assert gazetteer.named("Tombokari") == ()
    assert user_gazetteer.summary() == ()


def test_nothing_added_is_nothing_found(own: Path) -> None:
    assert user_gazetteer.summary() == ()
    assert user_gazetteer.named("tombokari") == []
    assert adding.remove("ML.txt") == 0


def test_a_damaged_file_of_added_places_is_not_in_the_way(own: Path) -> None:
    user_gazetteer.path().parent.mkdir(parents=True)
    user_gazetteer.path().write_bytes(b"no database")
    assert gazetteer.named("Nairobi")
    from rapporteur.run.doctor import _gazetteer

    words, well = _gazetteer()
    assert not well
    assert "gazetteer.sqlite" in words


def test_the_command_adds_lists_and_removes(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    dumped = dump(own)

    def run(*words: str) -> tuple[str, str]:
        cli.app(["gazetteer", *words], standalone_mode=False)
        return capsys.readouterr()

    assert "2 places added" in run("add", str(dumped))[1]
    assert run("list")[0] == "ML.txt  2 places\n"
    assert "2 places removed" in run("remove", "ML.txt")[1]
    assert run("list")[0] == ""


def test_where_added_places_are_kept() -> None:
    assert user_gazetteer.folder({"RAPPORTEUR_HOME": "/x"}, "linux") == Path("/x")
    assert user_gazetteer.folder({"HOME": "/h"}, "linux") == Path("/h/.local/share/rapporteur")
    assert user_gazetteer.folder({"HOME": "/h"}, "darwin") == Path("/h/Library/Application Support/rapporteur")
    assert user_gazetteer.folder({"LOCALAPPDATA": "/l"}, "win32") == Path("/l/rapporteur")
