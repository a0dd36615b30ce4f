"""PETRARCH's dictionaries of actors → three tables of the lexicon: people with dated offices, organisations, nouns for people.

`python training/actors.py` reads `events/petrarch2-dictionaries` of the data folder (Open Event Data Alliance, MIT) and writes
`people.csv.gz`, `organisations.csv.gz` and `nouns.csv.gz` into the lexicon's `coding` folder.

An entry is a name, its other spellings ("+…") and codes ("[USAGOV 090120-170120]": held from to; ">" since, "<" until). CAMEO's
sectors become PLOVER's; religions, regions and fields of policy, which PLOVER does not code, go. The last dated additions are
of about 2014, so that an office that is still open there is taken to end with 2015.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import io
import os
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import product
from pathlib import Path
from typing import NamedTuple

from rapporteur import lexicon
from rapporteur.lexicon.fold import key
from rapporteur.lexicon.schema import SECTORS
from rapporteur.lexicon.tables import rows

ROOT = Path(__file__).parents[1]
OUT = ROOT / "src" / "rapporteur" / "lexicon" / "data" / "coding"
FILES = ("Phoenix.Countries.actors.txt", "Phoenix.International.actors.txt", "Phoenix.MilNonState.actors.txt")
AGENTS = "Phoenix.agents.txt"
OPEN_END = "2015-12-31"
EARLIEST = "1985"
LANDS = {"TMP": "TLS", "KSV": "XKX", "ROM": "ROU", "ZAR": "COD", "FRN": "FRA", "YUG": "SRB", "SCG": "SRB", "CFR": "CAF"}
SECTOR = {"MED": "JRN", "HLH": "MED", "PPL": "CVL", "SEP": "REB", "INS": "REB", "RAD": "REB", "HRI": "NGO"}
KEPT_SECOND = ("MIL", "COP", "SPY", "JUD", "LEG", "OPP", "REB", "REF", "JRN", "EDU", "LAB")
ACROSS = {"IGO": "IGO", "NGO": "NGO", "NGM": "NGO", "MNC": "BUS", "IMG": "REB"}
STRIPPED = {"us", "former", "the", "president", "mr", "united", "states", "nations", "presidentelect"}
TITLES = frozenset(key(row["title"]) for row in rows("titles.csv")) | STRIPPED
GIVEN = frozenset(row["name"] for row in rows("given_names.csv")) | {"Abdullah"}
PERSONS = ("MAN", "MEN", "WOMAN", "WOMEN", "PERSON")


class Entry(NamedTuple):
    """A name, all its spellings, and codes with the days they hold from and to; "" is open, `None` undated."""

    name: str
    spellings: tuple[str, ...]
    codes: tuple[tuple[str, str | None, str | None], ...]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    data = Path(os.environ.get("RAPPORTEUR_DATA", ROOT.parent / "shared" / "data"))
    parser.add_argument("--dictionaries", type=Path, default=data / "events" / "petrarch2-dictionaries")
    folder = parser.parse_args().dictionaries
    found = [entry for name in FILES for entry in entries(folder / name)]
    write("people.csv.gz", ("name", "of", "country", "sectors", "from", "to", "bare"), people(found))
    write("organisations.csv.gz", ("name", "country", "sectors", "cameo"), organisations(found))
    write("nouns.csv.gz", ("noun", "sectors"), nouns((folder / AGENTS).read_text(encoding="utf-8")))


def entries(path: Path) -> Iterator[Entry]:
    """The entries of one dictionary of actors."""
    spellings: list[str] = []
    codes: list[tuple[str, str | None, str | None]] = []
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        body = line.split("#")[0]
        words = re.sub(r"\[[^\]]*\]", "", body).strip()
        if words and not words.startswith("+"):
            if spellings:
                yield Entry(spellings[0], tuple(dict.fromkeys(spellings)), tuple(codes))
            spellings, codes = [], []
        spellings += [spelled(part) for part in words.split("+") if spelled(part)]
        codes += [code for text in re.findall(r"\[([^\]]*)\]", body) for code in dated(text)]
    if spellings:
        yield Entry(spellings[0], tuple(dict.fromkeys(spellings)), tuple(codes))


def spelled(raw: str) -> str:
    """ "AWA_KEITA_" → "Awa Keita"; acronyms of one word stay capitals."""
    words = raw.replace("_", " ").replace("\t", " ").replace(",", " ").split()
    if len(words) == 1 and len(words[0]) <= 5:
        return words[0]
    return " ".join(w if w[:1] == "(" else w.capitalize() if w.isupper() else w for w in words)


def dated(text: str) -> list[tuple[str, str | None, str | None]]:
    """ "USAGOV 090120-170120" → ("USAGOV", "2009-01-20", "2017-01-20"); malformed dates give nothing."""
    code, _, when = text.strip().partition(" ")
    when = when.replace(" ", "")
    if not when:
        return [(code, None, None)] if code else []
    if when[0] in "<>":
        found = day(when[1:])
        return [(code, found, "") if when[0] == ">" else (code, "", found)] if found else []
    start, _, end = when.partition("-")
    first, last = day(start), day(end)
    return [(code, first, last)] if first and last and first <= last else []


def day(digits: str) -> str | None:
    """ "090120" is 2009-01-20, "19090120" what it says; years above 30 without a century are of the last one."""
    if not digits.isdigit() or len(digits) not in (6, 8):
        return None
    year = digits[:-4] if len(digits) == 8 else ("19" if int(digits[:2]) > 30 else "20") + digits[:2]
    month, number = int(digits[-4:-2]), int(digits[-2:])
    return f"{year}-{max(1, min(month, 12)):02}-{max(1, min(number, 31)):02}"


def land_and_sectors(code: str) -> tuple[str, str, tuple[str, ...]] | None:
    """CAMEO's code → iso3 ("" for what has none), PLOVER's sectors; `None` for regions and what is no code."""
    parts = [code[i : i + 3] for i in range(0, len(code), 3)]
    head = LANDS.get(parts[0], parts[0])
    if head in ACROSS:
        lands = [p for p in parts[1:] if p in lexicon.countries() and head == "NGO"]
        return (lands[0] if lands else ""), ACROSS[head], (ACROSS[head],)
    rest = [LANDS.get(p, SECTOR.get(p, p)) for p in parts[1:]]
    country = head if head in lexicon.countries() else ""
    if not country and head not in ("INT", "KKL", "MEA", "SAS", "SEA", "WEU", "EAF", "LAM", "AFR", "ASA"):
        return None
    sectors = [s for s in rest if s in SECTORS]
    kept = [s for i, s in enumerate(sectors) if i == 0 or s in KEPT_SECOND]
    kept = [s for s in kept if not (kept[0] == "GOV" and s in ("JRN", "EDU", "LAB", "REF", "OPP", "REB"))] or kept
    if kept[:2] in (["GOV", "LEG"], ["GOV", "JUD"], ["GOV", "SPY"], ["GOV", "COP"]) and len(parts) == 3:
        kept = kept[1:2] if kept[1] in ("LEG", "SPY", "COP") else kept[:1]
    return country, "", tuple(dict.fromkeys(kept))


def people(found: Iterable[Entry]) -> list[tuple[str, ...]]:
    """A row per spelling and term in office of whoever held one since 1985."""
    persons = [e for e in found if any(first is not None for _, first, _ in e.codes)]
    terms: dict[str, list[tuple[str, str, str, str]]] = {}
    owners: dict[str, set[str]] = defaultdict(set)
    for n, entry in enumerate(persons):
        held = list(offices(entry))
        if held:
            terms[f"{n}"] = held
            for spelling in entry.spellings:
                owners[key(spelling)].add(f"{n}")
    bearers: dict[str, set[str]] = defaultdict(set)
    for n, entry in enumerate(persons):
        if f"{n}" in terms:
            bearers[key(entry.name.split()[-1])].add(f"{n}")
    out: set[tuple[str, ...]] = set()
    for n, entry in enumerate(persons):
        for spelling in entry.spellings if f"{n}" in terms else ():
            out |= set(spelled_terms(spelling, entry, f"{n}", terms, owners, bearers))
    return sorted(out, key=lambda row: (key(row[0]), row))


def offices(entry: Entry) -> Iterator[tuple[str, str, str, str]]:
    """Country, sectors, from, to of each term that is an office; CAMEO's "elite" before and after it is none."""
    for code, first, last in entry.codes:
        told = land_and_sectors(code) if first is not None and last is not None else None
        if told is None or (not told[0] and "IGO" not in told[2]) or not told[2] or told[2][0] == "ELI":
            continue
        until = last or OPEN_END
        if first and until >= EARLIEST and first <= until:
            yield told[0], "|".join(told[2]), first, until


