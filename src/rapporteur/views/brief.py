"""The record as a brief: what matters first, every line with its sources, nothing that the record doesn't hold.

A `Record` of two reports that both have Biden calling Putin gives a `Brief` whose section "Agreed" holds the row
`Call | Biden – Putin, Saturday 12 Feb | [1][2]`. Markdown and HTML are two renderings of this one value.
"""

from __future__ import annotations

from collections.abc import Iterable

from rapporteur.model import (
    KINDS,
    Act,
    Claim,
    Contact,
    Event,
    Figure,
    Finding,
    Forecast,
    Precaution,
    Record,
    Statement,
    Verdict,
)
from rapporteur.views.care import care_section
from rapporteur.views.content import Brief, Items, Line, Piece, Run, Section, Table, Wording
from rapporteur.views.desk import Desk
from rapporteur.views.echo import is_echo
from rapporteur.views.lines import (
    actor_of,
    common,
    detail,
    dispute_words,
    event_noun,
    figure_line,
    is_quoted,
    label,
    sayer,
    standing,
    topic,
    vouchers,
    weight,
    wordings,
)
from rapporteur.views.passage import clip, inner
from rapporteur.views.phrase import ACTS, GRAVE, count_words, days_title, when_words
from rapporteur.views.short import in_short, telling

Found = tuple[Finding, tuple[Claim, ...]]

_ROWS = 24
"""Rows of one kind in "Agreed", and of each other table: what fits a page or two; `rapporteur list` has the rest."""
_SOLE_REPORTS = 16
_SOLE_ITEMS = 8
_NAMES = 40
_LANGUAGES = {"en": "English", "de": "German", "fr": "French", "es": "Spanish", "ru": "Russian", "uk": "Ukrainian"}
_SOLE_LABELS = {
    "contact": "Contacts",
    "statement": "Said",
    "figure": "Figures",
    "event": "Events",
}


def compose(record: Record) -> Brief:
    """The brief of a record. Same record, same brief; raises nothing, an empty record gives an empty brief."""
    desk = Desk(record)
    found = [(finding, desk.claims(finding)) for finding in sorted(record.findings, key=weight)]
    found = [(finding, claims) for finding, claims in found if claims]
    found = [(finding, claims) for finding, claims in found if not is_echo(desk, claims)]
    short = in_short(desk, found)
    sections = (
        _agreed(desk, found),
        _verdict_section(desk, found, "conflict"),
        _verdict_section(desk, found, "differs"),
        _to_come(desk, found),
        _precautions(desk, found),
        _sole(desk, found),
        care_section(desk),
    )
    sources = desk.sources()
    return Brief(
        title=days_title([report.published for report in record.reports if report.published]),
        facts=_facts(record),
        short=short,
        sections=tuple(section for section in sections if section.blocks),
        sources=sources,
        unlisted=len(record.reports) - len(sources),
    )


def _facts(record: Record) -> tuple[str, ...]:
    outlets = len({report.outlet for report in record.reports if report.outlet})
    languages = sorted({report.lang for report in record.reports if report.lang})
    return (
        count_words(len(record.reports), "report"),
        count_words(outlets, "outlet") if outlets else "no outlet named",
        *([", ".join(_LANGUAGES.get(lang, lang) for lang in languages)] if languages else []),
    )


def is_to_come(claims: tuple[Claim, ...]) -> bool:
    """Whether these claims belong under "Said to come": forecasts, and events that nobody states as a fact."""
    return isinstance(claims[0], Forecast) or (
        isinstance(claims[0], Event) and all(claim.factuality != "stated" for claim in claims)
    )


def _more(left: int, kind: str = "findings", noun: str = "") -> str:
    return f"… and {left:,} more{noun} (rapporteur list {kind})" if left > 0 else ""


def _agreed(desk: Desk, found: list[Found]) -> Section:
    blocks: list[Table] = []
    for kind in ("contact", "statement", "precaution", "figure", "event"):
        these = [pair for pair in found if pair[0].kind == kind and pair[0].verdict == "agreed"]
        these = [pair for pair in these if not is_to_come(pair[1])]
        rows = _agreed_leaving(desk, these) if kind == "precaution" else [_agreed_row(desk, pair) for pair in these]
        if rows:
            more = _more(len(rows) - _ROWS, f"{kind}s")
            blocks.append(Table(("What", "Who", "As told"), tuple(rows[:_ROWS]), plain=True, more=more))
    note = "Two or more independent sources say the same."
    return Section("agreed", "Agreed", tuple(blocks), note + _on_marks(blocks))


def _on_marks(tables: Iterable[Table]) -> str:
    """What the marked words of a section mean, where it has any."""
    pieces = (piece for table in tables for row in table.rows for cell in row for piece in cell)
    some = any(isinstance(piece, Wording) and any(mark for _, mark in piece.parts) for piece in pieces)
    return " Words in bold stand in that wording and not in the other." if some else ""


