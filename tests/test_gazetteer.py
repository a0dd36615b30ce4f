"""The gazetteer: its tables are well formed, its big table is searched rightly, and what a user adds is found beside it."""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rapporteur import cli, lexicon
from rapporteur.extract.places.relations import relations
from rapporteur.extract.places.resolution import candidates, kilometres, resolve
from rapporteur.extract.places.toponyms import Toponym
from rapporteur.lexicon import gazetteer, tables, user_gazetteer
from rapporteur.run import gazetteer as adding

FOLDER = Path(lexicon.__file__).parent / "data" / "gazetteer"
KINDS = {"P", "A1", "A2"}


def lines(name: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(gzip.decompress((FOLDER / name).read_bytes()).decode("utf-8"))))


@pytest.mark.parametrize("name", ["places.csv.gz", "areas.csv.gz"])
def test_tables_are_sorted_and_well_formed(name: str) -> None:
    head, *rows = lines(name)
    assert tuple(head) == gazetteer.COLUMNS
    assert len(rows) > 5000
    keys = [gazetteer.folded(row[0]).encode() for row in rows]
    assert keys == sorted(keys)
    numbers = {row[9] for row in rows if row[2]}
    for row in rows:
        assert len(row) == len(head)
        assert row[9] in numbers, f"{row} is another name of nothing"
        if row[2]:
            assert row[2] in KINDS
            assert -90 <= float(row[3]) <= 90
            assert -180 <= float(row[4]) <= 180
            assert row[5] in gazetteer.alpha3(), row


def test_the_whole_is_small() -> None:
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < 3.5e6


@settings(deadline=None)
@given(st.integers(min_value=0, max_value=10**9))
def test_every_row_is_found_under_its_name(pick: int) -> None:
    rows = _rows()
    row = rows[pick % len(rows)]
    assert row in gazetteer._towns().rows(gazetteer.folded(row[0]))


def _rows() -> list[list[str]]:
    if not _CACHE:
        _CACHE.extend(lines("places.csv.gz")[1:])
    return _CACHE


_CACHE: list[list[str]] = []


@pytest.mark.parametrize("name", ["", " ", "Zzyzx-Nowhere", "aaaaaaaa", "ÿÿÿÿ", "0"])
def test_a_name_that_nobody_has_is_not_found(name: str) -> None:
    assert gazetteer.named(name) == ()


def test_small_tables_name_known_countries_and_points() -> None:
    for row in tables.rows("gazetteer/countries.csv"):
        assert row["iso3"] in lexicon.countries()
        assert abs(float(row["lat"])) <= 90
        assert abs(float(row["lon"])) <= 180
    assert {row["iso3"] for row in tables.rows("gazetteer/countries.csv")} == set(lexicon.countries())
    for name in ("features.csv", "disputed.csv"):
        for row in tables.rows(f"gazetteer/{name}"):
            assert set(tables.many(row.get("countries") or row.get("country") or "")) <= set(lexicon.countries()), row
    features = [row["name"] for row in tables.rows("gazetteer/features.csv")]
    assert features == sorted(features)
    for short, (area, country, _) in gazetteer.abbreviations().items():
        found = candidates(short, None)
        assert [(spot.name, spot.country) for spot in found] == [(area, country)], short


def test_what_stands_for_one_place() -> None:
    assert set(gazetteer.named("Saint Petersburg")) == set(gazetteer.named("St. Petersburg"))
    assert gazetteer.area_name("USA", "TX") == "Texas"
    assert gazetteer.area_name("USA", "") is None
    assert gazetteer.country_spot("KEN") in gazetteer.named("Kenya")


def test_distance_is_along_the_globe() -> None:
    assert kilometres(0, 0, 0, 0) == 0
    assert round(kilometres(0, 179.5, 0, -179.5)) == 111
    assert round(kilometres(90, 0, -90, 0)) == 20015


@pytest.mark.parametrize(
    ("text", "north", "east"),
    [
        ("a town 30 km north of Gao", 30.0, 0.0),
        ("a town some 10 miles (16 km) west of Gao", 0.0, -16.09),
        ("a dozen kilometres south of Gao", -12.0, 0.0),
        ("1,200 km south-east of Gao", -848.5, 848.5),
    ],
)
def test_relations_with_a_distance(text: str, north: float, east: float) -> None:
    (found,) = relations(text, Toponym(len(text) - 3, len(text), "Gao"))
    assert (round(found.north, 1), round(found.east, 2)) == (pytest.approx(north, abs=0.1), pytest.approx(east, abs=0.1))


@pytest.mark.parametrize("text", ["north of Gao", "30 km of Gao", "the 30 north of Gao", "Gao"])
def test_what_is_no_distance(text: str) -> None:
    found = relations(text, Toponym(len(text) - 3, len(text), "Gao"))
    assert [relation for relation in found if relation.north or relation.east] == []


NAMES = st.sampled_from(["Paris", "Texas", "Georgia", "Mali", "Nowhereville", "Gao"])


@settings(deadline=None)  # the first example loads the tables
@given(st.lists(st.tuples(NAMES, st.sampled_from(", .;"))))
def test_any_text_is_resolved_the_same_way_twice(parts: list[tuple[str, str]]) -> None:
    text, names = "", []
    for name, mark in parts:
        names.append(Toponym(len(text), len(text) + len(name), name))
        text += f"{name}{mark} "
    once = resolve(names, text)
    assert len(once) == len(names)
    assert resolve(names, text) == once
    assert all((answer.spot is None) == (name.text == "Nowhereville") for answer, name in zip(once, names, strict=True))


# ---- places that the user adds ----------------------------------------------------------------------------------------
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


Run = Callable[..., tuple[int, str, str]]


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
