"""Headlines and transcripts: a person and a colon, and nothing else says who speaks.

"Keita: no truce", "No truce: Keita", "KEITA: We will go".
"""

from __future__ import annotations

from rapporteur.extract.attribution.syntactic import Attribution
from rapporteur.extract.entities.mentions import head_of
from rapporteur.extract.syntax import phrases
from rapporteur.extract.syntax.tree import Tree
from rapporteur.lexicon.word_sets import word_set
from rapporteur.model import Mention, Sentence


def headlines(tree: Tree) -> list[Attribution]:
    """ "Keita: no truce", "No truce: Keita", transcripts ("KEITA: We will go"): a person and a colon, and nothing else.

    A land or a house before a colon is mostly the topic ("Mali: what we know"); it speaks where quotation marks follow.
    """
    return [a for mention in tree.reading.mentions if (a := _of_mention(tree, mention)) is not None]


def _of_mention(tree: Tree, mention: Mention) -> Attribution | None:
    if mention.type not in ("person", "organisation", "place"):
        return None
    sentence, rule = tree.sentence(mention.start), "statement.name-and-colon"
    parts = _leading(tree, mention, sentence)
    if parts is None and mention.type == "person":
        parts, rule = _trailing(tree, mention, sentence), "statement.headline-and-name"
    if parts is None:
        return None
    mark, (start, end) = parts
    top = next((i for i in range(start, end) if not start <= tree.heads[i] < end), start)
    return Attribution(head_of(tree, mention.start, mention.end), mark, top, ((start, end),), None, (rule,))


def _leading(tree: Tree, mention: Mention, sentence: Sentence) -> tuple[int, tuple[int, int]] | None:
    """Colon and content behind a name that opens its sentence."""
    colon = mention.end
    if mention.start > sentence.start + 1 or colon >= sentence.end - 1 or tree.lower[colon] != ":":
        return None
    quoted = tree.texts[colon + 1] in word_set("saying", "opening")
    if mention.type != "person" and not quoted:
        return None
    content = phrases.trimmed(tree, colon + 1, sentence.end)
    return (colon, content) if content[0] < content[1] else None


def _trailing(tree: Tree, mention: Mention, sentence: Sentence) -> tuple[int, tuple[int, int]] | None:
    """Content and separator before a name that closes a headline: no full stop, a verb or marks in the content."""
    mark = mention.start - 1
    last = sentence.end == mention.end and (sentence.end == len(tree.words) or _starts_paragraph(tree, sentence.end))
    if not last or mark <= sentence.start + 1 or tree.lower[mark] not in word_set("saying", "separators"):
        return None
    content = phrases.trimmed(tree, sentence.start, mark)
    says = any(tree.is_verb(i) for i in range(*content)) or tree.texts[mark - 1] in word_set("saying", "closing")
    return (mark, content) if says and content[1] - content[0] > 1 else None


def _starts_paragraph(tree: Tree, i: int) -> bool:
    number = tree.sentence_number(i)
    return tree.reading.sentences[number].paragraph != tree.reading.sentences[number - 1].paragraph
