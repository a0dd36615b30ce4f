"""Report → Reading: one pass of one small language model, and rules for words, quotations and lemmas.

    from rapporteur.reader import Reader
    reading = Reader().read_one(report)

The same report gives the same reading, whatever is read before, after or beside it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from rapporteur.model import Mention, Reading, Relation, Report, Said, Sentence, Word
from rapporteur.reader import packing
from rapporteur.reader.boundaries import sentence_starts
from rapporteur.reader.paragraphs import Stretch
from rapporteur.reader.sections import TextSection, joined, sections
from rapporteur.reader.titles import tidied
from rapporteur.reader.words import Token, words

if TYPE_CHECKING:
    from rapporteur.reader.network import EventScores, Scores
    from rapporteur.reader.noun_phrases import NounPhrase

PACKAGE = "rapporteur_reader_en"
TYPES = {
    "per": "person",
    "org": "organisation",
    "geo": "place",
    "gpe": "gpe",
    "tim": "time",
    "eve": "event",
    "nat": "event",
    "art": "work",
}
"""GMB's types of names → ours; its natural phenomena (a hurricane's name) are events here."""
ACTING = frozenset({"per", "org", "geo", "gpe"})
HAVE, BE = "have", "be"


class Branches(NamedTuple):
    """The trees of a pack: parts of speech, heads from 1 (0 = root), relations."""

    upos: list[str]
    heads: list[int]
    rels: list[str]


@dataclass(frozen=True)
class Analysis:
    """What the network finds in a pack of W words: labels per word, heads from 1 (0 = root), sentence starts, names,
    attributions, how certain each word's event is on two scales, and who does what to whom."""

    upos: list[str]
    xpos: list[str]
    heads: list[int]
    rels: list[str]
    starts: list[int]
    names: list[tuple[int, int, str]]
    said: list[Said]
    certainty: list[tuple[float, float]]
    relations: list[Relation] = field(default_factory=list)


@dataclass
class Gathered:
    """What the packs of a report yield, put together."""

    words: list[Word] = field(default_factory=list)
    sentences: list[Sentence] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)
    certainty: list[tuple[float, float]] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)


class ModelError(Exception):
    """Why the model that is there can't be used, in a sentence for the user."""


