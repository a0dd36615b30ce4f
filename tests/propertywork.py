"""How often properties are tried, and what they are tried on: the same inputs each time, without a limit in time."""

from __future__ import annotations

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st


def tries(count: int) -> settings:
    """Settings for so many examples. What fails is made smaller, but not explained, which takes minutes of tracing."""
    phases = (Phase.explicit, Phase.generate, Phase.shrink)
    return settings(
        max_examples=count, deadline=None, derandomize=True, phases=phases, suppress_health_check=list(HealthCheck)
    )


FEW, SOME, MANY = tries(25), tries(100), tries(300)

ODD = "\u200b\u200d\u2060\ufeff\u00ad\u202e\u0301\u1160\U0001f1fa\U0001f468\x00\x07\x0b\x1c\x1b\x85\u2028\r\n\t  .,"
"""Characters that take no room, turn the line around, combine, or end lines in some programs only."""
PIECES = [
    "The envoys of both states left the city on Saturday without a text.", "Keita said that Mali would stay neutral.",
    "“A truce,”", "Read more: What the treaty says", "By Ana Lee", "KYIV, Feb 12 (Reuters) - Snow fell.", "- food", "1. water",
    "---", "# Talks", "130,000 troops", "He said: ‘No’.", "https://lake.example/a?b=c", "«", '"', "’s", "<p>", "</p>", "<!--",
    "&amp;", "\n", "\n\n", " ",
]  # fmt: skip
_parts = st.one_of(st.sampled_from(PIECES), st.text(alphabet=ODD, max_size=3), st.text(max_size=12))
texts = st.lists(_parts, max_size=20).map("".join)
"""Prose, marks and layout of articles, and any characters, in any order."""
articles = st.lists(st.one_of(st.sampled_from(PIECES), texts), max_size=8).map("\n\n".join)
"""The same in paragraphs."""
