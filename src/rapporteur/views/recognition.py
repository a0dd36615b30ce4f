"""Whether a file is one that Rapporteur wrote, told by its content: beside each format stands the function that knows it.

>>> from rapporteur.model import Record
>>> from rapporteur.views import FORMATS
>>> is_written_here(FORMATS["html"](Record(signature=""))), is_written_here(b"Talks fail"), is_written_here(b"")
(True, False, True)
"""

from __future__ import annotations

from collections.abc import Callable

from rapporteur.views.brief.html import is_brief_html
from rapporteur.views.brief.markdown import is_brief_markdown
from rapporteur.views.exports import EXPORTS
from rapporteur.views.record import is_record_json

RECOGNISERS: dict[str, Callable[[bytes], bool]] = {
    **{"md": is_brief_markdown, "html": is_brief_html, "json": is_record_json},
    **{name: export.wrote for name, export in EXPORTS.items()},
}
"""By the name of the format, whether bytes are what Rapporteur writes in it."""


def is_written_here(data: bytes) -> bool:
    """Whether Rapporteur wrote these bytes, in whichever format; what holds nothing is nobody's."""
    return not data or any(recognises(data) for recognises in RECOGNISERS.values())
