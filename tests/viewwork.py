"""A record made by hand, with every kind, verdict and standing, for the tests of the views."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

from rapporteur.model import (
    Actor,
    Claim,
    Contact,
    Event,
    Figure,
    Finding,
    Forecast,
    Interval,
    Likelihood,
    Place,
    Precaution,
    Problem,
    Record,
    Report,
    Span,
    Statement,
    Time,
    When,
)
from rapporteur.views.evidence import sentences

WIRE = """KYIV, Feb 12 (Meridian) - Marta Lindqvist telephoned Anton Berezin on Saturday, and so, separately,
did Paul Okoro. The talks between Lindqvist and Berezin took about 50 minutes, her office said. "Nobody has closed
the door," she told him. More than 90,000 soldiers of Varnia stand near the frontier, aides said. Officials in
Astoria believe that an attack
could begin as early as Monday. If it does, sanctions "without precedent" will follow, Lindqvist warned.
Norland told its citizens to leave Kelm. Astoria advised its nationals to get out of Kelm too and is thinning out its
embassy. The weather in the capital was mild.
Subscribe to our newsletter"""
HERALD = """Berezin took calls from Lindqvist and from Okoro on Saturday. She is said to have told him that
"no one has shut any door". Exactly 20,000 Varnian soldiers are near the border, the defence ministry of Varnia said.
Varnia denies that it will attack Kelm. Okoro plans to travel to Kelm on Tuesday. Norland and Sudmark have called on
their citizens to leave Kelm, and KelmAir <b>may</b> stop flying. Markets fell | a little."""
WIRE_COPY = WIRE.replace("The weather in the capital was mild.\nSubscribe to our newsletter", "")
POST = """Berezin accused Astoria of stoking fear. Two consulates of Varnia stay open. "A costly mistake," Ilse Marr of
Norland said of sanctions. More than 100,000 Varnian soldiers may be on the move along the frontier and in Osk."""

REPORTS = (
    Report(
        id="r-wire",
        name="wire",
        text=WIRE,
        outlet="Meridian",
        title="Calls, and no way out yet",
        url="https://meridian.example.org/calls",
        published="2022-02-12",
        lang="en",
        furniture=(Span("r-wire", WIRE.index("Subscribe"), len(WIRE), "Subscribe to our newsletter"),),
    ),
    Report(
        id="r-herald",
        name="herald",
        text=HERALD,
        outlet="The <Herald>",
        published="2022-02-12",
        lang="en",
        url="javascript:alert(1)",
        title="<script>alert('x')</script>",
    ),
    Report(id="r-copy", name="wire-copy", text=WIRE_COPY, outlet="Coast Courier", published="2022-02-12", lang="en"),
    Report(id="r-post", name="post", text=POST, lang="en"),
)
TEXT = {report.id: report.text for report in REPORTS}
TIMES = (
    Time(
        span=Span("r-wire", WIRE.index("about 50 minutes"), WIRE.index("about 50 minutes") + 16, "about 50 minutes"),
        type="DURATION",
        value="PT50M",
        minutes=Interval(low=50, high=50, unit="minute"),
    ),
    Time(
        span=Span("r-wire", WIRE.index("as early as Monday"), WIRE.index("as early as Monday") + 18, "as early as Monday"),
        type="DATE",
        value="2022-02-14",
        start="2022-02-14",
    ),
)
PLACES = (
    Place(
        id="geo.1",
        name="Kelm",
        words="Kelm",
        country="VAR",
        lat=1.0,
        lon=36.5,
        precision="city",
        geonameid=1,
        spans=(Span("r-wire", WIRE.index("Kelm"), WIRE.index("Kelm") + 4, "Kelm"),),
    ),
)

ACTORS = (
    Actor(id="person.marta-lindqvist", name="Marta Lindqvist", kind="person", country="AST"),
    Actor(id="person.anton-berezin", name="Anton Berezin", kind="person", country="VAR"),
    Actor(id="person.paul-okoro", name="Paul Okoro", kind="person"),
    Actor(id="person.ilse-marr", name="Ilse Marr", kind="person"),
    Actor(id="ast", name="Astoria", kind="state", country="AST"),
    Actor(id="ast.officials", name="Officials in Astoria", kind="group", country="AST"),
    Actor(id="var", name="Varnia", kind="state", country="VAR"),
    Actor(id="var.defence-ministry", name="Varnian defence ministry", kind="organisation", country="VAR"),
    Actor(id="nor", name="Norland", kind="state", country="NOL"),
    Actor(id="sud", name="Sudmark", kind="state", country="SUD"),
    Actor(id="kelm", name="Kelm", kind="state", country="KEL"),
    Actor(id="kelmair", name="KelmAir", kind="organisation"),
)
LINDQVIST, BEREZIN, OKORO, MARR = (actor.id for actor in ACTORS[:4])
SATURDAY = When("2022-02-12", "2022-02-12", "on Saturday")


def span(report: str, words: str) -> Span:
    """Where `words` first stand in the report."""
    start = TEXT[report].index(words)
    return Span(report, start, start + len(words), words)


def claim(sort: Any, at: str, exact: str, /, **body: Any) -> Any:
    """A claim of `sort` on the words `exact` of the report `at`, with an id made of kind, report and place."""
    found = span(at, exact)
    key = body.get("actor") or body.get("act") or ""
    return sort(id=f"{sort.__name__.lower()}-{at[2:]}-{found.start}{key}", report=at, evidence=(found,), **body)


def finding(verdict: Any, claims: tuple[Claim, ...], origins: int, why: str) -> Finding:
    """A finding on `claims` with so many made-up origins."""
    kind = type(claims[0]).__name__.lower()
    return Finding(
        id=f"f-{claims[0].id}",
        kind=kind,  # type: ignore[arg-type]
        headline=f"{kind} of {claims[0].id}",
        claims=tuple(one.id for one in claims),
        verdict=verdict,
        origins=tuple(sorted({one.report for one in claims}))[:origins],
        outlets=tuple(sorted({one.report for one in claims})),
        why=why,
    )


def _contacts() -> list[tuple[Any, ...]]:
    lindqvist = {"parties": (LINDQVIST, BEREZIN), "mode": "call", "when": SATURDAY}
    okoro = {"parties": (OKORO, BEREZIN), "mode": "call", "when": SATURDAY}
    talk = "talks between Lindqvist and Berezin took about 50 minutes"
    calls = "Berezin took calls from Lindqvist and from Okoro"
    return [
        (
            "agreed",
            2,
            "two independent origins report it",
            claim(Contact, "r-wire", talk, minutes=Interval(45, 55, "minute"), **lindqvist),
            claim(Contact, "r-herald", calls, **lindqvist),
            claim(Contact, "r-copy", talk, minutes=Interval(45, 55, "minute"), **lindqvist),
        ),
        (
            "agreed",
            2,
            "two independent origins report it",
            claim(Contact, "r-wire", "did Paul Okoro", **okoro),
            claim(Contact, "r-herald", "calls from Lindqvist and from Okoro on Saturday", **okoro),
        ),
        (
            "sole",
            1,
            "only one origin reports it",
            claim(
                Contact,
                "r-herald",
                "Okoro plans to travel to Kelm on Tuesday",
                parties=(OKORO,),
                mode="visit",
                factuality="planned",
                place="kelm",
                when=When("2022-02-15", "2022-02-15", "on Tuesday"),
            ),
        ),
    ]


def _words() -> list[tuple[Any, ...]]:
    said = {"speaker": LINDQVIST, "speaker_words": "she", "addressee": BEREZIN, "form": "direct", "cue": "told"}
    return [
        (
            "agreed",
            2,
            "the same quotation in two translations",
            claim(Statement, "r-wire", "Nobody has closed\nthe door", words="Nobody has closed the door", **said),
            claim(Statement, "r-herald", "no one has shut any door", words="no one has closed any door", **said),
        ),
        (
            "sole",
            1,
            "only one origin reports it",
            claim(
                Statement,
                "r-post",
                "A costly mistake",
                words="A costly mistake",
                speaker=MARR,
                speaker_words="Ilse Marr of\nNorland",
                form="direct",
                cue="said",
            ),
        ),
        (
            "sole",
            1,
            "only one origin reports it",
            claim(
                Event,
                "r-post",
                "accused Astoria of stoking fear",
                type="ACCUSE",
                actors=(BEREZIN,),
                recipients=("ast",),
            ),
        ),
    ]


def _figures() -> list[tuple[Any, ...]]:
    body = {"of": "soldiers", "subject": "var"}
    wire = claim(Figure, "r-wire", "More than 90,000 soldiers of Varnia", amount=Interval(90000, None), **body)
    herald = claim(
        Figure,
        "r-herald",
        "Exactly 20,000 Varnian soldiers",
        amount=Interval(20000, 20000),
        said_by=("var.defence-ministry",),
        **body,
    )
    post = claim(
        Figure,
        "r-post",
        "More than 100,000 Varnian soldiers may be on the move along the frontier and in Osk",
        amount=Interval(100000, None),
        factuality="possible",
        place="Osk",
        **body,
    )
    return [
        ("conflict", 2, "20,000 lies below the lower bound of 90,000 for the same place and day", wire, herald),
        ("differs", 2, "two lower bounds, and one also counts Osk; both can be true", wire, post),
        (
            "sole",
            1,
            "only one origin reports it",
            claim(Figure, "r-post", "Two consulates of Varnia", amount=Interval(2, 2), of="consulates", subject="var"),
        ),
    ]


def _leaving() -> list[tuple[Any, ...]]:
    leave = {"act": "advise-leave", "affected": "citizens", "place": "kelm"}
    both = "Norland and Sudmark have called on\ntheir citizens to leave Kelm"
    return [
        (
            "agreed",
            2,
            "two independent origins report it",
            claim(Precaution, "r-wire", "Norland told its citizens to leave Kelm", actor="nor", **leave),
            claim(Precaution, "r-herald", both, actor="nor", **leave),
        ),
        ("sole", 1, "only one", claim(Precaution, "r-herald", both, actor="sud", **leave)),
        (
            "sole",
            1,
            "only one",
            claim(Precaution, "r-wire", "Astoria advised its nationals to get out of Kelm too", actor="ast", **leave),
        ),
        (
            "sole",
            1,
            "only one",
            claim(
                Precaution,
                "r-wire",
                "is thinning out its\nembassy",
                actor="ast",
                act="withdraw-staff",
                affected="embassy",
                place="kelm",
            ),
        ),
        (
            "sole",
            1,
            "only one",
            claim(
                Precaution,
                "r-herald",
                "KelmAir <b>may</b> stop flying",
                actor="kelmair",
                act="suspend-flights",
                factuality="possible",
            ),
        ),
    ]


def _ahead() -> list[tuple[Any, ...]]:
    monday = When("2022-02-14", None, "as early as Monday")
    return [
        (
            "sole",
            1,
            "only one",
            claim(
                Forecast,
                "r-wire",
                "an attack\ncould begin as early as Monday",
                event="an attack",
                stance="forecast",
                said_by=("ast.officials",),
                factuality="possible",
                when=monday,
                likelihood=Likelihood("could"),
            ),
        ),
        (
            "sole",
            1,
            "only one",
            claim(
                Forecast,
                "r-wire",
                'If it does, sanctions "without precedent" will follow',
                stance="threat",
                event="sanctions “without precedent”",
                condition="If it does",
                said_by=(LINDQVIST,),
                factuality="conditional",
            ),
        ),
        (
            "sole",
            1,
            "only one",
            claim(
                Forecast,
                "r-herald",
                "denies that it will attack Kelm",
                event="attack Kelm",
                stance="forecast",
                said_by=("var",),
                factuality="denied",
            ),
        ),
        (
            "sole",
            1,
            "only one",
            claim(
                Event,
                "r-wire",
                "attack\ncould begin",
                type="ASSAULT",
                actors=("var",),
                recipients=("kelm",),
                factuality="possible",
                said_by=("ast",),
            ),
        ),
    ]


def crisis() -> Record:
    """The record: four reports (one a reprint, one without outlet, date or link), all kinds, all verdicts."""
    rows = [*_contacts(), *_words(), *_figures(), *_leaving(), *_ahead()]
    claims = {one.id: one for _, _, _, *some in rows for one in some}
    return Record(
        signature="rapporteur 0.1.0 reader-en 1",
        reports=REPORTS,
        actors=ACTORS,
        claims=tuple(claims.values()),
        findings=tuple(finding(verdict, tuple(some), origins, why) for verdict, origins, why, *some in rows),
        places=PLACES,
        times=TIMES,
        problems=(Problem(report="broken.html", stage="sources", reason="no text found in 2 bytes"),),
    )


def crowd(size: int) -> Record:
    """A record of `size` reports, each with a figure and a forecast of its own."""
    reports, claims, findings = [], [], []
    for at in range(size):
        text = f"Varnia has {at + 7} tanks near Kelm. An attack could come in {at + 2} days."
        first, second = (Span(f"r{at}", *edge, text[slice(*edge)]) for edge in sentences(text))
        report = Report(id=f"r{at}", name=f"n{at}", text=text, outlet=f"Outlet {at}", published="2022-02-12", lang="en")
        amount = Interval(at + 7, at + 7)
        figure = Figure(id=f"f{at}", report=report.id, evidence=(first,), of="tanks", subject=None, amount=amount)
        ahead: Any = {"event": "an attack", "stance": "forecast", "factuality": "possible"}
        forecast = Forecast(id=f"g{at}", report=report.id, evidence=(second,), **ahead)
        reports.append(report)
        both: tuple[Claim, ...] = (figure, forecast)
        claims += both
        findings += [
            Finding(
                id=f"x{one.id}",
                kind=kind,
                headline="",
                claims=(one.id,),
                verdict="sole",
                origins=(report.id,),
                outlets=(),
                why="only one",
            )
            for one, kind in zip(both, ("figure", "forecast"), strict=True)
        ]
    return Record(signature="s", reports=tuple(reports), claims=tuple(claims), findings=tuple(findings))


def section(markdown: str, title: str) -> str:
    """The text of one section of a brief in Markdown."""
    return markdown.split(f"## {title}\n")[1].split("\n## ")[0]


class Page(HTMLParser):
    """The ids, links, tags and visible text of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.tags.append((tag, values))
        self.ids += [values["id"]] if values.get("id") else []
        self.links += [values["href"]] if tag == "a" and values.get("href") else []

    def handle_data(self, data: str) -> None:
        self.text += data
