"""Bytes → words: find the encoding, refuse what is no text, normalise once; and the headline of a plain-text article.

`b"\\xef\\xbb\\xbfTalks fail\\r\\n\\r\\nEnvoys left Geneva."` becomes `"Talks fail\\n\\nEnvoys left Geneva."`,
headline "Talks fail". After this point the text of a report is never changed: every span of every claim counts its
code points.
"""

from __future__ import annotations

import codecs
import json
import re
import unicodedata
from collections.abc import Sequence
from itertools import groupby

MAX_BYTES = 10_000_000
"""No single article comes near this; trafilatura silently drops text nodes above 10 MB."""
MAX_LINE = 200_000
"""Characters. The longest magazine pieces run to about 100,000 in all; beyond it is data, minified code or a dump."""

MAX_WORD = 5_000
"""Characters without a blank. Links with tracking stay below 2,000; encoded images and keys do not."""

MAX_MARKS = 100
"""Combining marks on one letter. No script has more than a handful; ordering them is quadratic work."""

_MAGIC = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"{\\rtf", "an RTF document"),
    (b"SQLite format 3", "an SQLite database"),
    (b"\x7fELF", "a program"),
)
_CUT = ("unexpected end of data", "truncated data")
# What Python can decode and no page is written in; punycode is quadratic work, and UTF-16 can't be declared in ASCII.
_NO_ENCODINGS = frozenset(
    {"punycode", "idna", "unicode-escape", "raw-unicode-escape", "undefined", "utf-7"}
    | {f"utf-{bits}{order}" for bits in (16, 32) for order in ("", "-le", "-be")}
)
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_CONTROL = re.compile(r"[\x01-\x08\x0b\x0e-\x1f\x7f]")
_BEYOND_LATIN = re.compile(rf"[\u0300-\U0010ffff]{{{MAX_MARKS + 1},}}")
_LINE = re.compile(r"\S[^\n]*")
_WORDS_BELOW = re.compile(r"[ \t]*+\n[ \t]*+\n\s*+\S")
_SURROGATE = re.compile("[\ud800-\udfff]")
_XML = re.compile(r"<\?xml\b|<(?:rss|feed|svg|urlset|sitemapindex|opml|rdf:RDF)\b", re.IGNORECASE)
_MULTIBYTE = re.compile(rb"[\xc2-\xf4][\x80-\xbf]")
_WINDOWS = frozenset("“”‘’‚„…–—•·«»€£¥¢©®™°±§¡¿½¼¾²³´¨ºª\u00a0\u00ad")


class Unreadable(ValueError):
    """Why bytes are no article, in words for the user. Caught in `load`, where it becomes a `Problem`."""


def decode(data: bytes, declared: str | None = None) -> str:
    """Bytes → text in NFC with "\\n" line ends; otherwise as found. Raises `Unreadable` with the reason.

    UTF-8 and UTF-16 by byte order mark, else strict UTF-8, else the encoding a page declares, else Windows-1252 when
    what results looks like words of a Latin alphabet.

    >>> decode("Kyiv\\r\\nLviv".encode("utf-16"))
    'Kyiv\\nLviv'
    """
    text = normalise(_decoded(data, declared))
    if not text.strip():
        raise Unreadable("the file is empty")
    if "\x00" in text:
        raise Unreadable("the file has NUL bytes: binary, or text in an encoding without a byte order mark")
    if len(_CONTROL.findall(text)) * 50 > len(text):
        raise Unreadable("the file is binary: too many control characters")
    return text


def normalise(text: str) -> str:
    """NFC and "\\n" line ends: the only change ever made to an article's words. Raises `Unreadable` where that is too
    much work (`MAX_MARKS`)."""
    _check_marks(text)
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


def _check_marks(text: str) -> None:
    """Raises `Unreadable` for a letter with more accents than any script has (`MAX_MARKS`)."""
    for run in _BEYOND_LATIN.finditer(text):
        for is_mark, marks in groupby(run[0], lambda char: unicodedata.combining(char) > 0):
            if is_mark and (count := len(list(marks))) > MAX_MARKS:
                raise Unreadable(f"one letter with {count:,} accents; not an article")


def check_prose(text: str) -> None:
    """Raises `Unreadable` for data that programs exchange: XML that is no page, JSON.

    >>> check_prose('{"title": "Talks fail"}')
    Traceback (most recent call last):
    rapporteur.sources.text.Unreadable: JSON, not an article
    """
    words = text.lstrip("\ufeff \t\n")
    if _XML.match(words):
        raise Unreadable("XML, not an article")
    if words[:1] in ("{", "[") and (_is_json(words) or (words[0] == "{" and _is_json(words.partition("\n")[0]))):
        raise Unreadable("JSON, not an article")


