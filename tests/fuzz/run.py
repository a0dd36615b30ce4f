"""Fuzzes what reads foreign bytes, with atheris (pip install atheris; Linux on x86-64): until something breaks, or time is up.

    python tests/fuzz/run.py                                  # every target for a minute
    python tests/fuzz/run.py times amounts --minutes 30 --corpus /var/tmp/corpus

`--runs` and `--seed` instead of `--minutes` make a run that goes the same way each time. What breaks a target is written to
the folder `--corpus` (a new one under the system's folder for temporary files unless given) and named; a line a target says how
many inputs were tried. What is found goes, as small as it gets, into tests/fuzz/found/TARGET, where `make test` tries it again.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Sequence
from pathlib import Path

HERE = Path(__file__).parent
SLOW = 60
"""Seconds an input may take: by the clock, and a busy machine makes ten of one."""
MEMORY = 1500
"""Megabytes a target may take."""


def main(words: Sequence[str]) -> int:
    """Runs the targets named, each in a process of its own; how many broke."""
    options = arguments(words)
    if options.here:
        fuzz(options)
    folder = options.corpus or Path(tempfile.mkdtemp(prefix="fuzz-"))
    broken = 0
    for name in options.targets or targets():
        limits = ["--runs", str(options.runs), "--seed", str(options.seed), "--minutes", str(options.minutes)]
        command = [sys.executable, __file__, name, "--here", "--corpus", str(folder), *limits]
        ended = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace")
        lines = [line for line in ended.stdout.splitlines() if not line.startswith(("INFO", "WARNING", "#"))]
        print(f"{name}: {next((line for line in lines if line.startswith('Done ')), 'broken')}", flush=True)
        if ended.returncode:
            print(*lines[-60:], sep="\n", flush=True)
            broken += 1
    return broken


def arguments(words: Sequence[str]) -> argparse.Namespace:
    """What the command line says."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("targets", nargs="*")
    parser.add_argument("--minutes", type=float, default=1.0)
    parser.add_argument("--runs", type=int, default=-1)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args(words)


def targets() -> list[str]:
    """The names of all targets."""
    from targets import TARGETS

    return list(TARGETS)


def fuzz(options: argparse.Namespace) -> None:
    """Fuzzes the one target named; ends the process."""
    import atheris  # type: ignore[import-not-found,unused-ignore]

    with atheris.instrument_imports(include=["rapporteur"]):
        from targets import TARGETS

    (name,) = options.targets
    target = TARGETS[name]
    target.check(b"")  # loads model and tables, which is no input's fault
    folder = options.corpus / name
    folder.mkdir(parents=True, exist_ok=True)
    tokens = tomllib.loads((HERE / "tokens.toml").read_text(encoding="utf-8")).get(name, [])
    dictionary = options.corpus / f"{name}.dict"
    dictionary.write_text("".join(f'"{escaped(token)}"\n' for token in tokens), encoding="ascii")
    limits = [f"-runs={options.runs}"] if options.runs >= 0 else [f"-max_total_time={int(options.minutes * 60)}"]
    more = [f"-dict={dictionary}"] if tokens else []
    seeds = [str(path) for path in (HERE / "seeds" / name,) if path.is_dir()]
    flags = [f"-seed={options.seed}", f"-max_len={target.longest}", f"-timeout={SLOW}", f"-rss_limit_mb={MEMORY}"]
    artifacts = [f"-artifact_prefix={options.corpus}/{name}-", "-print_final_stats=0"]
    atheris.Setup([sys.argv[0], *limits, *flags, *more, *artifacts, str(folder), *seeds], target.check)
    atheris.Fuzz()


def escaped(token: str) -> str:
    """A token as libFuzzer's dictionaries have it."""
    return "".join(chr(b) if 32 <= b < 127 and chr(b) not in '"\\' else f"\\x{b:02X}" for b in token.encode())


if __name__ == "__main__":
    sys.path[:0] = [str(HERE), str(HERE.parent)]
    sys.exit(main(sys.argv[1:]))
