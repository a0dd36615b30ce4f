"""How well pages become reports: title and publication day right (%), and F1 of the body's words, as one line of JSON.

Data: real news pages with what an expert parser found in them (flairNLP/fundus, MIT), folders of
`NAME_YYYY_MM_DD.html.gz` beside `NAME.json`. Beside our figures stand those published for trafilatura 2.3.1 on a
larger set of pages (date 96.5 %, title 68.6 %). Pages that are not in English give no report; their text is scored
before the language is asked.

    python benchmarks/sources.py ../shared/data/pages
    {"pages": 33, "date": 100.0, "title": 93.9, "body_f1": 94.1, "published": {...}}
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rapporteur.sources.html import declared_encoding, read_html
from rapporteur.sources.page import Page
from rapporteur.sources.text import Unreadable, decode

PUBLISHED = {"tool": "trafilatura 2.3.1", "date": 96.5, "title": 68.6}


def cases(folder: Path) -> Iterator[tuple[str, bytes, list[dict[str, Any]]]]:
    """(page's name, its bytes, what is expected of each parser version): the version with the same day is the
    page's."""
    for page in sorted(folder.glob("*/*.html.gz")):
        expected = page.with_name(re.sub(r"_\d{4}_\d{2}_\d{2}\.html\.gz$", ".json", page.name))
        if expected.exists():
            versions = list(json.loads(expected.read_text(encoding="utf-8")).values())
            yield page.name.removesuffix(".html.gz"), gzip.decompress(page.read_bytes()), versions


def body_of(expected: dict[str, Any]) -> str:
    """The words of an expected article: summary, sections' headlines and paragraphs."""
    body = expected.get("body") or {}
    sections = [line for part in body.get("sections", []) for line in [*part["headline"], *part["paragraphs"]]]
    return "\n".join([*body.get("summary", []), *sections])


def word_f1(found: str, expected: str) -> float:
    """F1 over bags of words, 0 to 1."""
    one, other = (Counter(re.findall(r"\w+", words.lower())) for words in (found, expected))
    common = sum((one & other).values())
    return 2 * common / (sum(one.values()) + sum(other.values())) if common else 0.0


def same_title(found: str | None, expected: str | None) -> bool:
    """Equal but for case, blanks and the shape of quotation marks."""
    plain = [re.sub(r"[\W_]+", " ", words or "").strip().casefold() for words in (found, expected)]
    return plain[0] == plain[1]


def read(data: bytes) -> Page:
    """The page's article; an empty one where there is none."""
    try:
        return read_html(decode(data, declared_encoding(data)))
    except Unreadable:
        return Page("")


def main(folder: Path) -> int:
    """Scores all pages under a folder; each page against the expected article most like it."""
    if not folder.is_dir():
        print(f"skipped: no pages at {folder}", file=sys.stderr)
        return 0
    dates, titles, bodies = [], [], []
    for name, data, versions in cases(folder):
        page = read(data)
        best = max(versions, key=lambda version: word_f1(page.text, body_of(version)))
        f1 = word_f1(page.text, body_of(best))
        dates.append((page.published or "")[:10] == str(best.get("publishing_date"))[:10])
        titles.append(same_title(page.title, best.get("title")))
        bodies.append(f1)
        if "--verbose" in sys.argv:
            row = (name, round(f1, 3), page.published, best.get("publishing_date"), page.title, best.get("title"))
            print(*row, page.outlet, sep=" | ", file=sys.stderr)
    shares = {
        key: round(100 * sum(hits) / len(hits), 1)
        for key, hits in (("date", dates), ("title", titles), ("body_f1", bodies))
    }
    print(json.dumps({"pages": len(bodies), **shares, "published": PUBLISHED}))
    return 0


if __name__ == "__main__":
    given = [word for word in sys.argv[1:] if not word.startswith("--")]
    beside = Path(__file__).resolve().parents[2] / "shared" / "data" / "pages"
    sys.exit(main(Path(given[0]) if given else beside))
