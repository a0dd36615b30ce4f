"""Contacts: `cases/contacts.toml`, read by the real reader."""

from __future__ import annotations

import pytest
from casework import Fields, check, load


@pytest.mark.parametrize("case", load("contacts.toml"), ids=lambda c: c["name"])
def test_contacts(case: Fields) -> None:
    check(case, "contacts")
