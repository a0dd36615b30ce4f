# ruff: noqa: E501 (a table: one phrase, one line)
"""The phrases of time that news uses, as patterns over items, each with the function that resolves it.

A function gets the match and its `Context` and gives a `Meaning`, or `None` where the words turn out to be something
else ("may" the verb, a bare number that is no year). "(<n>number) unit ago" matches "two weeks ago" and resolves by `ago`.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from rapporteur.extract.time import dates, days, durations
from rapporteur.extract.time.items import compile_pattern
from rapporteur.extract.time.meaning import Context, Match, Meaning

Resolver = Callable[[Match, Context], "Meaning | None"]

_CLOCK = (
    "(?:small colon small(?:colon small)? ampm?|(?:small|number) ampm|small o'clock|noon|ANY(?=zone))"
    "(?:local time)?(?:zone)?"
)
_EDGE = "(?:(?:the)?(<edge>end) (?:of))?"
_MOD = "(?:(?:the)?(<mod>early|earlier|mid) hyphen?(?:on)?)?"
_YEAR = "(?:comma? (<y>year))?"
_PREPOSED = f"(?:(<clock>{_CLOCK})(?:comma|on|of)?)?"
_POSTPOSED = f"(?:(?:comma|at)?(<clock2>{_CLOCK}))?"
_DAYPART = "(?:early|earlier)?(<part>PART)?"

_SOURCES: tuple[tuple[str, Resolver], ...] = (
    ("(<y>year) hyphen (<m>small) hyphen (<d>small)", dates.iso_day),
    ("(<a>small) slash (<b>small) slash (<y>year|small)", dates.slashed_day),
    (f"{_PREPOSED}{_MOD}(?:weekday comma?)?(<m>month) (?:the)?(<d>small|O)(?!colon small)(?:(?:hyphen|to)(<d2>small|O))?{_YEAR}{_POSTPOSED}", dates.month_day),
    (f"{_PREPOSED}{_MOD}(?:weekday comma?)?(?:the)?(<d>small|O)(?:(?:hyphen|to)(<d2>small|O))? (?:of)?(<m>month){_YEAR}{_POSTPOSED}", dates.month_day),
    (f"{_EDGE}{_MOD}(<det>this|last|next)?(<m>month)(?:(?:comma|of)?(<y>year))?", dates.month_name),
    (f"{_EDGE}{_MOD}(<fiscal>fiscal year?)?(<y>year)(?!hyphen small hyphen)", dates.year_number),
    (f"{_EDGE}(<apostrophe>the)?{_MOD}apostrophe?(<x>decade)", dates.decade),
    (f"{_EDGE}(?:the)?{_MOD}(<o>O) hyphen? century", dates.century),
    ("(?:the)(<o>ordinal)", dates.ordinal_day),
    (f"{_EDGE}{_MOD}(?:the)?(<det>this|last|next)?(<s>season)(?:(?:of)?(<y>year))?", dates.season_of),
    (f"{_EDGE}(?:the)?(?:fiscal)?(<o>O) hyphen? (?:fiscal)?(?:quarter|(<half>half))(?:(?:of)?(?:the)?(?:fiscal)?(?:(<rel>this|last|next) unit|(<y>year)))?", dates.quarter_of),
    ("q (<o>small)(?:(?:of)?(<y>year))?", dates.quarter_of),
    ("(<h>christmas|easter|thanksgiving)(<h2>eve|unit|weekday)?(?:comma?(<y>year))?", dates.holiday),
    ("(<h>new) unit (?:apostrophe? other|other)(<h2>eve|unit)(?:comma?(<y>year))?", dates.holiday),
    (f"{_PREPOSED}{_MOD}(?:the)?(?:this(?=next))?(<det>this|last|next)?(<w>weekday)(?:(?:of)?(<rel>this|last|next)(?:unit))?{_DAYPART}{_POSTPOSED}", days.weekday_name),
    (f"{_PREPOSED}(?:(?:the) unit (<beyond>before))?{_MOD}(<t>today){_DAYPART}{_POSTPOSED}", days.today),
    ("(<mod>earlier|early) (?:(?:on)?in (?:the)|that) unit", days.in_the_day),
    ("earlier", days.earlier),
    (f"{_EDGE}{_MOD}(?:in)?(?:the)?(<det>this|last|next|that)(<u>ONE|PART)(?!hyphen long)", days.relative),
    (f"{_EDGE}(?:the)(<u>unit)(?!hyphen)", days.the_period),
    ("(<n>a|N)(?:and a (<half>half))?(<u>U)(<where>ago|earlier|before|from (?=now))(?:now)?", durations.ago),
    ("(?:the)?(<det>last|next|recent|these)(<n>N)?(?:(?:to|hyphen|or)(<n2>N))?(<u>U)", durations.coming),
    ("(?:the)?(<n>N)?(<u>units)(?:ahead)", durations.ahead),
    ("within (?:the)?(?:next|other)?(<n>a|N)?(?:(?:to|hyphen|or)(<n2>N))?(<u>U)", durations.within),
    ("(?:(<half>half) )?(<n>a|N)(?:(?:to|hyphen|or)(<n2>N))?(<hyphen>hyphen)?(<u>U)(?:and a (<half2>half))?(?:(?:and|comma|(?=N))(<m>a|N)(<v>U))?(?:hyphen?(<long>long))?", durations.duration),
    ("(<half>half)(<hyphen>hyphen)(<u>ONE)", durations.duration),
    ("(<u>ONE|units) hyphen? long", durations.lasting),
    ("(<u>units)", durations.bare_plural),
    ("now|(?:at)(?:the)moment", days.now),
    ("these units", days.now),
    ("recently", days.recently),
    ("any (?:moment|time)", days.any_moment),
    ("the (?:other)? future", days.future),
    (f"(<clock>{_CLOCK})", days.clock_time),
    ("often", days.often),
    ("every (?:other)?(<n>N)?(?:(<u>U|PART)|(<w>weekday))", days.every),
    ("(?:once|twice) a (<u>ONE)", days.every),
    ("(<w>weekdays)", days.every),
)  # fmt: skip

PHRASES: tuple[tuple[re.Pattern[str], Resolver], ...] = tuple(
    (compile_pattern(pattern), resolve) for pattern, resolve in _SOURCES
)
