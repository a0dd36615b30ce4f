"""The command line: what goes where, the exit statuses, and that --help loads nothing heavy."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
import runwork as script

from rapporteur import __version__, cli
from rapporteur.model import Problem, Record, Report
from rapporteur.reader import default_model
from rapporteur.run import read_into
from rapporteur.store import Store
from rapporteur.views import FORMATS, LISTS, TABLE_FORMATS

VERBS = ("read", "brief", "export", "list", "show", "check", "doctor")
HEAVY = ("onnxruntime", "numpy", "trafilatura", "sqlalchemy", "rapidfuzz", "rich", "msgspec", "lxml", "jinja2")
ARTICLE = """Envoys meet in Geneva

Envoys of France and Germany met in Geneva on Saturday and spoke for two hours about the ceasefire.

"We will meet again," the French foreign minister said after the talks.
"""

Answer = tuple[int, str, str]
Run = Callable[..., Answer]


def model_is_there() -> bool:
    try:
        return (default_model() / "model.onnx").exists()
    except FileNotFoundError:
        return False


with_model = pytest.mark.skipif(not model_is_there(), reason="the reading model is not installed")


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> Run:
    monkeypatch.chdir(tmp_path)

    def call(*words: str, stdin: bytes = b"") -> Answer:
        monkeypatch.setattr(sys, "argv", ["rapporteur", *words])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        with pytest.raises(SystemExit) as end:
            cli.main()
        out, err = capfdbinary.readouterr()
        return int(end.value.code or 0), out.decode(), err.decode()

    return call


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    found = [Report(id=f"r{n}", name=f"n{n}", text=f"{n} envoys met.") for n in range(2)]
    failed = Problem(report="scan.pdf", stage="sources", reason="the file is a PDF")
    with Store.open(tmp_path / "rapporteur.db", write=True) as store:
        read_into(store, [*found, failed], opener=script.open_slow, signed="test")
    return tmp_path / "rapporteur.db"


@pytest.mark.parametrize("verb", ["", *VERBS])
def test_every_help_has_two_examples(run: Run, verb: str) -> None:
    status, out, _ = run(*verb.split(), "--help")
    assert status == 0
    shown = out.partition("Examples:")[2].strip().splitlines()
    assert len(shown) == 2
    assert all("rapporteur " + verb in line for line in shown)


def test_help_loads_nothing_heavy() -> None:
    show = f"print([name for name in {HEAVY!r} if name in sys.modules])"
    code = f"import sys; sys.argv = ['r', '-h']\nfrom rapporteur import cli\ntry: cli.main()\nexcept SystemExit: {show}"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout.endswith("\n[]\n")


def test_version(run: Run) -> None:
    assert run("--version") == (0, f"rapporteur {__version__}\n", "")


def test_the_help_names_the_lists_and_formats_of_the_views(run: Run) -> None:
    status, out, _ = run("list", "--help")
    assert status == 0
    assert f"{', '.join(LISTS)}; or one of them in the singular." in " ".join(out.split())
    assert [format.value for format in cli.TableFormat] == list(TABLE_FORMATS)
    assert {format.value for format in cli.Format} <= set(FORMATS)


@pytest.mark.parametrize("words", [("list", "songs"), ("read",), ("brief", "--format", "pdf"), ("sing",)])
def test_usage_errors_are_2(run: Run, words: tuple[str, ...]) -> None:
    status, out, err = run(*words)
    assert (status, out) == (2, "")
    assert "Usage:" in err or "Error" in err


@pytest.mark.parametrize("words", [("brief",), ("list", "figures"), ("show", "c-r0")])
def test_no_database_is_1_and_says_what_makes_one(run: Run, words: tuple[str, ...], tmp_path: Path) -> None:
    status, out, err = run(*words)
    assert (status, out) == (1, "")
    assert "rapporteur read PATH" in err
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_no_database_is_1(run: Run, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("not a database at all")
    assert run("list", "figures", "--db", "notes.txt")[::2] == (
        1,
        "rapporteur: notes.txt is not a database: choose another with --db\n",
    )


@pytest.mark.usefixtures("kept")
def test_lists_in_every_format_and_number(run: Run) -> None:
    assert run("list", "figures") == run("list", "figure")
    rows = json.loads(run("list", "figures", "--format", "json")[1])
    assert [row["report"] for row in rows] == ["n0", "n1"]
    assert [json.loads(line) for line in run("list", "figures", "--format", "jsonl")[1].splitlines()] == rows
    assert run("list", "figures", "--format", "csv")[1].splitlines()[0] == ",".join(rows[0])
    assert "scan.pdf" in run("list", "problems")[1]


def test_reports_that_were_replaced_are_listed_on_demand(run: Run, kept: Path) -> None:
    early = Report(id="r2", name="n2", text="2 envoys met in Geneva on Friday.")
    later = Report(id="r3", name="n2", text="2 envoys met in Geneva on Friday. They left again.")
    for report in (early, later):
        with Store.open(kept, write=True) as store:
            read_into(store, [report], opener=script.open_slow, signed="test", workers=0)
    ids = {row["id"] for row in json.loads(run("list", "reports", "--format", "json")[1])}
    assert ids == {"r0", "r1", "r3"}
    *current, row = json.loads(run("list", "reports", "--all", "--format", "json")[1])
    assert {(row["id"], row["superseded_by"]) for row in current} == {("r0", ""), ("r1", ""), ("r3", "")}
    assert (row["id"], row["number"], row["superseded_by"]) == ("r2", "", "r3")
    (reason,) = [row["reason"] for row in json.loads(run("list", "problems", "--format", "json")[1]) if row["stage"] == "store"]
    assert reason == row["superseded_why"] == "replaces the version read before (“n2”, 7 words): 100 % of its words are shared"
    status, _, err = run("list", "figures", "--all")
    assert (status, "--all goes with reports" in err) == (2, True)


@pytest.mark.usefixtures("kept")
def test_show_takes_the_beginning_of_an_id(run: Run) -> None:
    status, out, _ = run("show", "c0-r0")
    assert status == 0
    assert "c0-r0" in out
    assert "\x1b" not in out
    status, out, err = run("show", "zzzz")
    assert (status, out) == (1, "")
    assert "zzzz" in err


@pytest.mark.usefixtures("kept")
def test_the_brief_of_the_database(run: Run, tmp_path: Path) -> None:
    status, out, err = run("brief", "--format", "json")
    record = msgspec.json.decode(out, type=Record)
    assert (status, err, [report.name for report in record.reports]) == (0, "", ["n0", "n1"])
    assert run("brief", "--format", "json")[1] == out, "same input, same bytes"
    status, out, err = run("brief", "-o", "brief.html")
    assert (status, out, err) == (0, "", "written to brief.html\n")
    assert (tmp_path / "brief.html").read_text(encoding="utf-8").lstrip().startswith("<!")


@pytest.mark.usefixtures("kept")
def test_dates_go_with_paths(run: Run) -> None:
    assert run("brief", "--published", "2022-02-12")[0] == 2
    assert run("read", "x.txt", "--published", "soonish")[0] == 2


@with_model
def test_nothing_read_is_1(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    for verb in ("read", "brief"):
        status, out, err = run(verb, "empty.txt", "missing.txt")
        assert (status, out) == (1, "")
        assert "empty.txt: the file is empty\n" in err
        assert "missing.txt: " in err


@with_model
def test_some_failed_is_3_and_the_others_are_kept(run: Run, tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(ARTICLE)
    (tmp_path / "empty.txt").touch()
    status, out, err = run("read", "good.txt", "empty.txt", "--published", "2022-02-12")
    assert (status, out) == (3, "")
    assert "1 report read" in err
    assert "empty.txt: the file is empty\n" in err
    assert run("read", "good.txt")[2].startswith("0 reports read, 0 claims; 1 unchanged")
    assert json.loads(run("list", "reports", "--format", "json")[1])[0]["published"] == "2022-02-12"
    assert "empty.txt" in run("list", "problems")[1]
    (tmp_path / "empty.txt").write_text(ARTICLE.replace("Geneva", "Vienna"))
    assert run("read", "empty.txt")[0] == 0
    assert "empty.txt" not in run("list", "problems")[1]


@with_model
def test_one_shot_leaves_no_database(run: Run, tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(ARTICLE)
    status, out, err = run("brief", "good.txt", "--published", "2022-02-12")
    assert (status, err) == (0, "")
    assert "Geneva" in out
    assert [path.name for path in tmp_path.iterdir()] == ["good.txt"]


@with_model
def test_stdin_is_a_report(run: Run) -> None:
    status, out, _ = run("brief", "-", "--format", "json", stdin=ARTICLE.encode())
    assert status == 0
    assert json.loads(out)["reports"][0]["text"] == ARTICLE


@pytest.mark.usefixtures("kept")
def test_a_reader_that_leaves_is_no_error(tmp_path: Path) -> None:
    command = f"{sys.executable} -m rapporteur list figures --format jsonl; echo status $? >&2"
    done = subprocess.run(["bash", "-c", f"({command}) | true"], cwd=tmp_path, capture_output=True, text=True)
    assert done.stderr == "status 0\n"


@with_model
def test_doctor_finds_all_in_order(run: Run) -> None:
    status, out, _ = run("doctor")
    assert status == 0
    parts = ["rapporteur", "libraries", "model", "lexicon", "gazetteer", "database"]
    assert [line.split()[0] for line in out.splitlines()] == parts


def test_doctor_names_a_damaged_database(run: Run, tmp_path: Path) -> None:
    (tmp_path / "bad.db").write_text("this is no database")
    status, out, _ = run("doctor", "--db", "bad.db")
    assert status == 1
    assert "NOT IN ORDER: bad.db is not a database" in out


@pytest.mark.usefixtures("kept")
def test_an_interrupt_is_130_and_says_that_all_is_kept(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_: Path) -> Record:
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "recorded", interrupted)
    status, out, err = run("brief")
    assert (status, out) == (130, "")
    assert "what was read is kept" in err


@with_model
def test_check_says_what_came_of_each_sentence(run: Run) -> None:
    text = "Awa Keita, the president of Mali, phoned Idris Ode of Chad. It rained in Gao all day."
    Path("wire-14.txt").write_text(text, "utf-8")
    Path("empty.txt").write_text("", "utf-8")
    code, out, err = run("check", "wire-14.txt", "empty.txt")
    assert (code, "empty" in err) == (3, True)
    assert "+ Call con-" in out
    assert "= nothing" in out
