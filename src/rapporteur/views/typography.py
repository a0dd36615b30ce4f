"""Text of reports made fit for a line: without line breaks or control characters, clipped at a word, quotation marks that nest.

>>> clip("a truce that\\nholds for long", 14)
'a truce that…'
"""

from __future__ import annotations

import re

_BREAK = re.compile("\r\n|[\r\v\f\x1c-\x1f\x85\u2028\u2029]")
_INVISIBLE = (
    "\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e007f\ud800-\udfff"
)
"""Of Unicode's control characters (Cc), format characters (Cf) and halves of pairs (Cs) those beyond ASCII that show nothing;
without U+200C and U+200D, which join letters and emoji."""
_STEERING = re.compile(f"[\x00-\x08\x0b-\x1f{_INVISIBLE}]")
_UNSEEN = re.compile(f"[\x85\u2028\u2029{_INVISIBLE}]")
"""What JSON leaves as it is; what stands below a blank it escapes by itself."""
_ADDRESS = re.compile(r"https?://[^\s/?#@\\<>\"]+(?:[/?#][^\s\\<>\"]*)?", re.IGNORECASE)


def clip(words: str, limit: int) -> str:
    """`words` on one line and not longer than about `limit`, "…" where something is left out."""
    words = " ".join(words.split())
    if len(words) <= limit:
        return words
    return words[:limit].rsplit(" ", 1)[0].rstrip(" ,;:–—-") + "…"


def inner(words: str) -> str:
    """`words` as they stand inside quotation marks: double marks become single ones, a half of a pair gets its other.

    >>> inner('he said "no" to “peace”'), inner('had been "balanced')
    ('he said ‘no’ to ‘peace’', 'had been ‘balanced’')
    """
    words = re.sub(r'(^|[\s(\[—–-])"(?=\S)', r"\1“", words).replace('"', "”")
    depth = lowest = 0
    for mark in words:
        depth += (mark == "“") - (mark == "”")
        lowest = min(lowest, depth)
    words = "“" * -lowest + words + "”" * (depth - lowest)
    return words.replace("“", "‘").replace("”", "’")


def legible(text: str) -> str:
    """`text` without the characters that nobody sees and that steer what shows it: control characters, marks that reorder
    (a "\\u202e" turns "exe.doc" around) or hide. Line breaks of all sorts become "\\n"; what joins letters stays.

    >>> legible("a\\x1b]52;c;aGk=\\x07b\\r\\u202ec\\u200d\\x9bd")
    'a]52;c;aGk=b\\nc\u200dd'
    """
    return _STEERING.sub("", _BREAK.sub("\n", text))


def printable(text: str) -> str:
    """`text` on one line without control characters: a report must not steer the reader's terminal.

    >>> printable("a\\x1b[31mb\\n c")
    'a[31mb c'
    """
    return " ".join(legible(text).split())


def json_escaped(json: str) -> str:
    """JSON text of the same value in which no character is left that steers a terminal.

    >>> json_escaped('["a\\x9b31m"]')
    '["a\\\\u009b31m"]'
    """
    return _UNSEEN.sub(_json_escape, json)


def _json_escape(match: re.Match[str]) -> str:
    """A character as JSON escapes it: as its code units in UTF-16."""
    return re.sub("....", r"\\u\g<0>", match.group().encode("utf-16-be", "surrogatepass").hex())


def web_address(address: str | None) -> str | None:
    """An address that a page may lead to: of the web, without anything that makes it look like another.

    >>> web_address("https://example.org/a?b=1"), web_address("javascript:alert(1)"), web_address("https://example.com@example.org/")
    ('https://example.org/a?b=1', None, None)
    """
    return address if address and _ADDRESS.fullmatch(address) and legible(address) == address else None
