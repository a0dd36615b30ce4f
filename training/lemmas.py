"""The lemmas of the training trees that `rapporteur.reader.lemmas` would get wrong by its rules, as a small table.

python training/lemmas.py --out models/reader-en/rapporteur_reader_en/lemmas.tsv
"""

from __future__ import annotations

import argparse
import os
import re
from collections import Counter, defaultdict
from pathlib import Path

from rapporteur.reader.lemmas import CLITICS, by_rule, plain

DATA = Path(os.environ.get("RAPPORTEUR_DATA", "../shared/data"))
NAMES = ("NNP", "NNPS", "CD", "ADD", "GW", "SYM", "NFP", "LS", "FW", "AFX", "XX")
"""Open classes whose lemmas are spellings; a table of them would only copy the corpora."""


def seen(paths: list[Path]) -> dict[tuple[str, str], Counter[str]]:
    """How often each (form, tag) has each lemma."""
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for path in paths:
        for line in path.read_text(encoding="utf-8").splitlines():
            columns = line.split("\t")
            if len(columns) == 10 and columns[0].isdigit() and columns[4] not in NAMES and columns[1].isprintable():
                form = plain(columns[1])
                if "Typo=Yes" not in columns[5] and any(map(str.isalpha, form)):
                    counts[form, columns[4]][columns[2]] += 1
    return counts


def main() -> None:
    """Writes the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    trees = [DATA / "treebanks" / f"en_{name}-train.conllu" for name in ("ewt", "gum-free")]
    rows = []
    for (form, xpos), lemmas in sorted(seen(trees).items()):
        best = max(lemmas, key=lambda lemma: (lemmas[lemma], lemma))
        usual = re.fullmatch(r"[a-z'.-]+", form) and re.fullmatch(r"[A-Za-z'.-]+", best)
        same = best.lower() == by_rule(form, xpos).lower() and xpos not in ("JJ", "RB", "PRP")
        if usual and best != by_rule(form, xpos) and not same and (form, xpos) not in CLITICS:
            rows.append(f"{form}\t{xpos}\t{best}\n")
    given.out.write_text("".join(rows), encoding="utf-8")


if __name__ == "__main__":
    main()
