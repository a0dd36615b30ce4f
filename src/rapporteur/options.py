"""The options and arguments of the command line: their types, what `--help` says of them, and what about them is an error.

>>> sorted(choices("--only", ["stated,denied"], STANDINGS))
['denied', 'stated']
"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from typer.core import TyperCommand

from rapporteur.console import on_one_line


class Format(StrEnum):
    """How a brief is written."""

    md = "md"
    html = "html"
    json = "json"


class VerbCommand(TyperCommand):
    """A verb of the command line. An option that takes one value takes it once: of two dates neither wins in silence."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """The words that are no options. Raises `typer.BadParameter` for an option that is given twice."""
        given = self.make_parser(ctx).parse_args(args=list(args))[2] if args else []
        single: list[Any] = [parameter for parameter in given if takes_one_value(parameter)]
        for parameter in single:
            if single.count(parameter) > 1:
                usage(f"{max(parameter.opts, key=len)} is given twice")
        return super().parse_args(ctx, args)


def takes_one_value(parameter: Any) -> bool:
    """Whether a parameter is an option with a value, and one only."""
    return parameter.param_type_name == "option" and not (parameter.multiple or parameter.is_flag)


class ListCommand(VerbCommand):
    """The verb whose help names what the views can list; it asks them only then, for they are slow to import."""

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """The arguments and options, with the lists under KIND."""
        from rapporteur.views import LISTS

        kind: Any = next(parameter for parameter in self.params if parameter.name == "kind")
        kind.help = f"{', '.join(LISTS)}; or one of them in the singular."
        super().format_options(ctx, formatter)


EXPORTED = "plover, polecat, icews, gdelt"
"""As in `views.exports.EXPORTS`; a test holds these and the next two equal to what they name."""
STANDINGS = "stated, planned, possible, conditional, denied"
MARKED = "historical, future, hypothetical, negation"


class Per(StrEnum):
    """What a row of an export is."""

    finding = "finding"
    claim = "claim"


class Change(StrEnum):
    """What to do with lists of places."""

    add = "add"
    remove = "remove"
    list = "list"


class TableFormat(StrEnum):
    """How a list is written."""

    table = "table"
    json = "json"
    jsonl = "jsonl"
    csv = "csv"


Database = Annotated[Path, typer.Option("--db", help="The database.", show_default=True)]
Paths = Annotated[list[str], typer.Argument(metavar="PATH", help="Files and folders of articles; - is stdin.")]
Published = Annotated[
    str | None, typer.Option(help="When the reports were published: 2022-02-12. Resolves “Saturday”.", metavar="DATE")
]
Outlet = Annotated[str | None, typer.Option(help="Who published them.", metavar="NAME")]
Workers = Annotated[int | None, typer.Option(min=1, help="Processes that read. [default: one per core, up to 4]")]
Lexicon = Annotated[
    list[Path] | None, typer.Option("--lexicon", metavar="FILE", help="Your own names and their codes, CSV; may be repeated.")
]
Force = Annotated[
    bool,
    typer.Option(
        "--force",
        help="Write also over a FILE that Rapporteur did not write; never over the database or what is being read.",
    ),
]


def choices(option: str, given: list[str] | None, known: str) -> frozenset[Any]:
    """What was chosen of the words of `known`, given one by one or with commas. Raises `typer.BadParameter` for any other."""
    chosen = [word.strip() for words in given or [] for word in words.split(",") if word.strip()]
    if given and not chosen:
        usage(f"{option} names none of {known}")
    for word in chosen:
        if word not in known.split(", "):
            usage(f"{option}: {word!r} is none of {known}")
    return frozenset(chosen)


def usage(reason: str) -> NoReturn:
    """Raises `typer.BadParameter`: status 2."""
    raise typer.BadParameter(on_one_line(reason))
