"""Ids as the whole numbers that ICEWS and GDELT want, below 2 to the 53rd, so that every reader keeps them exact.

>>> event_number("f-00000000ff123456", 2), number_of("report")  == number_of("report")
(255002, True)
"""

from __future__ import annotations

import re
from hashlib import blake2b

_DIGITS = 10
_PAIRS = 1000
_MOST_PUBLISHED = 2**32
"""GDELT had come to 1.2 thousand million events after ten years, ICEWS to forty million; of our numbers four in a million are
less."""
_HASH = re.compile(rf"(?:^|-)([0-9a-f]{{{_DIGITS}}})[0-9a-f]*$")


def number_of(ident: str) -> int:
    """The first ten hexadecimal digits of an id that ends in a hash as a number; of another id, those of its own hash."""
    ending = _HASH.search(ident)
    return int(ending[1] if ending else blake2b(ident.encode(), digest_size=_DIGITS // 2).hexdigest(), 16)


def event_number(ident: str, pair: int) -> int:
    """The number of one pair of an event: `number // 1000` is the event's, as `number_of` has it."""
    return number_of(ident) * _PAIRS + pair % _PAIRS


def is_event_number(cell: str) -> bool:
    """Whether a cell holds a number that `event_number` gives and no data set of others has come to.

    >>> is_event_number(str(event_number("f-8a00000000123456", 2))), is_event_number("1023456789"), is_event_number("")
    (True, False, False)
    """
    return cell.isascii() and cell.isdigit() and _MOST_PUBLISHED <= int(cell[:20]) < 16**_DIGITS * _PAIRS
