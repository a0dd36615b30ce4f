"""The house in figures: files, lines and functions of extraction and the longest class.

    python benchmarks/house.py            # one JSON line; nothing is scored, tests/test_laws.py holds what has to hold

`code` leaves out docstrings, imports and blank lines. `--data FOLDER` measures another package's `extract/`.
"""

from __future__ import annotations

import argparse
import ast
import json
from pathlib import Path
from typing import Any

EXTRACT = Path(__file__).resolve().parent.parent / "src/rapporteur/extract"
DOCUMENTED = ast.FunctionDef | ast.ClassDef | ast.Module


def length(node: ast.stmt) -> int:
    """The lines of a node, both ends counted."""
    return (node.end_lineno or node.lineno) - node.lineno + 1


def no_code(path: Path) -> int:
    """The lines of a file that are docstring, import or blank."""
    text = path.read_text(encoding="utf-8")
    nodes = list(ast.walk(ast.parse(text)))
    docstrings = [node.body[0] for node in nodes if isinstance(node, DOCUMENTED) and ast.get_docstring(node) is not None]
    imports = [node for node in nodes if isinstance(node, ast.Import | ast.ImportFrom)]
    return sum(map(length, [*docstrings, *imports])) + sum(not line.strip() for line in text.splitlines())


def measured(folder: Path) -> dict[str, Any]:
    """The figures of a folder of modules."""
    files = sorted(folder.rglob("*.py"))
    nodes = [node for path in files for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))]
    functions = sorted(length(node) for node in nodes if isinstance(node, ast.FunctionDef))
    lines = sum(len(path.read_text(encoding="utf-8").splitlines()) for path in files)
    return {
        "files": len(files), "lines": lines, "code": lines - sum(map(no_code, files)),
        "functions": len(functions), "median": functions[len(functions) // 2],
        "p95": functions[int(0.95 * len(functions))], "longest": functions[-1],
        "longest_class": max(length(node) for node in nodes if isinstance(node, ast.ClassDef)),
    }  # fmt: skip


def main() -> None:
    """Prints one JSON line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=EXTRACT)
    print(json.dumps({"benchmark": "house", **measured(parser.parse_args().data)}))


if __name__ == "__main__":
    main()
