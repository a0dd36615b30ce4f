"""Bytes → `Report`: the first stage. Plain text, Markdown and HTML, from files, folders and standard input.

`load(b"Talks fail\\n\\nThe envoys left Geneva on Saturday.", "wire-14")` gives a `Report` named "wire-14" titled
"Talks fail"; what cannot be read (empty, binary, wrongly encoded, not in English) is a `Problem` that says why, and
the run goes on.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from hashlib import blake2b
from typing import NamedTuple, TypeAlias

import msgspec

from rapporteur.model import Problem, Report, Span
from rapporteur.sources import folder, html, text
from rapporteur.sources.dates import parse_published
from rapporteur.sources.filenames import split_suffix
from rapporteur.sources.folder import PassedOver
from rapporteur.sources.furniture import mark
from rapporteur.sources.language import Language, identify
from rapporteur.sources.markdown import read_markdown
from rapporteur.sources.opening import read_bytes, why
from rapporteur.sources.outlets import outlet_of
from rapporteur.sources.page import Page, link, tidy
from rapporteur.sources.sidecar import STAGE, Given

__all__ = ["PassedOver", "Source", "SourceBytes", "gather", "load", "load_source", "parse_published", "sources_of"]

_HTML = (".html", ".htm", ".xhtml")
_MARKDOWN = (".md", ".markdown")
_STDIN = frozenset({"-", "/dev/stdin"})


class SourceBytes(NamedTuple):
    """An article's bytes: `shown` is where they came from, `name` the report's, `suffix` says the kind."""

    data: bytes
    shown: str
    name: str
    suffix: str
    given: Given


Source: TypeAlias = folder.SourceFile | SourceBytes


def gather(
    paths: Sequence[str],
    *,
    published: str | None = None,
    outlet: str | None = None,
    passed_over: Callable[[PassedOver], None] | None = None,
) -> Iterator[Report | Problem]:
    """The reports under the paths, one at a time, in the order given and by name within a folder.

    "-" is standard input. `published` (see `parse_published`) and `outlet` hold for every report whose sidecar does
    not say otherwise, and win over what a page says of itself. A `Problem` names the path and the reason; nothing is
    raised. `passed_over` is called at most once, with the files of the folders that are no reports: each file is a
    report, a problem or counted there.
    """
    for source in sources_of(paths, published=published, outlet=outlet, passed_over=passed_over):
        yield source if isinstance(source, Problem) else load_source(source)


def sources_of(
    paths: Sequence[str],
    *,
    published: str | None = None,
    outlet: str | None = None,
    passed_over: Callable[[PassedOver], None] | None = None,
) -> Iterator[Source | Problem]:
    """What `gather` would load, not yet looked into but for standard input and pipes; options as there."""
    option = Given(published=published, outlet=outlet)
    # The walk sees all paths but "-" at once, since a short name is only unique within the run.
    if not _STDIN.isdisjoint(paths):
        yield _read_stdin(option)
    for entry in folder.source_files([path for path in paths if path not in _STDIN]):
        if isinstance(entry, PassedOver):
            if passed_over is not None:
                passed_over(entry)
        elif isinstance(entry, Problem):
            yield entry
        else:
            source = entry._replace(given=entry.given.over(option))
            # Only this process has the other end of a pipe that the shell has made.
            yield _read_file(source) if source.piped else source


def load_source(source: Source) -> Report | Problem:
    """The report of one source, or the `Problem` why there is none, which names the path. Nothing is raised."""
    if isinstance(source, SourceBytes):
        return _named(source.data, source.name, source.shown, source.suffix, source.given)
    loaded = _read_file(source)
    return loaded if isinstance(loaded, Problem) else load_source(loaded)


def load(
    data: bytes,
    name: str,
    *,
    suffix: str | None = None,
    published: str | None = None,
    outlet: str | None = None,
    url: str | None = None,
    title: str | None = None,
) -> Report | Problem:
    """One article's bytes → its `Report`, or the `Problem` why not. Pure: the same arguments give the same report.

    `suffix` (".txt", ".md", ".html") says the kind where `name` does not end in it; pages are recognised without.
    What the caller gives wins over what the page says.

    >>> load(b"The envoys left.", "a.txt").name, load(b"", "b.txt").reason
    ('a', 'the file is empty')
    """
    stem, ending = split_suffix(name) if "://" not in name else (name, "")
    if suffix is None and ending in folder.READABLE:
        name, suffix = stem, ending
    name = tidy(name, 3 * len(name)) or "unnamed"  # whole, since a short one may be another's
    try:
        page = _page(data, suffix or "")
        return _report(page, name, Given(published, outlet, url, title))
    except text.Unreadable as error:
        return Problem(report=name, stage=STAGE, reason=str(error))


def _page(data: bytes, suffix: str) -> Page:
    """The file's own words and metadata, by what it is: a page, Markdown or plain text."""
    sniffed = data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<"
    words = text.decode(data, html.declared_encoding(data) if sniffed or suffix in _HTML else None)
    if html.is_html(words) or (suffix in _HTML and html.has_elements(words)):
        page = html.read_html(words)
    else:
        text.check_prose(words)
        page = read_markdown(words) if suffix in _MARKDOWN else Page(words)
    text.check_lines(page.text)
    return page


