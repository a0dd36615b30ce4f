"""The README can't lag: its commands parse, its files exist, its lists name what there is."""

from __future__ import annotations

import importlib
import re
import shlex
from pathlib import Path
from typing import Any

import pytest

from rapporteur import model
from rapporteur.kinds import BODIES
from rapporteur.views import FORMATS, LISTS, TABLE_FORMATS

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
RECORD = (ROOT / "docs" / "record.md").read_text(encoding="utf-8")


def commands(text: str) -> list[list[str]]:
    """The words after `rapporteur` of every command in the code blocks of a Markdown text.

    >>> commands("```\\n$ rapporteur brief --format html > b.html\\n```")
    [['brief', '--format', 'html']]
    """
    fenced = re.findall(r"^```(\w*)\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    blocks = [block for language, block in fenced if language in ("", "sh", "text")]
    lines = [line.removeprefix("$ ") for block in blocks for line in block.splitlines()]
    parts = [part.strip() for line in lines for part in re.split(r"[>|#]", line)]
    return [shlex.split(part)[1:] for part in parts if part.startswith("rapporteur ")]


@pytest.mark.parametrize("words", commands(README), ids=" ".join)
def test_every_command_parses(words: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    if not (ROOT / "src" / "rapporteur" / "cli.py").exists():
        pytest.skip("src/rapporteur/cli.py is not there yet")
    typer = importlib.import_module("typer")
    monkeypatch.chdir(ROOT)
    group: Any = typer.main.get_command(importlib.import_module("rapporteur.cli").app)
    with group.make_context("rapporteur", list(words)) as context:
        name, command, rest = group.resolve_command(context, list(words))
        assert command is not None, f"no verb {name}"
        command.make_context(name, rest, parent=context).close()


def test_there_are_commands() -> None:
    verbs = [words[0] for words in commands(README)]
    assert {"read", "brief", "list", "show"} <= set(verbs)


def test_lists_and_formats_are_all_named() -> None:
    assert [name for name in (*LISTS, *TABLE_FORMATS, *FORMATS) if f"`{name}`" not in README] == []


def test_linked_files_exist() -> None:
    prose = re.sub(r"^```.*?^```", "", README, flags=re.MULTILINE | re.DOTALL)
    links = re.findall(r"\]\(([^)#:]+)\)", prose)
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []


@pytest.mark.parametrize("noun", ["Span", "Report", "Actor", "ClaimBase", "Finding", "Place", "Problem", "Record"])
def test_every_field_is_documented(noun: str) -> None:
    fields = getattr(model, noun).__struct_fields__
    assert [name for name in fields if not re.search(rf"[`\"]{name}[`\"]", RECORD)] == []


@pytest.mark.parametrize("kind", model.KINDS)
def test_every_body_is_documented(kind: model.Kind) -> None:
    row = next(line for line in RECORD.splitlines() if line.startswith(f"| `{kind}` |"))
    fields = [name for name in BODIES[kind].__struct_fields__ if name not in model.ClaimBase.__struct_fields__]
    assert [name for name in fields if f"`{name}`" not in row] == []


def test_the_finding_shown_is_there() -> None:
    """The ids in the README are those of the examples as this version reads them."""
    import rapporteur

    shown = set(re.findall(r"\bf-[0-9a-f]{4,}", README))
    found = {finding.id for finding in rapporteur.read(ROOT / "examples" / "2022-02-12").findings}
    assert shown
    assert all(any(name.startswith(given) for name in found) for given in shown)
