"""The reader with its model: offsets, trees, odd inputs, sameness. Skipped where the model is not there."""

from collections.abc import Sequence

import pytest
from readingwork import needs_model

from rapporteur.model import Reading, Report, Span
from rapporteur.reader import Reader
from rapporteur.reader.network import Scores

pytestmark = needs_model

NEWS = """Talks bring no breakthrough

The two presidents spoke for 62 minutes on Saturday, the White House said. “It was balanced and businesslike,” \
Yuri Ushakov told reporters in Moscow. He didn’t give details.

Britain urged its nationals to leave Ukraine immediately."""


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def read(reader: Reader, text: str, **fields: object) -> Reading:
    """The reading of a text, checked for what must hold of every reading."""
    reading = reader.read_one(Report(id="r1", name="r1", text=text, **fields))
    assert all(text[word.start : word.end] == word.text for word in reading.words)
    assert [s.start for s in reading.sentences] == [0, *(s.end for s in reading.sentences[:-1])][: len(reading.sentences)]
    assert not reading.words or reading.sentences[-1].end == len(reading.words)
    for sentence in reading.sentences:
        heads = [word.head for word in reading.words[sentence.start : sentence.end]]
        assert sum(head == -1 for head in heads) == 1
        assert all(head == -1 or sentence.start <= head < sentence.end for head in heads)
    return reading


def test_news(reader: Reader) -> None:
    reading = read(reader, NEWS)
    assert [sentence.paragraph for sentence in reading.sentences] == [0, 1, 1, 1, 2]
    named = {(" ".join(w.text for w in reading.words[m.start : m.end]), m.type) for m in reading.mentions}
    assert {("Yuri Ushakov", "person"), ("White House", "organisation"), ("Ukraine", "place")} <= named
    spoke = next(word for word in reading.words if word.text == "spoke")
    assert (spoke.lemma, spoke.upos, spoke.xpos, spoke.head) == ("speak", "VERB", "VBD", -1) or spoke.deprel == "ccomp"
    assert [NEWS[q.start : q.end] for q in reading.quotes] == ["It was balanced and businesslike,"]


ODD = [
    "",
    " ",
    "a",
    ".",
    "…",
    "“",
    "🙂🙂",
    "\x00",
    "مرحبا بالعالم",
    "\u200b",
    "A" * 5000,
    "x\n" * 50,
    "''``''",
    "a\u0301",
]


@pytest.mark.parametrize("text", ODD)
def test_odd_texts_are_survived(reader: Reader, text: str) -> None:
    read(reader, text)


def test_a_paragraph_longer_than_a_pack(reader: Reader) -> None:
    text = " ".join(f"Officials said on day {number} that talks would go on." for number in range(120))
    assert len(read(reader, text).sentences) == 120


def test_no_pack_is_longer_than_what_the_network_was_trained_on(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    sizes: list[int] = []
    scores = reader.network.scores

    def counted(forms: Sequence[str], begins: Sequence[bool]) -> Scores:
        sizes.append(sum(reader.network.lengths(forms)))
        return scores(forms, begins)

    monkeypatch.setattr(reader.network, "scores", counted)
    read(reader, "\n\n".join(["Officials said on Friday that the talks would go on in Geneva."] * 60))
    assert len(sizes) > 2
    assert max(sizes) <= 250


def test_a_sentence_longer_than_the_encoder(reader: Reader) -> None:
    reading = read(reader, "tanks and " * 700)
    assert len(reading.words) == 1400


def test_furniture_is_not_read(reader: Reader) -> None:
    text = "Read more here. The talks failed."
    reading = read(reader, text, furniture=(Span(report="r1", start=0, end=15, exact=text[:15]),))
    assert reading.words[0].text == "The"


def test_a_reading_depends_on_its_report_alone(reader: Reader) -> None:
    alone = read(reader, NEWS)
    others = [Report(id="r1", name="r1", text=text) for text in ("Other news of today.", NEWS, "More.", NEWS)]
    assert [reading for reading in reader.read(others) if len(reading.words) > 10] == [alone, alone]
