"""Publication times: what a person, a sidecar or a page writes → an ISO day, or an ISO minute with its zone.

`"2022-02-12T18:02:00+00:00"` becomes `"2022-02-12T18:02Z"`. A clock time without a zone is no point in time: a person
is told so, and of a page only the day is kept. Nothing is guessed.
"""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MINUTE = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?", re.IGNORECASE)
_LEADING_DAY = re.compile(r"(\d{4})[-/](\d{2})[-/](\d{2})(?!\d)")


def parse_published(words: str) -> str:
    """A publication time as a person gives it → the form `Report.published` has; seconds are dropped.

    Raises `ValueError` with a sentence for the user when it is neither an ISO day nor an ISO minute with a zone.

    >>> parse_published("2022-02-12"), parse_published("2022-02-12T20:30:00+02:00")
    ('2022-02-12', '2022-02-12T20:30+02:00')
    """
    words = words.strip()
    try:
        if _DAY.fullmatch(words):
            return date.fromisoformat(words).isoformat()
        if _MINUTE.fullmatch(words):
            moment = datetime.fromisoformat(words.upper())
            if moment.tzinfo is None:
                raise ValueError(f"'{words}' has a time but no zone: write '{words}Z' for UTC, or only the day")
            return _minute(moment)
    except ValueError as error:
        if "no zone" in str(error):
            raise
        raise ValueError(f"'{words}' is no date of the calendar: {error}") from None
    raise ValueError(f"'{words}' is neither an ISO day (2022-02-12) nor an ISO minute with a zone (2022-02-12T18:30Z)")


def lenient_published(words: str) -> str | None:
    """A publication time as pages and front matter write it, or `None`; a time without a zone keeps its day only.

    >>> lenient_published("Sat, 12 Feb 2022 18:02:11 GMT"), lenient_published("2022-02-12 18:02")
    ('2022-02-12T18:02Z', '2022-02-12')
    """
    words = words.strip()
    moment = _moment(words)
    if moment is not None:
        with suppress(OverflowError):  # in the first or last hours of the calendar
            return _minute(moment) if moment.tzinfo and len(words) > 10 else moment.date().isoformat()
    leading = _LEADING_DAY.match(words)
    if leading is None:
        return None
    try:
        return date(int(leading[1]), int(leading[2]), int(leading[3])).isoformat()
    except ValueError:
        return None


def _moment(words: str) -> datetime | None:
    """Reads ISO 8601, then the date of a mail or feed (RFC 5322); a bare number is neither."""
    if words.isdigit():
        return None
    try:
        return datetime.fromisoformat(words.replace(" +", "+").replace(" Z", "Z"))
    except ValueError:
        pass
    try:
        return parsedate_to_datetime(words) if "," in words else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _minute(moment: datetime) -> str:
    """An aware moment to the minute, the zone as given and UTC as `Z`; UTC too where the zone has seconds."""
    if (moment.utcoffset() or timedelta()) % timedelta(minutes=1):
        moment = moment.astimezone(UTC)
    words = moment.replace(second=0, microsecond=0).isoformat(timespec="minutes")
    return words.removesuffix("+00:00") + "Z" if words.endswith("+00:00") else words