class Reader:
    """Reads reports. `model_dir`: the folder with model.onnx; without it, the installed `rapporteur-reader-en`.

    Raises `FileNotFoundError` where that is not installed, `ModelError` where it is damaged.
    """

    def __init__(self, model_dir: str | Path | None = None, threads: int = 1) -> None:
        folder = Path(model_dir) if model_dir else default_model()
        try:
            self._load(folder, threads)
        except Exception as error:  # whatever the library of the network, that of the tokens or a table's reader says
            raise ModelError(f"the model in {folder} can't be loaded: {' '.join(str(error).split())[:200]}") from error

    def _load(self, folder: Path, threads: int) -> None:
        from rapporteur.reader import attributions, lemmas, names
        from rapporteur.reader.network import Network

        self.network = Network(folder, threads)
        self.lemmas = lemmas.load(folder / "lemmas.tsv")
        self.labels = self.network.labels
        self.weighing = attributions.Weighing.of(self.network.config)
        self.transitions = names.legal(self.network.transitions, self.labels["names"])

    @property
    def signature(self) -> str:
        """The model's name and version, for signatures of records and scores."""
        return f"reader-en {self.network.version}"

    def read(self, reports: Iterable[Report]) -> Iterator[Reading]:
        """A reading per report, in order."""
        return map(self.read_one, reports)

    def read_one(self, report: Report) -> Reading:
        """The reading of one report, section by section."""
        cut = sections(report.text, report.furniture)
        return joined(report, cut, [self.read_section(section) for section in cut])

    def read_section(self, section: TextSection) -> Reading:
        """The reading of a section by itself, its offsets from the section's beginning; quotations are not paired."""
        tokens: list[Token] = []
        borders: list[int] = []
        for start, end in section.stretches:
            borders.append(len(tokens))
            tokens += words(section.text, start, end)
        gathered = self.read_words(tokens, borders)
        return Reading(
            report="",
            text=section.text,
            words=tuple(gathered.words),
            sentences=tuple(gathered.sentences),
            mentions=tuple(gathered.mentions),
            said=tuple(gathered.said),
            certainty=tuple(gathered.certainty),
            relations=tuple(gathered.relations),
        )

    def read_words(self, tokens: Sequence[Token], borders: Sequence[int]) -> Gathered:
        """Words, sentences, names and attributions; `borders` are the first words of the paragraphs, rising."""
        from rapporteur.reader import event_relations
        from rapporteur.reader.attribution_windows import rejoined, truncated
        from rapporteur.reader.attributions import shifted

        forms = [token[2] for token in tokens]
        begins = [False] * (len(tokens) + 1)
        for border in borders:
            begins[border] = True
        lengths = self.network.lengths(forms)
        gathered = Gathered()
        first, paragraph = 0, -1
        while first < len(tokens):
            analysis, size = self.next_pack(forms, begins, lengths, first)
            gathered.words += self.made_words(tokens[first : first + size], analysis, first)
            for start, end in zip(analysis.starts, [*analysis.starts[1:], len(analysis.heads)], strict=True):
                if end <= size:
                    paragraph += begins[first + start]
                    gathered.sentences.append(Sentence(first + start, first + end, paragraph))
            named = tidied([name for name in analysis.names if name[1] <= size], forms[first : first + size])
            gathered.mentions += [Mention(first + a, first + b, TYPES[kind]) for a, b, kind in named]
            gathered.certainty += analysis.certainty[:size]
            related = [relation for relation in analysis.relations if event_relations.end(relation) <= size]
            gathered.relations += [event_relations.shifted(relation, first) for relation in related]
            said = [shifted(s, first) for s in truncated(analysis.said, size)]
            gathered.said = rejoined(gathered.said, said, 0 if begins[first] else first)
            first += size
        return gathered

    def next_pack(self, forms: Sequence[str], begins: Sequence[bool], lengths: Sequence[int], first: int) -> tuple[Analysis, int]:
        """The analysis of the pack from word `first` on, and how many of its words to keep."""
        for room in (packing.ROOM, packing.LIMIT):
            end, whole = packing.pack_end(lengths, begins, first, room)
            analysis = self.analyse(forms[first:end], begins[first:end])
            size = packing.finished(analysis.starts, whole)
            if size:
                return analysis, end - first if size < 0 else size
        return analysis, end - first

    def analyse(self, forms: Sequence[str], begins: Sequence[bool], starts: Sequence[int] | None = None) -> Analysis:
        """One pack through the network. `starts`: the sentences' first words where they are known."""
        from rapporteur.reader import names

        scores = self.network.scores(forms, begins)
        if starts is None:
            starts = sentence_starts(forms, begins, scores.boundary.tolist())
        tree = self.tree(scores, starts)
        path = names.best_path(scores.names, self.transitions, self.labels["names"], starts)
        named = names.spans(path, starts)
        return Analysis(
            upos=tree.upos,
            xpos=self.named(scores, "xpos"),
            heads=tree.heads,
            rels=tree.rels,
            starts=list(starts),
            names=named,
            said=self.attributed(scores, begins),
            certainty=[(uw, uds) for uw, uds in scores.certainty.round(2).astype(float).tolist()],
            relations=self.related(scores, forms, starts, tree, named),
        )

    def related(
        self, scores: Scores, forms: Sequence[str], starts: Sequence[int], tree: Branches, named: Sequence[tuple[int, int, str]]
    ) -> list[Relation]:
        """Who does what to whom in the sentences of a pack that name two at least who may act."""
        from rapporteur.reader import event_relations
        from rapporteur.reader.noun_phrases import noun_phrases

        relations: list[Relation] = []
        firsts = [first for first, _, kind in named if kind in ACTING]
        for start, end in zip(starts, [*starts[1:], len(forms)], strict=True) if self.network.has_branch else ():
            several = sum(start <= first < end for first in firsts) > 1
            here = noun_phrases(*tree, start, end) if several else []
            if here:
                inside = [(a - start, b - start, h - start) for a, b, h in here]
                event = self.network.event_scores(scores, forms, start, end, inside)
                relations += event_relations.relations(self.network, event, inside, start)
        return relations

    def read_event(self, forms: Sequence[str]) -> tuple[EventScores, list[NounPhrase]]:
        """A sentence read by itself, as the branch for events sees it, and its noun phrases."""
        from rapporteur.reader.noun_phrases import noun_phrases

        scores = self.network.scores(forms, [True] + [False] * (len(forms) - 1))
        phrases = noun_phrases(*self.tree(scores, [0])) or [(0, len(forms), 0)]
        return self.network.event_scores(scores, forms, 0, len(forms), phrases), phrases

    def tree(self, scores: Scores, starts: Sequence[int]) -> Branches:
        """Parts of speech, heads from 1 (0 = root) and relations of a pack."""
        from rapporteur.reader import trees

        heads = trees.decode(scores.arcs, starts)
        relations = self.network.relations(scores, heads).tolist()
        return Branches(self.named(scores, "upos"), heads.tolist(), [self.labels["deprel"][number] for number in relations])

    def attributed(self, scores: Scores, begins: Sequence[bool]) -> list[Said]:
        """The attributions of a pack."""
        from rapporteur.reader import attributions

        borders = [i for i, begin in enumerate(begins) if begin]
        spans = attributions.decode(scores.said, scores.ends, self.network.said_transitions, borders, self.weighing)
        return attributions.linked(spans, scores.ends)

    def named(self, scores: Scores, head: str) -> list[str]:
        """The best labels of one head."""
        labels = self.labels[head]
        numbers: list[int] = getattr(scores, head).argmax(1).tolist()
        return [labels[number] for number in numbers]

    def made_words(self, tokens: Sequence[Token], analysis: Analysis, first: int) -> Iterator[Word]:
        """The words with lemmas and heads, `first` being the pack's place in the report."""
        rows = zip(tokens, analysis.upos, analysis.xpos, analysis.heads, analysis.rels, strict=False)
        for (start, end, form), upos, xpos, head, rel in rows:
            lemma = self.lemmas(form, xpos)
            if lemma == BE and rel == "aux" and form[0] in "'’" and head and analysis.xpos[head - 1] == "VBN":
                lemma = HAVE
            yield Word(start, end, form, lemma, upos, xpos, first + head - 1 if head else -1, rel)


