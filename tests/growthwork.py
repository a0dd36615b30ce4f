"""Work counted in lines of Python, function by function: what grows faster than the text does is seen, on every machine alike.

`EVERYTHING` has a sentence for each thing that a report may tell; laid side by side (`benchmarks/tiled.py`) it gives a long
report in which every table of the program fills. What C does in one step (`in` a list, a slice) is not counted.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path
from types import FrameType
from typing import Any

import casework

from rapporteur.model import Reading, Report

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))
import tiled

GAP = "\n\n"
EVERYTHING = GAP.join((
    "Mali will stay neutral, Awa Keita said on Monday.",
    "“A truce would fail and nobody would gain from it,” Awa Keita said. “No one wants it,” she added.",
    "“We go on as before, whatever they say of us in Gao.",
    "“We never asked for their help, and we never will.”",
    "The minister was blunter. “We are ready for any of them.”",
    "Ben Zanturo told reporters that Chad had lied, which Mali denied, and that, he said, “nobody knew”.",
    "More than 300 soldiers were killed in Gao. Another 4711 soldiers were wounded, up from 120.",
    "Awa Keita met Ben Ode in Bamako on Monday for two hours during a visit to Mali.",
    "Keita called Ben Zanturo on Monday. The call lasted an hour. The two leaders spoke of Gao.",
    "Ben Zanturo visited Zanturo.",
    "Chad attacked Mali on Monday. Mali accused Chad of theft. Chad rejected the accusation.",
    "Ben Zanturo accused Chad of theft.",
    "Mali told its citizens to leave the country. Kenya closed its embassy in Chad. The city was calm.",
    "Chad could attack Mali within days. Keita warned of an attack if Chad sent troops to the border.",
    "The talks of 14 February went on from noon to Tuesday evening, two hours longer than in 2019.",
    "The road from Gao to Timbuktu, 40 km north of Mopti in Mali, and the town of Zanturo were closed.",
    "Ben Zanturo, the mayor of Zanturo, left, and he said that he would not come back with his wife, Ada Zanturo.",
    "A senior Malian official, the mayor and the two ministers said that the army and the Zanturo mayor had left.",
    "The Zanturo Institute said that its workers had left the river. The institute, the paper and the council are shut.",
    "The two countries agreed. They said that the ministry and the bloc had helped a lawmaker from Gao.",
    "Awa Keita: No truce",
    "No truce: Ben Zanturo",
))  # fmt: skip
FEW, MANY = 3, 12
MOST = 6.5
"""How many times the lines of a function may grow where the text grows four times: what looks back over some sentences only
takes a little more than four, what compares all with all takes sixteen."""
LEAST, FEWEST = 400, 20
"""Lines on the longer text, and on the shorter, below which growth says nothing: what a limit keeps back begins late."""


@cache
def of_size(times: int) -> tuple[Report, Reading]:
    """The text so many times, with its reading."""
    report = Report(id="grown0", name="grown", text=EVERYTHING, published="2024-04-13", outlet="The Post")
    return tiled.tiled(casework.reader().read_one(report), times, GAP)


def lines_by_function(work: Callable[[], Any]) -> Counter[str]:
    """How many lines of each function of the package the work runs."""
    counts: Counter[str] = Counter()

    def trace(frame: FrameType, event: str, argument: Any) -> Any:
        code = frame.f_code
        if "rapporteur" not in code.co_filename:
            return None
        if event == "line":
            counts[f"{Path(code.co_filename).stem}:{code.co_firstlineno} {code.co_name}"] += 1
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return counts


def growing(few: Callable[[], Any], many: Callable[[], Any]) -> dict[str, tuple[int, int]]:
    """The functions whose lines grow faster than the text, of work on `FEW` and on `MANY` times the same text."""
    few()  # tables are loaded
    many()
    one, other = lines_by_function(few), lines_by_function(many)
    told = {name: (one[name], lines) for name, lines in other.items() if lines >= LEAST and one[name] >= FEWEST}
    return {name: (few_lines, lines) for name, (few_lines, lines) in told.items() if lines > MOST * few_lines}
