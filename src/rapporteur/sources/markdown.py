"""Markdown → article text: marks of syntax go, words stay; front matter gives the metadata.

`"---\\ndate: 2022-02-12\\n---\\n# Talks fail\\n\\nEnvoys [left](https://example.org) **Geneva**."` becomes the front
matter as it is (marked as furniture) and "Talks fail\\n\\nEnvoys left Geneva.". The rule, line by line: the # of
headings, the > of block quotations, the bullets of lists, underlines of headings and comments are dropped; links keep
their words, images their description as a caption of its own ("Image: …"), emphasis its words.
"""

from __future__ import annotations

import re

from rapporteur.sources.dates import lenient_published
from rapporteur.sources.page import LONGEST_LINK, Page, link, tidy

_FRONT = re.compile(r"---[ \t]*\n((?:(?!---)[^\n]*\n){0,100})---[ \t]*(?:\n|$)")
_ENTRY = re.compile(r"([A-Za-z_]+)\s*:\s*(.+)")
_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+(\S[^\n]*)$", re.MULTILINE)
# What stands between two marks holds neither of them: else every mark that nothing closes is looked for up to the end.
_WORDS = r"\[([^\[\]\n]+)\]"
_TARGET = r"(?:[^()\s]++|\([^()\s]*+\))++"
_RULES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"^(\S[^\n]*)\n(?:=+|-{3,})[ \t]*$", re.MULTILINE), r"\1"),
    (re.compile(r"^[ \t]*(?:>[ \t]?)+", re.MULTILINE), ""),
    (re.compile(r"^[ \t]*[*+-][ \t]+", re.MULTILINE), ""),
    (re.compile(rf"!{_WORDS}\((?:[^()\n]++|\([^()\n]*+\))*+\)"), r"Image: \1"),
    (re.compile(r"!\[\]\((?:[^()\n]++|\([^()\n]*+\))*+\)"), ""),
    (re.compile(rf"{_WORDS}\({_TARGET}(?:[ \t]++\"[^\"\n]*+\")?\)"), r"\1"),
    (re.compile(r"^\[[^\]\n]+\]:[ \t]+\S+[^\n]*$", re.MULTILINE), ""),
    (re.compile(rf"{_WORDS}\[[^\[\]\n]*\]"), r"\1"),
    (re.compile(r"<(https?://[^<>\s]+)>"), r"\1"),
    (re.compile(r"(\*\*\*|\*\*|\*|___|__)(?=\S)([^*_\n]+?)(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<!\w)_(?=\S)([^_\n]+?)(?<=\S)_(?!\w)"), r"\1"),
    (re.compile(r"\\([\\`*_{}\[\]()#+.!>-])"), r"\1"),
)
_KEYS = {
    "title": ("title", "headline"),
    "outlet": ("outlet", "publisher", "site", "sitename", "site_name"),
    "url": ("url", "link", "canonical", "canonical_url"),
    "published": ("published", "date", "publishdate", "published_at", "pubdate"),
}


def read_markdown(text: str) -> Page:
    """A Markdown article → its `Page`; `front` counts the characters of the front matter, kept as it is.

    >>> read_markdown("# Talks fail\\n\\nEnvoys *left*.")[:2]
    ('Talks fail\\n\\nEnvoys left.', 'Talks fail')
    """
    match = _FRONT.match(text)
    entries = _entries(match[1]) if match else {}
    # Three dashes, prose and three dashes again are a pair of rules, not front matter.
    front = match.end() if match and entries else 0
    body = text[front:]
    heading = _HEADING.search(body)
    plain = _HEADING.sub(lambda match: _heading(match[1]), _without_comments(body))
    for pattern, words in _RULES:
        plain = pattern.sub(words, plain)
    first = tidy(_heading(heading[1])) if heading else None
    fields = {field: next((entries[key] for key in keys if key in entries), None) for field, keys in _KEYS.items()}
    published = lenient_published(fields["published"]) if fields["published"] else None
    title, outlet = tidy(fields["title"]) or first, tidy(fields["outlet"])
    return Page(text[:front] + plain, title, outlet, link(fields["url"]), published, front)


def _heading(words: str) -> str:
    """A heading's words without the # that may close it."""
    words = words.rstrip()
    return words.rstrip("#").rstrip() or words


def _without_comments(text: str) -> str:
    """The text without `<!-- … -->`; where nothing closes one, none is left to look for."""
    parts, start = [], 0
    while (opening := text.find("<!--", start)) >= 0 and (closing := text.find("-->", opening + 4)) >= 0:
        parts.append(text[start:opening])
        start = closing + 3
    return "".join([*parts, text[start:]])


def _entries(block: str) -> dict[str, str]:
    """The plain `key: value` lines of front matter; lists and nested values are not ours."""
    entries = {}
    for line in block.split("\n"):
        match = _ENTRY.fullmatch(line.rstrip())
        value = tidy(match[2].strip("\"'"), LONGEST_LINK + 1) if match else None
        if match and value:
            entries[match[1].lower()] = value
    return entries
