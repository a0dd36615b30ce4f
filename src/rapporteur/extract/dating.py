"""When what a report tells happened: the time expression that belongs to an event, or the day that the story has reached.

A publication day never stands in for it: what no words date has no day.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from datetime import date

from rapporteur.extract.attribution.syntactic import Attribution
from rapporteur.extract.factuality import factuality
from rapporteur.extract.syntax.tree import Tree
from rapporteur.extract.time import Timex, to_when
from rapporteur.extract.time.tense import ACTUAL
from rapporteur.lexicon.word_sets import word_set
from rapporteur.model import When

_STORY = 8
"""Sentences for which a day that was named goes on."""
_A_WORD = 30
"""Characters up to which quotation marks hold an expression of the report's, not somebody's account."""


class Timeline:
    """The days of one report's events. `time_at`: word → time expression; `published`: its ISO day or `None`."""

    def __init__(
        self, tree: Tree, time_at: Mapping[int, Timex], attributions: Sequence[Attribution], published: str | None
    ) -> None:
        self.tree = tree
        self.times = tuple(dict.fromkeys(time_at.values()))
        self.time_at = time_at
        self._starts = [timex.start for timex in self.times]
        self._cues = frozenset(a.cue for a in attributions)
        self._published = date.fromisoformat(published[:10]) if published else None

    def timex(self, i: int) -> Timex | None:
        """The time expression that belongs to the event at word `i`: its own before that of the clause above."""
        times = self._times_under(i)
        if times:
            return times[0]
        j = i
        for _ in range(4):
            head, label = self.tree.heads[j], self.tree.deprels[j].split(":")[0]
            if head < 0 or label in ("ccomp", "parataxis"):
                return None
            times = self._times_under(head, but=j) if label in word_set("dating", "passing_on") else []
            if times:
                return None if self._dates_governor(j, head, times[0]) else times[0]
            j = head
        return None

    def _contradicts_tense(self, i: int, timex: Timex) -> bool:
        """ "invited him to a summit next month": what is told in the past is on no day to come."""
        return self.tree.xpos[i] == "VBD" and self._days_old(timex) < 0

    def _dates_governor(self, j: int, head: int, timex: Timex) -> bool:
        """ "offered in August to meet them": the day of an offer that is past is not that of what is offered."""
        infinitive = any(self.tree.lower[k] == "to" for k in self.tree.children(j, "mark"))
        return infinitive and timex.direction != "future" and self.tree.lemmas[head] not in ACTUAL and timex.start < j

    def _times_under(self, i: int, but: int | None = None) -> list[Timex]:
        """Dated expressions attached to word `i` directly or through its noun phrases, nearest first."""
        out = []
        for k in self.tree.kids[i]:
            if k == but:
                continue
            timex = self.time_at.get(k)
            if timex is not None and _dated(timex):
                out.append((abs(k - i), timex))
            elif self.tree.deprels[k].split(":")[0] not in word_set("dating", "clauses") or self._bounds(k):
                times = (t for t in self._times_under(k) if not self._dates_a_noun(t, k, i))
                out.extend((abs(t.start - i) + 50, t) for t in times)
        return [t for _, t in sorted(out, key=lambda x: x[0])]

    def _dates_a_noun(self, timex: Timex, k: int, i: int) -> bool:
        """ "condemned Monday's attack", "denied a part in the May 3 raid" do not happen then; "attended Monday's talks" does."""
        tree = self.tree
        if not tree.is_verb(i) or tree.lemmas[i] in word_set("dating", "taking_part"):
            return False
        if tree.deprels[k].startswith("obl") and tree.case(k) in word_set("dating", "occasions"):
            return False  # "in Friday's debate"
        head = next((a for a in tree.ancestors(timex.start) if not timex.start <= a < timex.end), i)
        if head != i and timex.end <= head and tree.upos[head] in ("NOUN", "PROPN"):
            return True
        after = timex.end + (tree.lower[timex.end : timex.end + 1] == [","])
        return tree.lower[timex.start - 1] == "the" and tree.upos[after : after + 1] == ["NOUN"]

    def _bounds(self, k: int) -> bool:
        """A relative clause that says when the thing it modifies ends or begins ("the games, which end on the 20th")."""
        return self.tree.deprels[k] == "acl:relcl" and self.tree.lemmas[k] in word_set("dating", "bounding")

    def when(self, i: int, done: bool = False) -> When | None:
        """Day or interval of the event at word `i`, from its own words only; none to come of what is `done`."""
        timex = self.timex(i)
        return to_when(timex) if timex is not None and not (done and self._contradicts_tense(i, timex)) else None

    def narrative(self, i: int) -> When | None:
        """The day that the story has reached: the last day named in the past before word `i`, or later in its sentence.

        A past event without a time of its own happens on it ("Earlier, …", "… also called …").
        """
        here = self.tree.sentence_number(i)
        if self.tree.quoted(i, _A_WORD) or self._is_present_perfect(i):
            return None
        sentences = self.tree.reading.sentences
        first, end = sentences[max(0, here - _STORY)].start, sentences[here].end
        near = self.times[bisect_left(self._starts, first) : bisect_left(self._starts, end)]
        days = [t for t in near if self._is_narrative_day(t) and not self._dates_saying(t)]
        past = [t for t in days if self._is_past(t)]
        # Where no verb says so, a day of the last two that nothing puts into the future is past as well.
        recent = [t for t in days if t.direction != "future" and self._days_old(t) <= 1]
        named = past or recent
        return to_when(named[-1]) if named else None

    def _is_present_perfect(self, i: int) -> bool:
        """ "has met him more than once": the perfect of the present names no occasion."""
        tree = self.tree
        verb = i if tree.is_verb(i) else next((a for a in tree.ancestors(i) if tree.is_verb(a)), None)
        return verb is not None and any(tree.lower[k] in word_set("dating", "have") for k in tree.children(verb, "aux"))

    def _dates_saying(self, timex: Timex) -> bool:
        """"officials said on Friday" in a Saturday paper tells when they spoke, not how far the story has come."""
        verb = next((a for a in self.tree.ancestors(timex.start) if self.tree.is_verb(a)), None)
        return self._days_old(timex) > 0 and verb in self._cues

    def _is_narrative_day(self, timex: Timex) -> bool:
        """A single day, not after publication, in the report's own voice: "Tuesday evening", not "21.40"."""
        day = timex.type == "DATE" or any(self.tree.lower[k].endswith("day") for k in range(timex.start, timex.end))
        single = timex.low is not None and timex.low == timex.high and day
        return single and not self.tree.quoted(timex.start) and self._days_old(timex) >= 0

    def _days_old(self, timex: Timex) -> int:
        """Days from the expression's day to publication; 0 where either is unknown."""
        if timex.low is None or self._published is None:
            return 0
        return (self._published - date.fromisoformat(timex.low[:10])).days

    def _is_past(self, timex: Timex) -> bool:
        """The finite predicate over a time expression tells something that has happened."""
        tree = self.tree
        for a in (timex.start, *tree.ancestors(timex.start)):
            tags = {tree.xpos[a]} | {tree.xpos[k] for k in tree.children(a, "cop", "aux")}
            if "VBD" in tags and factuality(tree, a).factuality == "stated":
                return True
            if tags & {"VBZ", "VBP", "MD"} or tree.xpos[a] == "VB":
                return False
        return False


def _dated(timex: Timex) -> bool:
    return timex.type in ("DATE", "TIME") and (timex.low is not None or timex.high is not None)