def _agreed_row(desk: Desk, pair: Found) -> tuple[Line, ...]:
    _, claims = pair
    return ((Run(label(claims[0])),), _subject(desk, claims), wordings(desk, claims))


def _agreed_leaving(desk: Desk, these: list[Found]) -> list[tuple[Line, ...]]:
    return [((Run("Precaution"),), *row) for row in _leaving_rows(desk, these, whom=False)]


def _subject(desk: Desk, claims: tuple[Claim, ...]) -> Line:
    """The topic with its standing and who vouches for it."""
    pieces: list[Piece] = list(topic(desk, claims))
    for extra in (standing(desk, claims), vouchers(desk, claims)):
        pieces += [Run(" "), *extra] if extra else []
    return tuple(pieces)


def _leaving_rows(desk: Desk, these: list[Found], quiet: bool = False, whom: bool = True) -> list[tuple[Line, ...]]:
    """One row per act and place: "Citizens told to leave Ukraine | Germany [1][2] · Canada [2][3]".

    `quiet` where a heading already names the report, `whom` to give the words for those affected.
    """
    groups: dict[tuple[Act, str], list[tuple[Claim, ...]]] = {}
    for _, claims in these:
        if isinstance(claims[0], Precaution):
            place = common(claims, lambda claim: desk.place(claim.place))
            groups.setdefault((claims[0].act, place), []).append(claims)
    order = list(ACTS)
    ordered = sorted(groups.items(), key=lambda item: (-len(item[1]), order.index(item[0][0]), item[0][1]))
    return [_leaving_row(desk, act, place, group, quiet, whom) for (act, place), group in ordered]


def _leaving_row(
    desk: Desk, act: Act, place: str, group: list[tuple[Claim, ...]], quiet: bool, whom: bool
) -> tuple[Line, ...]:
    head = ACTS[act][0] if place else ACTS[act][0].removesuffix(" in").removesuffix(" from").removesuffix(" to")
    pieces: list[Piece] = []
    for claims in group[:_NAMES]:
        pieces += [Run(" · ")] if pieces else []
        pieces += _leaving_actor(desk, claims, quiet, whom)
    if len(group) > _NAMES:
        pieces.append(Run(" " + _more(len(group) - _NAMES, "precautions"), "muted"))
    return ((Run(f"{head} {place}".strip().rstrip(":"), "strong"),), tuple(pieces))


def _leaving_actor(desk: Desk, claims: tuple[Claim, ...], quiet: bool, whom: bool) -> Line:
    first = claims[0]
    who = desk.name(actor_of(desk, claims))
    mark = standing(desk, claims)
    says_whom = (
        whom and isinstance(first, Precaution) and not first.act.startswith("advise") and any(map(detail, claims))
    )
    quiet = quiet and len({claim.report for claim in claims}) == 1
    tail = wordings(desk, claims, quiet=quiet) if says_whom else desk.chips(claims, quiet)
    if len(mark) > 1 and (not says_whom or first.id in desk.steps):  # a mixed standing has the chips already
        return (Run(who), Run(" "), *mark)
    return (Run(who), Run(" "), *((*mark, Run(" ")) if mark else ()), *tail)


def _verdict_section(desk: Desk, found: list[Found], verdict: Verdict) -> Section:
    these = sorted((pair for pair in found if pair[0].verdict == verdict), key=lambda pair: telling(pair[1]))
    rows = tuple(_dispute_row(desk, finding, claims) for finding, claims in these[:_ROWS])
    table = Table(("On", "As told", "Why"), rows, more=_more(len(these) - _ROWS))
    title = "They contradict each other" if verdict == "conflict" else "They differ"
    note = "Both can't be true." if verdict == "conflict" else "Not the same, but both may be true."
    anchor = "conflict" if verdict == "conflict" else "differ"
    return Section(anchor, title, (table,) if rows else (), note + _on_marks((table,)))


def _dispute_row(desk: Desk, finding: Finding, claims: tuple[Claim, ...]) -> tuple[Line, ...]:
    mark = standing(desk, claims)
    about = (*topic(desk, claims), *((Run(" "), *mark) if mark else ()))
    return (about, wordings(desk, claims, dispute_words), (Run(clip(finding.why, 300)),))


def _to_come(desk: Desk, found: list[Found]) -> Section:
    these = sorted((pair for pair in found if is_to_come(pair[1])), key=lambda pair: _gravity(*pair))
    rows = tuple(_to_come_row(desk, claims) for _, claims in these[:_ROWS])
    head = ("Who says", "What", "If / when", "Standing", "Source")
    table = Table(head, rows, more=_more(len(these) - _ROWS, "forecasts"))
    return Section("to-come", "Said to come, and on what condition", (table,) if rows else ())


def _gravity(finding: Finding, claims: tuple[Claim, ...]) -> tuple[int, bool]:
    """More origins first; among equals forecasts and grave events before talk of agreement or aid."""
    first = claims[0]
    return -len(finding.origins), isinstance(first, Event) and first.type not in GRAVE


