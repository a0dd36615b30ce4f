"""What only repeats is not shown twice."""

from __future__ import annotations

from typing import Any

import msgspec
from viewwork import crisis, finding

from rapporteur.model import Statement
from rapporteur.views import brief_markdown


def test_what_a_state_advises_is_not_told_again_as_its_words() -> None:
    record = crisis()
    leave = next(one for one in record.claims if one.id.startswith("precaution-wire") and one.id.endswith("nor"))
    said: Any = {"speaker": "nor", "speaker_words": "Norland", "words": "to leave Kelm", "form": "indirect"}
    echo = Statement(id="echo", report=leave.report, evidence=leave.evidence, **said)
    alone = Statement(id="alone", report=leave.report, evidence=record.claims[0].evidence, **said)
    for one, shown in ((echo, False), (alone, True)):
        found = finding("sole", (one,), 1, "only one")
        wider = msgspec.structs.replace(record, claims=(*record.claims, one), findings=(*record.findings, found))
        assert ("Norland**: to leave Kelm" in brief_markdown(wider)) is shown
