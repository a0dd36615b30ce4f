"""A report's extraction out of shares of its kinds, as several processes make them."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from casework import reader
from readingwork import needs_model

from rapporteur.extract import extract, extract_share, united, unpacked
from rapporteur.kinds import kind_of
from rapporteur.model import KINDS, Report
from rapporteur.run.tasks import SHARES
from rapporteur.sources import gather

pytestmark = needs_model
EXAMPLES = Path(__file__).parents[2] / "examples" / "2022-02-12"


def test_shares_are_all_kinds_in_their_order() -> None:
    assert tuple(kind for share in SHARES for kind in share) == KINDS


@pytest.mark.parametrize("shares", [SHARES, [[kind] for kind in KINDS]], ids=["halves", "each kind"])
def test_shares_put_together_are_the_extraction(shares: tuple[tuple[str, ...], ...]) -> None:
    reports = [report for report in gather([str(EXAMPLES)]) if isinstance(report, Report)]
    met: set[str] = set()
    for report in reports:
        reading = reader().read_one(report)
        packed = [msgspec.msgpack.encode(extract_share(report, reading, kinds)) for kinds in shares]  # type: ignore[arg-type]
        whole = extract(report, reading)
        assert united(report, [unpacked(share) for share in packed]) == whole
        met |= {kind_of(claim) for claim in whole.claims}
    assert len(met) > 3
