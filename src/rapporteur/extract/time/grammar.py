# ruff: noqa: E501 (a table: one phrase, one line)
"""The phrases of time that news uses, as patterns over tokens, each with the function that resolves it.

A function gets the match and its `Context` and gives a `Meaning`, or `None` where the words turn out to be something
else ("may" the verb, a bare number that is no year). "(<n>number) unit ago" matches "two weeks ago" and resolves by `ago`.
Before each pattern stand the classes of which a sentence must hold one: most sentences need no look at most patterns.
"""

from __future__ import annotations

import re

from rapporteur.extract.time import dates, deictic, durations, quarters
from rapporteur.extract.time.lexer import codes_of, compile_pattern
from rapporteur.extract.time.normalisation import Resolver

_CLOCK = (
    "(?:small colon small(?:colon small)? ampm?|(?:small|number) ampm|small o'clock|noon|ANY(?=zone))"
    "(?:local time)?(?:zone)?|small(?:colon small)? in the part"
)
_EDGE = "(?:(?:the)?(<edge>end) (?:of))?"
_MODIFIED = "(?:the)?(<mod>early|earlier|mid) hyphen?(?:on)?"
_MOD = f"(?:{_MODIFIED})?"
_REL = "(?:of)?(<rel>this|last|next) annum"
_YEAR = f"(?:comma? (<y>year)|{_REL})?"
_PREPOSED = f"(?:(<clock>{_CLOCK})(?:comma|on|of)?)?(?:(?:the)?(?:mid hyphen?)?(<part0>PART) (?:of|on)?)?"
_POSTPOSED = f"(?:(?:comma|at)?(<clock2>{_CLOCK}))?"
_DAYPART = "(?:early|earlier)?(<part>PART)?"
_WEEK_OF = "(?:(?:the)?(<weekof>week) of)?"
_DAY = "(<d>small|O)"