def _is_json(words: str) -> bool:
    try:
        return isinstance(json.loads(words), dict | list)
    except (ValueError, RecursionError):
        return False


def has_surrogates(text: str) -> bool:
    """Whether half a surrogate pair stands in the text: no UTF-8 file can hold it, and trafilatura stops there."""
    return _SURROGATE.search(text) is not None


def check_lines(text: str) -> None:
    """Raises `Unreadable` for a line that no article has (`MAX_LINE`)."""
    longest = max(map(len, text.split("\n")))
    if longest > MAX_LINE:
        raise Unreadable(f"one line of {longest:,} characters; not an article")


def check_words(text: str) -> None:
    """Raises `Unreadable` for a run without blanks that no English article has (`MAX_WORD`)."""
    longest = max(map(len, text.split()))
    if longest > MAX_WORD:
        raise Unreadable(f"one word of {longest:,} characters; not an article")


def _decoded(data: bytes, declared: str | None) -> str:
    if not data:
        raise Unreadable("the file is empty")
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise Unreadable(f"the file is binary: {what}, not text")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], encoding)
    if b"\x00" in data:
        raise Unreadable("the file has NUL bytes: binary, or text in an encoding without a byte order mark")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        _refuse_surrogates(data, "utf-8")
        return _as_cut(data, error) or _as_declared(data, declared) or _as_windows(data, error.start)


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        _refuse_surrogates(data, encoding)
        if error.reason in _CUT and error.start:
            return data[: error.start].decode(encoding)
        raise Unreadable(f"wrong encoding: marked as {encoding.upper()}, yet byte {error.start} does not fit") from None


def _refuse_surrogates(data: bytes, encoding: str) -> None:
    try:
        data.decode(encoding, "surrogatepass")
    except UnicodeDecodeError:
        return
    raise Unreadable("the text has lone surrogates (half characters)")


def _as_cut(data: bytes, error: UnicodeDecodeError) -> str | None:
    """UTF-8 whose last character is cut off, as downloads end: without it."""
    return data[: error.start].decode("utf-8") if error.reason in _CUT and _MULTIBYTE.search(data) else None


def _as_declared(data: bytes, declared: str | None) -> str | None:
    """What the page says it is written in; UTF-8 has failed already."""
    try:
        text = data.decode(declared) if declared and codecs.lookup(declared).name not in _NO_ENCODINGS else None
    except (LookupError, UnicodeError, ValueError):
        return None
    return None if text is None or has_surrogates(text) else text


def _as_windows(data: bytes, bad: int) -> str:
    """Windows-1252 where plausible: no byte pair that UTF-8 would make, and mostly ASCII beside letters and quotes."""
    wrong = Unreadable(f"wrong encoding: not UTF-8 (byte {bad}), and not plausibly Windows-1252")
    if _MULTIBYTE.search(data):
        raise wrong
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        raise wrong from None
    foreign = [char for char in text if char > "\x7f"]
    # Western European prose has 2-8 % of letters beyond ASCII; Cyrillic or Greek bytes read as Windows-1252 have over
    # 60 %.
    if len(foreign) * 6 > len(text) or any(not (char.isalpha() or char in _WINDOWS) for char in foreign):
        raise wrong
    return text


def headline(text: str, furniture: Sequence[tuple[int, int]]) -> tuple[int, int] | None:
    """Where the headline of a plain-text article stands: its first line that is no furniture, if it reads like one.

    Short (at most 200 characters, 30 words), no full stop or comma at its end, a blank line after it, and words after
    that.

    >>> headline("Talks fail in Geneva\\n\\nEnvoys left the city.", [])
    (0, 20)
    """
    spans = iter(furniture)
    low, high = next(spans, (len(text), len(text)))
    for match in _LINE.finditer(text):
        start, end = match.start(), match.start() + len(match[0].rstrip())
        while high <= start:
            low, high = next(spans, (len(text), len(text)))
        if low <= start:
            continue
        line = text[start:end]
        short = len(line) <= 200 and 2 <= len(line.split()) <= 30 and line[-1] not in ".,;:"
        return (start, end) if short and _WORDS_BELOW.match(text, match.end()) else None
    return None
