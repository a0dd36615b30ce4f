"""The record as JSON, the contract of docs/record.md: UTF-8, keys sorted, indented, a newline at the end.

A record without anything prints as `{"actors": [], "claims": [], …, "signature": "…"}`, one key a line.
"""

from __future__ import annotations

import msgspec

from rapporteur.model import Record
from rapporteur.views.typography import json_escaped


class _Signed(msgspec.Struct):
    """The members of a record that tell whose JSON it is."""

    signature: str
    reports: list[msgspec.Raw]
    findings: list[msgspec.Raw]


def is_record_json(data: bytes) -> bool:
    """Whether these bytes are a record that `record_json` wrote.

    >>> is_record_json(record_json(Record(signature="rapporteur 1"))), is_record_json(b'{"signature": "rapporteur 1"}')
    (True, False)
    """
    try:
        return msgspec.json.decode(data, type=_Signed).signature.startswith("rapporteur ")
    except (msgspec.DecodeError, RecursionError):
        return False


def record_json(record: Record) -> bytes:
    """The whole record. Same record, same bytes; `msgspec.json.decode(…, type=Record)` gives it back.

    >>> msgspec.json.decode(record_json(Record(signature="test")), type=Record).signature
    'test'
    """
    text = msgspec.json.format(msgspec.json.encode(record, order="sorted"), indent=2).decode()
    return json_escaped(text).encode() + b"\n"