def default_model() -> Path:
    """The folder of the model: `RAPPORTEUR_MODEL`, the installed package, or that of a checkout.

    Raises `FileNotFoundError` where there is none, `ModelError` where RAPPORTEUR_MODEL names none.
    """
    given = os.environ.get("RAPPORTEUR_MODEL")
    if given:
        if not os.path.isfile(os.path.join(given, "model.onnx")):
            raise ModelError(f"RAPPORTEUR_MODEL is {given}: no folder with a model.onnx")
        return Path(given)
    spec = find_spec(PACKAGE)
    if spec and spec.submodule_search_locations:
        return Path(spec.submodule_search_locations[0])
    checkout = Path(__file__).parents[3] / "models" / "reader-en" / PACKAGE
    if (checkout / "model.onnx").exists():
        return checkout
    raise FileNotFoundError("no reading model: pip install rapporteur-reader-en, or set RAPPORTEUR_MODEL to its folder")


def model_version(folder: Path) -> str:
    """The version that a model's folder gives itself. Raises `ModelError` where it says none."""
    try:
        return str(json.loads((folder / "config.json").read_text(encoding="utf-8"))["version"])
    except (OSError, ValueError, LookupError, TypeError, RecursionError) as error:
        raise ModelError(f"the model in {folder} has no config.json that can be read: {error}") from error


__all__ = ["Analysis", "ModelError", "Reader", "Stretch", "default_model", "model_version"]