def spelled_terms(
    spelling: str, entry: Entry, n: str, terms: dict[str, list[tuple[str, str, str, str]]],
    owners: dict[str, set[str]], bearers: dict[str, set[str]],
) -> Iterator[tuple[str, ...]]:  # fmt: skip
    """The rows of one spelling. A bare surname counts while nobody else of that name is in office."""
    words = untitled(spelling.split())
    bare = len(words) == 1
    if bare and len(spelling.split()) > 1:
        return  # "Mr Keita" is no sign that every Keita is meant
    spelling = words[0].capitalize() if bare else " ".join(words)
    known = lexicon.names_at(words, 0) if words else None
    if not words or key(words[-1]) in ("administration", "government") or (known is not None and known[0] == len(words)):
        return
    if bare and (len(spelling) < 4 or len(entry.name.split()) < 2 or spelling in GIVEN):
        return
    main = " ".join(untitled(entry.name.split()))
    others = (owners[key(spelling)] | (bearers[key(spelling)] if bare else set())) - {n}
    own, lands = {land for land, *_ in terms[n]}, {land for other in others for land, *_ in terms[other]}
    if not bare and (lands - own - {""}) and own - {""}:
        return  # namesakes of two lands
    widely = "yes" if any(len(s.split()) == 1 for s in entry.spellings) else ""
    for country, sectors, first, last in terms[n]:
        taken = any(a <= last and b >= first for other in others for _, _, a, b in terms[other])
        if not (bare and taken):
            yield spelling, "" if spelling == main else main, country, sectors, first, last, widely


