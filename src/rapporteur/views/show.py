"""One claim or finding with every sentence it rests on, its words marked.

`rapporteur show 3fa` prints the headline, the verdict and why, and for each claim:
`[1] 000: On Saturday «Macron called Putin», the Elysée said.`
"""

from __future__ import annotations

from rapporteur.model import Claim, Finding, Problem, Record, Statement
from rapporteur.views.brief.context import BriefContext
from rapporteur.views.brief.nodes import plain
from rapporteur.views.brief.phrasing import when_words
from rapporteur.views.brief.rows import label, topic
from rapporteur.views.brief.status import status_lines
from rapporteur.views.brief.wording import side_by_side, wrapped
from rapporteur.views.evidence import is_exact, parts
from rapporteur.views.kinds import view_of
from rapporteur.views.typography import printable

_MARKS = ("«", "»")
_COLOURS = ("\x1b[1;33m", "\x1b[0m")
_SHORTEST = 3
_NAMED = 5


def look_up(record: Record, prefix: str) -> Claim | Finding | Problem:
    """The claim or finding whose id is, or alone begins with, `prefix`; a `Problem` that says what is wrong if none.

    The sort before the hyphen may be left out: "3fa" finds "fig-3fa81c". What a whole id is wins over what it begins.

    >>> look_up(Record(signature=""), "3fa").reason
    'no claim or finding has an id that begins with "3fa" (rapporteur list findings shows the ids)'
    """
    things = (*record.findings, *record.claims)
    exact = [thing for thing in things if thing.id == prefix]
    matches = exact
    if not exact and len(prefix) >= _SHORTEST:
        matches = [thing for thing in things if thing.id.startswith(prefix)]
        matches = matches or [thing for thing in things if thing.id.partition("-")[2].startswith(prefix)]
    if len(matches) == 1 or exact:
        return matches[0]
    return Problem(report="", stage="views", reason=_why_none(prefix, [thing.id for thing in matches]))


def _why_none(prefix: str, idents: list[str]) -> str:
    """Why `prefix` names nothing: it begins several `idents`, is too short, or begins none."""
    if idents:
        some = ", ".join(idents[:_NAMED]) + (" …" if len(idents) > _NAMED else "")
        return f'"{prefix}" is the beginning of {len(idents)} ids: {some}'
    if len(prefix) < _SHORTEST:
        return f'"{prefix}" is too short: give at least {_SHORTEST} characters of an id'
    return f'no claim or finding has an id that begins with "{prefix}" (rapporteur list findings shows the ids)'


def show_text(record: Record, prefix: str, *, colour: bool = False) -> str:
    """The claim or finding with its sentences, as text for a terminal; the reason as a line where there is none.

    With `colour` the words of the evidence are set in bold yellow (ANSI), without it between « and ».
    """
    item = look_up(record, prefix)
    if isinstance(item, Problem):
        return item.reason + "\n"
    context = BriefContext(record)
    marks = _COLOURS if colour else _MARKS
    lines = _finding(context, item, marks) if isinstance(item, Finding) else _claim(context, item, marks)
    return "\n".join(lines) + "\n"


def _finding(context: BriefContext, finding: Finding, marks: tuple[str, str]) -> list[str]:
    claims = context.claims(finding)
    lines = [f"{finding.kind} {finding.id}: {printable(finding.headline)}"]
    lines += wrapped(f"{finding.verdict}: {printable(finding.why)}", "")
    lines.append(f"{len(finding.claims)} claims, {len(finding.origins)} independent: {printable(', '.join(finding.origins))}")
    lines += status_lines(context, finding.steps)
    lines += side_by_side([(claim, context.number[claim.report]) for claim in claims if isinstance(claim, Statement)])
    return [*lines, *(line for claim in claims for line in ["", *_claim(context, claim, marks)])]


def _claim(context: BriefContext, claim: Claim, marks: tuple[str, str]) -> list[str]:
    head = printable(f"{label(claim)} {claim.id}: {plain(topic(context, (claim,)))}")
    return [
        head,
        *(line for name, value in _fields(context, claim) if value for line in wrapped(f"  {name}: {printable(value)}")),
        *_sentences(context, claim, marks),
    ]


def _fields(context: BriefContext, claim: Claim) -> list[tuple[str, str]]:
    vouched = ", through ".join(context.full_name(actor) for actor in reversed(claim.said_by))
    when = f"{when_words(claim.when)} (“{claim.when.words}”)" if claim.when else ""
    common = [("standing", claim.factuality), ("said by", vouched), ("when", when), ("where", context.place(claim.place))]
    return common + [pair for pair in view_of(claim).fields(context, claim) if pair[1]]


def _sentences(context: BriefContext, claim: Claim, marks: tuple[str, str]) -> list[str]:
    report = context.report.get(claim.report)
    if report is None:
        return [f"  the record does not hold its report ({claim.report})"]
    if not all(is_exact(span, report) for span in claim.evidence):
        return [f"  [{context.number[report.id]}] the words are not at their place in the report: do not trust this claim"]
    cut = parts(report.text, context.bounds(report), claim.evidence)
    words = "".join(_marked(text, marks if marked else ("", "")) for text, marked in cut)
    name = report.name if not report.outlet or report.outlet == report.name else f"{report.name} ({report.outlet})"
    return wrapped(f"  [{context.number[report.id]}] {printable(name)}: {words.strip()}", " " * 6)


def _marked(text: str, marks: tuple[str, str]) -> str:
    """A part of a sentence on one line, the white space at its edges kept outside the marks."""
    lead, tail = " " * text[:1].isspace(), " " * (text[-1:].isspace() and len(text) > 1)
    return f"{lead}{marks[0]}{printable(text)}{marks[1]}{tail}"