def _report(page: Page, name: str, given: Given) -> Report:
    """Marks the furniture, finds title and language, and lets what a person gave win."""
    marked = [(page.front + start, page.front + end) for start, end in mark(page.text[page.front :])]
    if page.front:
        marked.insert(0, (0, len(page.text[: page.front].rstrip())))
    language = _language(page.text, marked)
    text.check_words(page.text)
    headline = text.headline(page.text, marked)
    number = blake2b(f"{name}\0{page.text}".encode(), digest_size=8).hexdigest()
    url = link(given.url) or page.url
    return Report(
        id=number,
        name=name,
        text=page.text,
        outlet=tidy(given.outlet) or outlet_of(url) or page.outlet,
        title=tidy(given.title) or page.title or (tidy(page.text[slice(*headline)]) if headline else None),
        url=url,
        published=_given_published(given.published) or page.published,
        lang=language.code,
        furniture=tuple(Span(number, start, end, page.text[start:end]) for start, end in marked),
    )


def _language(words: str, marked: list[tuple[int, int]]) -> Language:
    """The language of the prose; raises `Unreadable` when that is not English."""
    edges = [0, *(edge for span in marked for edge in span), len(words)]
    prose = "\n".join(words[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True))
    if not prose.strip():
        raise text.Unreadable("no article: every line is page furniture")
    language = identify(prose)
    if language.code is None:
        raise text.Unreadable("the report is in no language that can be told; only English is read")
    if language.code != "en":
        raise text.Unreadable(f"the report is in {language.name} ({language.code}); only English is read")
    return language


def _given_published(words: str | None) -> str | None:
    try:
        return parse_published(words) if words else None
    except ValueError as error:
        raise text.Unreadable(f"published: {error}") from None


def _read_file(entry: folder.SourceFile) -> SourceBytes | Problem:
    try:
        data = read_bytes(entry.path, text.MAX_BYTES, piped=entry.piped)
    except (OSError, ValueError) as error:
        return Problem(report=entry.shown, stage=STAGE, reason=f"the file cannot be read: {why(error)}")
    return SourceBytes(data, entry.shown, entry.name, split_suffix(entry.path.name)[1], entry.given)


def _read_stdin(option: Given) -> SourceBytes | Problem:
    if sys.stdin is None:
        return Problem(report="stdin", stage=STAGE, reason="standard input is closed")
    try:
        data = sys.stdin.buffer.read(text.MAX_BYTES + 1)
    except (AttributeError, OSError, ValueError) as error:
        return Problem(report="stdin", stage=STAGE, reason=f"standard input cannot be read: {why(error)}")
    return SourceBytes(data, "stdin", "stdin", "", option)


def _named(data: bytes, name: str, shown: str, suffix: str, given: Given) -> Report | Problem:
    """`load`, except that a problem names the path."""
    if len(data) > text.MAX_BYTES:
        return Problem(report=shown, stage=STAGE, reason=f"over {text.MAX_BYTES // 1_000_000} MB; not an article")
    result = load(data, name, suffix=suffix, **given._asdict())
    return msgspec.structs.replace(result, report=shown) if isinstance(result, Problem) else result
