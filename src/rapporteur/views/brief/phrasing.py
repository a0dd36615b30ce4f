"""Days, durations, quantities and counts in words that a reader knows.

>>> from rapporteur.model import When
>>> when_words(When("2022-02-14", None, "as early as Monday"))
'from Monday 14 Feb'
"""

from __future__ import annotations

from datetime import date, datetime

from rapporteur.model import Factuality, Interval, When

FACTUALITIES: tuple[Factuality, ...] = ("stated", "planned", "possible", "conditional", "denied")

_WITH_ARTICLE = frozenset(
    [
        "Czech Republic",
        "European Union",
        "International Committee of the Red Cross",
        "Kremlin",
        "Netherlands",
        "Pentagon",
        "Philippines",
        "United Arab Emirates",
        "United Kingdom",
        "UN Security Council",
        "United Nations",
        "United States",
        "West",
        "White House",
        "Élysée",
    ]
)

_NUMBERS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]


def day_words(day: str) -> str:
    """An ISO day or minute as "Saturday 12 Feb" or "Saturday 12 Feb, 10:30"; as it is where it is neither."""
    try:
        moment = datetime.fromisoformat(day)
    except ValueError:
        return day
    words = f"{moment:%A} {moment.day} {moment:%b}"
    return f"{words}, {moment:%H:%M}" if "T" in day else words


def date_words(day: str) -> str:
    """An ISO day or minute as a date without the day of the week: "12 Feb"; as it is where it is neither."""
    try:
        moment = date.fromisoformat(day[:10])
    except ValueError:
        return day
    return f"{moment.day} {moment:%b}"


def when_words(when: When | None) -> str:
    """A closed interval of days: "Saturday 12 Feb", "14–20 Feb", "by Sunday 20 Feb"; empty where nothing is known."""
    if when is None or (when.start is None and when.end is None):
        return ""
    if when.end is None:
        return f"from {day_words(when.start or '')}"
    if when.start is None:
        return f"by {day_words(when.end)}"
    if when.start == when.end:
        return day_words(when.start)
    return _range(when.start, when.end)


def _range(start: str, end: str) -> str:
    try:
        first, last = date.fromisoformat(start[:10]), date.fromisoformat(end[:10])
    except ValueError:
        return f"{start}–{end}"
    if first == last:
        return f"{day_words(start)}–{end[11:16]}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{last.day} {last:%b}"
    return f"{first.day} {first:%b}–{last.day} {last:%b}"


def days_title(days: list[str]) -> str:
    """The days of the reports as a title: "12 February 2022", "12–14 February 2022", "Undated reports"."""
    known = sorted({day[:10] for day in days})
    if not known:
        return "Undated reports"
    try:
        first, last = date.fromisoformat(known[0]), date.fromisoformat(known[-1])
    except ValueError:
        return " – ".join(dict.fromkeys((known[0], known[-1])))
    if first == last:
        return f"{first.day} {first:%B %Y}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{last.day} {last:%B %Y}"
    if first.year == last.year:
        return f"{first.day} {first:%B} – {last.day} {last:%B %Y}"
    return f"{first.day} {first:%B %Y} – {last.day} {last:%B %Y}"


def amount_words(amount: Interval) -> str:
    """A quantity without what is counted: "at least 130,000", "30,000", "5–6", "up to 40"."""
    if amount.low is None and amount.high is None:
        return "an unknown number"
    if amount.high is None:
        return f"at least {_number(amount.low)}"
    if amount.low is None:
        return f"up to {_number(amount.high)}"
    if amount.low == amount.high:
        return _number(amount.low)
    return f"{_number(amount.low)}–{_number(amount.high)}"


def minutes_words(minutes: Interval) -> str:
    """A length of time: "1 h 40 min", "60–75 min", "at least 60 min"."""
    if minutes.low is not None and minutes.low == minutes.high:
        hours, rest = divmod(minutes.low, 60)
        words = [f"{_number(hours)} h"] if hours else []
        return " ".join([*words, f"{_number(rest)} min"] if rest or not hours else words)
    return f"{amount_words(minutes)} min"


def _number(value: float | None) -> str:
    if value is None:
        return "?"
    return f"{int(value):,}" if value == int(value) else f"{value:,g}"


def count_words(count: int, noun: str, plural: str | None = None) -> str:
    """A count with its noun: "two reports", "one report", "1,024 reports"."""
    words = _NUMBERS[count] if count < len(_NUMBERS) else f"{count:,}"
    return f"{words} {noun if count == 1 else plural or noun + 's'}"


def more_words(left: int, sort: str = "findings", noun: str = "") -> str:
    """What was left out, and which list has it; nothing where nothing was.

    >>> more_words(1200, "figures")
    '… and 1,200 more (rapporteur list figures)'
    """
    return f"… and {left:,} more{noun} (rapporteur list {sort})" if left > 0 else ""


def listing(words: list[str]) -> str:
    """Words as a list in a sentence.

    >>> listing(["Germany", "Spain", "Canada"])
    'Germany, Spain and Canada'
    """
    return f"{', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else "".join(words)


def in_sentence(name: str) -> str:
    """A name with its article, as a sentence needs it.

    >>> in_sentence("United States"), in_sentence("Germany")
    ('the United States', 'Germany')
    """
    return f"the {name}" if name in _WITH_ARTICLE else name


def sentence_case(words: str) -> str:
    """`words` with a capital at the start and the rest untouched."""
    return words[:1].upper() + words[1:]