def _to_come_row(desk: Desk, claims: tuple[Claim, ...]) -> tuple[Line, ...]:
    first = claims[0]
    says = list(dict.fromkeys(sayer(desk, claim) for claim in claims))
    who = " / ".join(says[:4]) + (f" and {len(says) - 4:,} more" if len(says) > 4 else "")
    what: Line
    if isinstance(first, Event):
        what, how = (Run(event_noun(desk, first)),), "Event"
    else:
        what, how = wordings_without_chips(claims), label(first)
    condition = common(claims, lambda claim: (claim.condition or "") if isinstance(claim, Forecast) else "")
    when = common(claims, lambda claim: when_words(claim.when))
    likely = common(claims, lambda c: c.likelihood.words if isinstance(c, Forecast) and c.likelihood else "")
    mark = standing(desk, claims) or (Run("said as certain", "muted"),)
    terms: list[Piece] = [Run(inner(clip(condition, 120)), "quote")] if condition else []
    terms += [Run(("; " if terms else "") + when)] if when else []
    stance = () if isinstance(first, Event) or how == "Forecast" else (Run(f"{how.lower()}, "),)
    odds = (Run(" "), Run(inner(likely), "quote")) if likely else ()
    return ((Run(who),), what, tuple(terms), (*stance, *mark, *odds), desk.chips(claims))


def wordings_without_chips(claims: tuple[Claim, ...]) -> Line:
    """The different wordings of one forecast, at most three; the chips have a column of their own."""
    words = list(dict.fromkeys(detail(claim) for claim in claims))
    pieces: list[Piece] = []
    for text in words[:3]:
        pieces += [Run(" · "), Run(inner(text), "quote")] if pieces else [Run(inner(text), "quote")]
    return (*pieces, Run(f" +{len(words) - 3}", "muted")) if len(words) > 3 else tuple(pieces)


def _precautions(desk: Desk, found: list[Found]) -> Section:
    rows = _leaving_rows(desk, [pair for pair in found if pair[0].kind == "precaution"])
    table = Table(("What", "Who"), tuple(rows[:_ROWS]), more=_more(len(rows) - _ROWS, "precautions", " groups"))
    return Section("leaving", "Who told whom to leave", (table,) if rows else ())


def _sole(desk: Desk, found: list[Found]) -> Section:
    these = [pair for pair in found if pair[0].verdict == "sole" and not is_to_come(pair[1])]
    by_report: dict[str, list[Found]] = {}
    for pair in sorted(these, key=lambda pair: (desk.number.get(_teller(desk, pair), 0), _is_indirect(pair[1]))):
        by_report.setdefault(_teller(desk, pair), []).append(pair)
    shown = list(by_report.items())[:_SOLE_REPORTS]
    blocks = tuple(_sole_block(desk, report, group) for report, group in shown)
    left = len(these) - sum(len(group) for _, group in shown)
    tail = (Items((), more=_more(left, noun=f" in {len(by_report) - len(shown):,} more reports")),) if left else ()
    return Section("sole", "Only one says", blocks + tail)


def _teller(desk: Desk, pair: Found) -> str:
    """The report under which a finding stands: the first, or the one that tells how it stands last."""
    finding, claims = pair
    last = [claim for claim in claims if finding.steps and claim.id in finding.steps[-1].claims]
    return (last or claims)[0].report


def _is_indirect(claims: tuple[Claim, ...]) -> bool:
    return isinstance(claims[0], Statement) and claims[0].form == "indirect"


def _sole_block(desk: Desk, report: str, group: list[Found]) -> Items:
    lines: list[Line] = []
    left = 0
    for kind in KINDS:
        these = [claims for finding, claims in group if finding.kind == kind]
        if these:
            if kind == "precaution":
                rows = _leaving_rows(desk, [pair for pair in group if pair[0].kind == kind], quiet=True)
                lines += [(*act, Run(": "), *who) for act, who in rows]
                continue
            items = [_sole_item(desk, claims) for claims in these[:_SOLE_ITEMS]]
            lines.append((Run(f"{_SOLE_LABELS[kind]}: ", "muted"), *_dotted(items)))
            left += max(0, len(these) - _SOLE_ITEMS)
    return Items(tuple(lines), desk.source(report), desk.number.get(report), _more(left))


def _dotted(items: list[Line]) -> Line:
    return tuple(piece for at, item in enumerate(items) for piece in ((Run(" · "), *item) if at else item))


def _sole_item(desk: Desk, claims: tuple[Claim, ...]) -> Line:
    first = claims[0]
    pieces: list[Piece] = [Run(f"{label(first).lower()} ")] if isinstance(first, Contact) else []
    words = detail(first) if isinstance(first, Contact | Statement) else ""
    pieces += _subject(desk, claims)
    if isinstance(first, Figure):
        pieces[0] = Run(figure_line(desk, first), "strong")
    if words:
        pieces += [Run(": "), Run(inner(clip(words, 120)), "quote") if is_quoted(first) else Run(words)]
    return (*pieces, Run(" "), *desk.chips(claims, quiet=len({claim.report for claim in claims}) == 1))