_SOURCES: tuple[tuple[str, str, Resolver], ...] = (
    ("year", "(<y>year) hyphen (<m>small) hyphen (<d>small)", dates.iso_day),
    ("slash", "(<a>small) slash (<b>small) slash (<y>year|small)", dates.slashed_day),
    ("month", f"{_WEEK_OF}{_PREPOSED}{_MOD}(?:(?:this)?(?:this|last|next)?weekday comma?|(<det>last|next))?(<m>month) (?:the)?{_DAY}(?!colon small)(?:(?:hyphen|to)(<d2>small|O))?{_YEAR}{_POSTPOSED}", dates.month_day),
    ("month", f"{_PREPOSED}{_MOD}(?:weekday comma?)?(?:the)?{_DAY}(?:(?:hyphen|to)(<d2>small|O))? (?:of)?(<m>month){_YEAR}{_POSTPOSED}", dates.month_day),
    ("month", f"{_EDGE}{_MOD}(<det>this|last|next)?(<m>month)(?:(?:comma|of)?(<y>year)|{_REL})?", dates.month_name),
    ("year", f"{_EDGE}{_MOD}(<fiscal>fiscal annum?)?(<y>year)(?!hyphen small hyphen)", dates.year_number),
    ("annum", "(?:the)(<full>annum) (<y>YEAR)", dates.year_number),
    ("decade", f"{_EDGE}(<apostrophe>the)?{_MOD}apostrophe?(<x>decade)", dates.decade),
    ("century", f"{_EDGE}(?:the)?{_MOD}(<o>O) hyphen? century", dates.century),
    ("ordinal", "(?:the)(<o>ordinal)(?:(?:of)(<det>this|last|next)(<u>unit))?", dates.ordinal_day),
    ("season", f"{_EDGE}(<the>the)?{_MOD}(?:the)?(<det>this|last|next)?(<s>season)(?:(?:of)?(<y>year)|{_REL})?", dates.season_of),
    ("quarter half", f"{_EDGE}(?:the)?(<fiscal>fiscal)?(<o>O) hyphen? (?:fiscal)?(?:quarter|(<half>half))(?:(?:of)?(?:the)?(?:fiscal)?(?:(<rel>this|last|next) annum|(<y>year)))?", quarters.quarter_of),
    ("quarter half", "(?:the)?(?:fiscal)?(?:(<rel>this|last|next) annum|(<y>year)) (?:apostrophe other?)?(?:fiscal)?(<o>O) hyphen? (?:quarter|(<half>half))", quarters.quarter_of),
    ("half", "(?:the)?(<o>last) (?:half) (?:of)(<y>year)", quarters.last_half),
    ("q", "q (<o>small)(?:(?:of)?(<y>year))?", quarters.quarter_of),
    ("annum", "(?:the)?(?:comparable)?(<back>annum) hyphen? (<where>ago|earlier)(?:(<o>O) hyphen?)?(<q>quarter|period)", quarters.year_earlier),
    ("annum", "(<back>annum) hyphen (<where>ago|earlier)", quarters.year_earlier),
    ("comparable", "(?:the)?(?:comparable)(?:quarter|period)(<rel>last) annum", quarters.year_earlier),
    ("quarter period", "(?:the)?(?:(<y>year)|(<rel>last|this) annum apostrophe other) (?:comparable)?(<q>quarter|period)", quarters.quarter_in),
    ("quarter period", "(?:the|that)(<latest>latest)?(<q>quarter|period)(?:(<back>a annum (?:ago|earlier)))?", quarters.quarter_in_focus),
    ("annum", "(?:the)?(<u>annum) (?:hyphen|apostrophe other)?(<e>end)", dates.year_end),
    ("christmas easter thanksgiving", "(<h>christmas|easter|thanksgiving)(<h2>eve|day|weekday)?(?:comma?(<y>year))?", dates.holiday),
    ("new", "(<h>new) annum (?:apostrophe? other|other)(<h2>eve|day)(?:comma?(<y>year))?", dates.holiday),
    ("weekday", f"{_PREPOSED}{_MOD}(?:the)?(?:this(?=next))?(<det>this|last|next)?(<w>weekday)(?:(?:of)?(<rel>this|last|next)(?:week))?{_DAYPART}{_POSTPOSED}", deictic.weekday_name),
    ("today", f"{_PREPOSED}(?:(?:the) day (<beyond>before))?{_MOD}(<t>today){_DAYPART}{_POSTPOSED}", deictic.today),
    ("early earlier", "(<mod>earlier|early) (?:(?:on)?in (?:the)|(<det>that))(<u>day|week|unit|annum)", deictic.in_the_period),
    ("ONE PART", f"{_EDGE}(?:{_MODIFIED}(?:in)?)?(?:the)?(<det>this|last|next|that)(<u>ONE|PART)(?!hyphen long)", deictic.relative),
    ("day week annum unit", f"{_EDGE}(?:the)(?:this|next|last)?(<fiscal>fiscal|more)?(<u>day|week|annum|unit)(?!hyphen)", deictic.the_period),
    ("U", "(<n>a|N)(?:and a (<half>half))?(<u>U)(?:or so)?(<where>ago|earlier|before|from (?=now))(?:now)?", durations.ago),
    ("ago earlier", "(<u>S)(<where>ago|earlier)", durations.ago),
    ("U", "(?:the)?(<det>last|next|latest|these)(<n>N)?(?:(?:to|hyphen|or)(<n2>N))?(?:of)?(<u>U)", durations.coming),
    ("ahead", "(?:the)?(<n>N)?(<u>S)(?:ahead)", durations.ahead),
    ("within", "within (?:the)?(?:next|other)?(<n>a|N)?(?:(?:to|hyphen|or)(<n2>N))?(<u>U)", durations.within),
    ("U", "(?:(<half>half) )?(<n>a|N)(?:(?:to|hyphen|or)(<n2>N))?(?:of)?(<hyphen>hyphen)?(<more>more)?(<u>U)(?:and a (<half2>half))?(?:(?:and|comma|(?=N))(<m>a|N)(<v>U))?(?:hyphen?(<long>long|old))?", durations.duration),
    ("half", "(<half>half)(<hyphen>hyphen)(<u>ONE)", durations.duration),
    ("long", "(<u>ONE|S) hyphen? long", durations.lasting),
    ("S", "(<u>S)", durations.bare_plural),
    ("now moment", "now|(?:at)(?:the)moment", deictic.now),
    ("these", "these units", deictic.now),
    ("recently", "recently", deictic.recently),
    ("last", "(?:the)(<past>last)", deictic.the_past),
    ("before", "(?:the)(<u>ONE)(?:before)(<det>last)", deictic.before_last),
    ("PART", "(?:the)(<p>PART)", deictic.part_of_day),
    ("any", "any (?:moment|time)", deictic.any_moment),
    ("future", "the (<what>other)? future", deictic.future),
    ("ampm o'clock noon zone PART", f"(<clock>{_CLOCK})", deictic.clock_time),
    ("often", "often", deictic.often),
    ("every", "every (?:other)?(<n>N)?(?:(<u>U|PART)|(<w>weekday)|(<m>month)|(<s>season))", deictic.every),
    ("once twice", "(?:once|twice) a (<u>ONE)", deictic.every),
    ("weekdays", "(<w>weekdays)", deictic.every),
    ("nights parts", "(<w>weekday) (<parts>nights|parts)", deictic.every),
)  # fmt: skip

PHRASES: tuple[tuple[frozenset[str], re.Pattern[str], Resolver], ...] = tuple(
    (codes_of(needed), compile_pattern(pattern), resolve) for needed, pattern, resolve in _SOURCES
)
