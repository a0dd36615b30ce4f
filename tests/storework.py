"""A report and what it yields, for the tests of the store."""

from __future__ import annotations

from rapporteur.model import Actor, Contact, Extraction, Place, Problem, Report, Span, Time, When

TEXT = "The envoys met in Geneva on Saturday and agreed to meet there again in the spring of next year."


def report(ident: str = "r1", name: str = "a", text: str = TEXT, **more: str) -> Report:
    return Report(id=ident, name=name, text=text, **more)


def extraction(of: Report, *problems: Problem) -> Extraction:
    span = Span(of.id, 4, 10, of.text[4:10])
    met = Contact(
        id=f"c-{of.id}",
        report=of.id,
        evidence=(span,),
        parties=("x.envoys",),
        mode="meeting",
        factuality="planned",
        when=When("2022-02-12", "2022-02-13", "on Saturday"),
    )
    envoys = Actor(id="x.envoys", name="envoys", kind="group")
    there = Span(of.id, 18, 24, of.text[18:24])
    geneva = Place(id="geo.2660646", name="Geneva", words=there.exact, country="CHE", lat=46.2, lon=6.15, spans=(there,))
    day = Time(span=Span(of.id, 28, 36, of.text[28:36]), type="DATE", value="2022-02-12", start="2022-02-12", end="2022-02-12")
    return Extraction(report=of.id, actors=(envoys,), claims=(met,), problems=problems, places=(geneva,), times=(day,))
