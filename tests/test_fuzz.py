"""What reads foreign bytes holds over the seeds, over what fuzzing has found, and over a few thousand inputs that atheris makes.

`python tests/fuzz/run.py --minutes 30` goes on for longer.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from importlib.util import find_spec
from pathlib import Path

import pytest
from fuzz.targets import TARGETS

HERE = Path(__file__).parent / "fuzz"
KEPT = sorted(path for top in ("seeds", "found") for path in (HERE / top).rglob("*") if path.is_file())
LIMIT = 300
"""Seconds after which a run is killed."""


@pytest.mark.parametrize("path", KEPT, ids=lambda path: "/".join(path.parts[-3:]))
def test_kept_inputs(path: Path) -> None:
    TARGETS[path.parent.name].check(path.read_bytes())


def test_every_target_of_texts_has_seeds() -> None:
    """Without seeds the first minutes go into finding what an article is."""
    assert {path.parent.name for path in KEPT} >= set(tomllib.loads((HERE / "tokens.toml").read_text(encoding="utf-8")))
    assert {path.parent.name for path in KEPT} <= set(TARGETS)


@pytest.mark.skipif(find_spec("atheris") is None, reason="atheris is not installed: it has wheels for Linux on x86-64 alone")
@pytest.mark.parametrize("name", TARGETS)
def test_a_few_thousand_inputs(name: str, tmp_path: Path) -> None:
    """The same inputs each time: by count, from one seed, with hashes that do not change."""
    command = [sys.executable, str(HERE / "run.py"), name, "--runs", str(TARGETS[name].runs), "--corpus", str(tmp_path)]
    environment = {**os.environ, "PYTHONHASHSEED": "0"}
    ended = subprocess.run(command, capture_output=True, text=True, timeout=LIMIT, env=environment)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert f"Done {TARGETS[name].runs} runs" in ended.stdout