def untitled(words: list[str]) -> list[str]:
    """A spelling without titles, offices and lands in front: "Us President Barack Obama" is "Barack Obama"."""
    for n in range(len(words)):
        rest = words[n:]
        office = lexicon.office_at([w.lower() for w in rest], 0)
        if office is not None:
            return untitled(rest[office[0] :])
        land = lexicon.country_of(rest[0]) or lexicon.country_of(rest[0].upper()) or lexicon.demonym(rest[0])
        if not land and key(rest[0].rstrip(".")) not in TITLES:
            return rest
    return []


def organisations(found: Iterable[Entry]) -> list[tuple[str, ...]]:
    """A row per spelling of organisations and armed groups that the lexicon's own tables do not have."""
    told: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for entry in found:
        undated = [code for code, first, _ in entry.codes if first is None or code.startswith("IMG")]
        coded = land_and_sectors(undated[0]) if undated else None
        if coded is None or not coded[2] or len(undated[0]) < 3 or "ELI" in coded[2]:
            continue
        cameo = undated[0] if undated[0][:3] in ACROSS else ""
        for spelling in entry.spellings:
            name = re.sub(r"\s*\([^)]*\)", "", spelling).strip()
            if plausible(name):
                told[key(name)].add((name, coded[0], "|".join(coded[2]), cameo))
    rows_ = [min(several) for several in told.values() if len({row[1:3] for row in several}) == 1]
    return sorted(rows_, key=lambda row: (key(row[0]), row))


def plausible(name: str) -> bool:
    """Two words or more, or an acronym of four letters; no name that the lexicon has."""
    words = name.split()
    known = lexicon.names_at(words, 0) if words else None
    if not words or (known is not None and known[0] == len(words)) or not name.isprintable():
        return False
    return len(words) > 1 or (len(name) > 3 and name.isalpha())


def nouns(text: str) -> list[tuple[str, ...]]:
    """Nouns for people with PLOVER's sectors, as far as the lexicon's own table of agents has none."""
    out: dict[str, str] = {}
    for line in text.splitlines():
        found = re.match(r"([A-Z][A-Z_!\-]*?)\s*(?:\{[^}]*\}\s*)?\[~([A-Z]+)\]", line.split("#")[0])
        if found is None:
            continue
        parts = [SECTOR.get(p, p) for p in re.findall("...", found[2])]
        kept = [p for p in parts if p in SECTORS]
        if not kept or kept[0] != parts[0]:
            continue
        sectors = kept[:1] + [s for s in kept[1:2] if s in KEPT_SECOND and kept[0] not in ("GOV",)]
        for noun in expanded(found[1]):
            if noun.count(" ") < 2 and lexicon.agent_noun(noun) is None and len(noun) > 2:
                out.setdefault(noun, "|".join(sectors))
    return sorted(out.items())


def expanded(pattern: str) -> Iterator[str]:
    """ "SPOKES!PERSON!" → "spokesman", "spokeswoman" …, "CHIEF_JUSTICE_" → "chief justice"."""
    pieces = [PERSONS if p == "PERSON" else ("MINISTER", "MINISTRY") if p == "MINIST" else (p,) for p in pattern.split("!") if p]
    for parts in product(*pieces):
        yield " ".join("".join(parts).replace("_", " ").lower().split())


def write(name: str, head: tuple[str, ...], table: Iterable[tuple[str, ...]]) -> None:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(head)
    lines = list(table)
    writer.writerows(lines)
    packed = gzip.compress(text.getvalue().encode("utf-8"), 9, mtime=0)
    (OUT / name).write_bytes(packed)
    print(f"{name}: {len(lines):,} rows, {len(packed):,} bytes")


if __name__ == "__main__":
    main()
