"""The record as JSON."""

from __future__ import annotations

import json

import msgspec
from viewwork import crisis

from rapporteur.model import Record
from rapporteur.views import record_json


def test_json_is_the_contract_and_comes_back() -> None:
    record = crisis()
    written = record_json(record)
    assert msgspec.json.decode(written, type=Record) == record
    assert written.endswith(b"}\n")
    value = json.loads(written)
    assert list(value) == ["actors", "claims", "findings", "places", "problems", "reports", "signature", "times"]
    assert all(list(row) == sorted(row) for row in value["claims"])
    assert {row["kind"] for row in value["claims"]} == {
        "contact", "statement", "figure", "precaution", "forecast", "event",
    }  # fmt: skip
