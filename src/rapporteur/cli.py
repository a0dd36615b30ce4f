"""The command line: verbs in the order of the flow. Data goes to stdout, progress and problems to stderr.

`rapporteur brief monday/` prints the brief; `rapporteur read monday/` keeps what it finds in `rapporteur.db`, from
which `brief`, `list` and `show` then answer. Exit status: 0 done, 1 user error, 2 usage, 3 some reports failed.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn, TypeVar

import typer
from typer.core import TyperCommand

if TYPE_CHECKING:
    from rapporteur.model import Problem, Record
    from rapporteur.store import Store

DONE, USER_ERROR, SOME_FAILED, INTERRUPTED = 0, 1, 3, 130
MOST_NOTES = 20
"""Lesser problems shown after `read`; the rest are in `rapporteur list problems`. Failures are always all shown."""

T = TypeVar("T")


class Format(StrEnum):
    """How a brief is written."""

    md = "md"
    html = "html"
    json = "json"


class ListCommand(TyperCommand):
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
DEFAULT_DB = Path("rapporteur.db")

app = typer.Typer(
    name="rapporteur",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def examples(*lines: str) -> str:
    """The end of a help text; \\b keeps the lines apart."""
    return "\b\nExamples:\n" + "\n".join(f"  {line}" for line in lines)


def version(wanted: bool) -> None:
    """Prints the version, where it is asked for. Raises `typer.Exit` then."""
    if wanted:
        from rapporteur.version import __version__

        typer.echo(f"rapporteur {__version__}")
        raise typer.Exit


@app.callback(epilog=examples("rapporteur brief examples/", "rapporteur read monday/ --published 2022-02-12"))
def rapporteur(
    show_version: Annotated[bool, typer.Option("--version", callback=version, is_eager=True)] = False,
) -> None:
    """Reads what every outlet reports of a crisis and keeps one sourced record of it."""


@app.command(epilog=examples("rapporteur read monday/ --published 2022-02-12", "curl -s URL | rapporteur read -"))
def read(
    paths: Paths,
    published: Published = None,
    outlet: Outlet = None,
    db: Database = DEFAULT_DB,
    workers: Workers = None,
    again: Annotated[bool, typer.Option("--again", help="Also what an older version or lexicon has read.")] = False,
    lexicon: Lexicon = None,
) -> None:
    """Add reports to the database. What is there and unchanged is passed over, so a run that was stopped goes on."""
    from rapporteur.run import read_into
    from rapporteur.sources import gather

    day = parsed(published)
    use_lexicon(lexicon, paths)
    with opened(db, write=True) as store, progress("read") as step:
        store.forget_problems(paths)
        reports = gather(paths, published=day, outlet=outlet)
        tally = read_into(store, reports, workers=workers, again=again, progress=step)
    said = f"{counted(tally.read, 'report')} read, {counted(tally.claims, 'claim')}"
    say(said + (f"; {tally.unchanged} unchanged" if tally.unchanged else "") + f"; in {db}")
    show_problems(tally.failed, tally.problems)
    finish(tally.read + tally.unchanged, tally.failed)


@app.command(epilog=examples("rapporteur brief examples/", "rapporteur brief --format html -o brief.html --open"))
def brief(
    paths: Annotated[
        list[str] | None, typer.Argument(metavar="PATH", help="Read these and keep nothing; else the database.")
    ] = None,
    published: Published = None,
    outlet: Outlet = None,
    format: Annotated[Format | None, typer.Option(help="md, html or json; else by the name of FILE, else md.")] = None,
    output: Annotated[Path | None, typer.Option("-o", "--output", metavar="FILE", help="Else to stdout.")] = None,
    open_it: Annotated[bool, typer.Option("--open", help="Show it in the browser.")] = False,
    db: Database = DEFAULT_DB,
    workers: Workers = None,
    lexicon: Lexicon = None,
) -> None:
    """Print the brief: what is agreed, what differs, what only one says, and what is said to come."""
    chosen = format or by_suffix(output) or (Format.html if open_it else Format.md)
    use_lexicon(lexicon, paths)
    record, failed = read_or_recorded(paths, published, outlet, db, workers)
    if record.reports:
        deliver(written(record, chosen), output, open_it, chosen)
    finish(len(record.reports), failed)


@app.command(epilog=examples("rapporteur export polecat examples/ > events.tsv", "rapporteur export gdelt -o gdelt/"))
def export(
    format: Annotated[str, typer.Argument(metavar="FORMAT", help=f"{EXPORTED}.")],
    paths: Annotated[
        list[str] | None, typer.Argument(metavar="PATH", help="Read these and keep nothing; else the database.")
    ] = None,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="Else to stdout; for gdelt a folder.")
    ] = None,
    per: Annotated[Per, typer.Option(help="A row per finding, or per report that makes the claim.")] = Per.finding,
    only: Annotated[
        list[str] | None, typer.Option(metavar="STANDING", help=f"Only what is {STANDINGS}; several with commas.")
    ] = None,
    include: Annotated[
        list[str] | None, typer.Option(metavar="MARK", help=f"Also what did not happen: {MARKED}; several with commas.")
    ] = None,
    published: Published = None,
    outlet: Outlet = None,
    db: Database = DEFAULT_DB,
    workers: Workers = None,
    lexicon: Lexicon = None,
) -> None:
    """Write the events, contacts and precautions as a data set of events that older programs read."""
    from rapporteur.views.exports import EXPORTS, Choice, exported

    if format not in EXPORTS:
        usage(f"{format!r} is none of {EXPORTED}")
    chosen = Choice(per.value, choices("--only", only, STANDINGS), choices("--include", include, MARKED))
    wanted = chosen.include or chosen.only - {"stated", "planned"}
    if wanted and not EXPORTS[format].marks:
        usage(f"{format} has no column for what did not happen; plover and polecat have")
    if EXPORTS[format].folder and (output is None or str(output) == "-" or output.is_file()):
        usage(f"{format} is two files: give a folder with -o")
    use_lexicon(lexicon, paths)
    record, failed = read_or_recorded(paths, published, outlet, db, workers)
    if record.reports:
        dataset = exported(record, format, chosen)
        save(dataset.files, output)
        for note in dataset.notes:
            say(note)
    finish(len(record.reports), failed)


@app.command(
    "list",
    cls=ListCommand,
    epilog=examples("rapporteur list figures", "rapporteur list statement --format csv > said.csv"),
)
def list_(
    kind: Annotated[str, typer.Argument(metavar="KIND")],
    format: Annotated[TableFormat, typer.Option(help="table, json, jsonl or csv.")] = TableFormat.table,
    db: Database = DEFAULT_DB,
) -> None:
    """List what the database holds of one kind."""
    from shutil import get_terminal_size

    from rapporteur.views import LISTS, TABLE_FORMATS, list_rows
    from rapporteur.views.table_formats import columns_text
    from rapporteur.views.typography import legible

    if kind not in LISTS and f"{kind}s" not in LISTS:
        usage(f"{kind!r} is none of {', '.join(LISTS)}")
    rows = list_rows(recorded(db), kind)
    fits = format is TableFormat.table and sys.stdout.isatty()
    text = columns_text(rows, line=get_terminal_size().columns) if fits else TABLE_FORMATS[format.value](rows)
    put((legible(text) if sys.stdout.isatty() else text).encode())  # CSV has no way to escape what steers a terminal


@app.command(epilog=examples("rapporteur show 3fa81c", "rapporteur show 3fa81c --db monday.db"))
def show(
    ident: Annotated[str, typer.Argument(metavar="ID", help="Of a claim or finding; its first characters will do.")],
    db: Database = DEFAULT_DB,
) -> None:
    """Show one claim or finding with the words it comes from."""
    from rapporteur.model import Problem
    from rapporteur.views import look_up, show_text

    record = recorded(db)
    entry = look_up(record, ident)
    if isinstance(entry, Problem):
        fail(entry.reason)
    colour = sys.stdout.isatty() and "NO_COLOR" not in os.environ
    put(show_text(record, ident, colour=colour).encode())


@app.command(epilog=examples("rapporteur check wire-14.txt", "rapporteur check page.html > for-the-maintainers.txt"))
def check(
    paths: Paths,
    published: Published = None,
    outlet: Outlet = None,
) -> None:
    """Show what each rule did with a report: what it made, what it turned down, which sentences led to nothing."""
    from rapporteur.model import Problem
    from rapporteur.run.check import traces
    from rapporteur.views.check import check_text

    failed, checked = [], 0
    for trace in traces(paths, parsed(published), outlet):
        if isinstance(trace, Problem):
            failed.append(trace)
            say(f"{trace.report}: {trace.reason}")
        else:
            checked += 1
            put(check_text(*trace).encode())
    finish(checked, tuple(failed))


@app.command(epilog=examples("rapporteur doctor", "rapporteur doctor --db monday.db"))
def doctor(db: Database = DEFAULT_DB) -> None:
    """Say what is installed, and whether the model, the lexicon and the database are in order."""
    from rapporteur.run.doctor import examine

    lines, well = examine(db)
    for line in lines:
        typer.echo(one_line(line))
    raise typer.Exit(DONE if well else USER_ERROR)


@app.command(epilog=examples("rapporteur gazetteer add ML.txt", "rapporteur gazetteer remove ML.txt"))
def gazetteer(
    what: Annotated[Change, typer.Argument(metavar="add|remove|list")],
    files: Annotated[list[Path] | None, typer.Argument(metavar="FILE", help="GeoNames dumps; tab-separated.")] = None,
) -> None:
    """Add lists of places to those that Rapporteur knows: GeoNames dumps such as ML.txt or cities500.txt."""
    from rapporteur.lexicon.user_gazetteer import summary
    from rapporteur.run.gazetteer import add, remove

    if bool(files) == (what is Change.list):
        usage("list takes no FILE" if files else f"{what.value} which FILE?")
    for file in files or ():
        if what is Change.remove:
            say(f"{file.name}: {counted(remove(file.name), 'place')} removed")
            continue
        places, problems = add(file)
        for problem in problems:
            say(f"{problem.report}: {problem.reason}")
        say(f"{file.name}: {counted(places, 'place')} added; `rapporteur read --again` uses them")
    if what is Change.list:
        put("".join(f"{one_line(name)}  {counted(places, 'place')}\n" for name, _, places in summary()).encode())


def main() -> None:
    """The command `rapporteur`; ends the process with its exit status."""
    try:
        status = app(standalone_mode=False)
    except (KeyboardInterrupt, typer.Abort):
        status = INTERRUPTED
    except Exception as error:
        status = explained(error)
    if status == INTERRUPTED:
        say("stopped; what was read is kept, and the same command goes on from there")
    sys.exit(status if isinstance(status, int) else DONE)


def explained(error: Exception) -> int:
    """The exit status of an error that the user can do something about. Raises any other again."""
    from rapporteur.run import PoolError
    from rapporteur.store import StoreError

    if hasattr(error, "show") and hasattr(error, "exit_code"):  # usage errors of the option parser
        error.show()
        return int(error.exit_code)
    if isinstance(error, StoreError | PoolError | FileNotFoundError | PermissionError | IsADirectoryError):
        if isinstance(error, OSError) and error.filename is not None:
            say(f"rapporteur: {error.filename}: {error.strerror}")
        else:
            say(f"rapporteur: {error}")
        return USER_ERROR
    raise error


def opened(db: Path, *, write: bool = False) -> Store:
    """The database. Raises `StoreError` where it cannot be used."""
    from rapporteur.store import Store

    return Store.open(db, write=write)


def recorded(db: Path) -> Record:
    """The record of the database. Raises `StoreError` where it cannot be used."""
    from rapporteur.run import record_of

    with opened(db) as store:
        return record_of(store)


def read_or_recorded(
    paths: list[str] | None, published: str | None, outlet: str | None, db: Path, workers: int | None
) -> tuple[Record, tuple[Problem, ...]]:
    """The record of paths, read now and not kept, with the problems of what could not be read; without paths, that of the
    database."""
    if paths:
        from rapporteur.run import one_shot

        with progress("read") as step:
            record = one_shot(paths, published=parsed(published), outlet=outlet, workers=workers, progress=step)
        failed = failures(record)
        show_problems(failed, record.problems)
        return record, failed
    if published or outlet:
        usage("--published and --outlet go with PATHs; the database has its own")
    record = recorded(db)
    if not record.reports:
        fail(f"{db} holds no reports; what went wrong: rapporteur list problems")
    return record, ()


def choices(option: str, given: list[str] | None, known: str) -> frozenset[Any]:
    """What was chosen of the words of `known`, given one by one or with commas. Raises `typer.BadParameter` for any other.

    >>> sorted(choices("--only", ["stated,denied"], STANDINGS))
    ['denied', 'stated']
    """
    chosen = [word.strip() for words in given or [] for word in words.split(",") if word.strip()]
    for word in chosen:
        if word not in known.split(", "):
            usage(f"{option}: {word!r} is none of {known}")
    return frozenset(chosen)


def save(files: Mapping[str, bytes], output: Path | None) -> None:
    """The file under no name to `output` or to stdout; files with names into the folder `output`."""
    for name, data in files.items():
        if not name and (output is None or str(output) == "-"):
            put(data)
            continue
        assert output is not None
        path = output / name if name else output
        if name:
            output.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        say(f"written to {path}")


def parsed(published: str | None) -> str | None:
    """The option as an ISO day or minute; a usage error where it is no date."""
    from rapporteur.sources import parse_published

    try:
        return parse_published(published) if published else None
    except ValueError as error:
        usage(f"--published: {error}")


def use_lexicon(given: list[Path] | None, paths: list[str] | None) -> None:
    """Adds the user's files to those of RAPPORTEUR_LEXICON, for the workers too, and says which of their rows are wrong."""
    from rapporteur.lexicon import user_entries

    if given and not paths:
        usage("--lexicon goes with PATHs: what the database holds was read with the lexicon of that day")
    if given:
        user_entries.use(dict.fromkeys([*map(str, given), *user_entries.files()]))
    for problem in user_entries.problems() if paths else ():
        say(f"{problem.report}: {problem.reason}")


def by_suffix(output: Path | None) -> Format | None:
    """The format that a file's name tells.

    >>> by_suffix(Path("brief.htm")), by_suffix(Path("brief.txt"))
    (<Format.html: 'html'>, None)
    """
    suffix = output.suffix.lower().removeprefix(".") if output else ""
    return {"md": Format.md, "html": Format.html, "htm": Format.html, "json": Format.json}.get(suffix)


def written(record: Record, format: Format) -> bytes:
    """The brief in a format."""
    from rapporteur.views import FORMATS

    return FORMATS[format.value](record)


def deliver(data: bytes, output: Path | None, open_it: bool, format: Format) -> None:
    """Bytes to the file, or to stdout; with --open to the browser, by way of a file."""
    if open_it and output is None:
        import tempfile

        output = Path(tempfile.mkdtemp(prefix="rapporteur-")) / f"brief.{format.value}"
    if output is None or str(output) == "-":
        put(data)
        return
    output.write_bytes(data)
    say(f"written to {output}")
    if open_it:
        import webbrowser

        webbrowser.open(output.resolve().as_uri())


def put(data: bytes) -> None:
    """To stdout, in UTF-8 whatever the terminal's. That its reader has left (`| head`) is no error.

    Raises `typer.Exit` then, with status 0.
    """
    try:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        # Python must not try to flush the rest when it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(DONE) from None


def say(line: str) -> None:
    """A line to stderr."""
    typer.echo(one_line(line), err=True)


def one_line(line: str) -> str:
    """A line that may name files and quote them, as a terminal may be given it: a name must not steer it, or look like two.

    >>> one_line("a\\x1b]0;b\\x07.txt\\nrapporteur: done")
    'a]0;b.txt rapporteur: done'
    """
    if line.isprintable():
        return line
    from rapporteur.views.typography import printable

    return printable(line)


def counted(number: int, noun: str) -> str:
    """A number with its noun.

    >>> counted(1, "report"), counted(1200, "claim")
    ('1 report', '1,200 claims')
    """
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def failures(record: Record) -> tuple[Problem, ...]:
    """The problems of what is not among the record's reports: what could not be read at all."""
    there = {report.name for report in record.reports}
    return tuple(problem for problem in record.problems if problem.report not in there)


def show_problems(failed: Iterable[Problem], problems: Iterable[Problem]) -> None:
    """Every failure and the first of the lesser problems, each as "name: reason"."""
    worse = tuple(failed)
    lesser = [problem for problem in problems if problem not in worse]
    for problem in (*worse, *lesser[:MOST_NOTES]):
        say(f"{problem.report}: {problem.reason}")
    if len(lesser) > MOST_NOTES:
        say(f"… and {len(lesser) - MOST_NOTES:,} more problems")


def finish(reports: int, failed: tuple[Problem, ...]) -> NoReturn:
    """Ends the command. Raises `typer.Exit` with status 3 where some of the reports failed, 1 where there are none."""
    if not reports:
        fail("nothing was read" if failed else "no reports found")
    raise typer.Exit(SOME_FAILED if failed else DONE)


def fail(reason: str) -> NoReturn:
    """Says why on stderr. Raises `typer.Exit` with the status of a user error."""
    say(f"rapporteur: {reason}")
    raise typer.Exit(USER_ERROR)


def usage(reason: str) -> NoReturn:
    """Raises `typer.BadParameter`: status 2."""
    raise typer.BadParameter(reason)


class progress:
    """Says on stderr, where that is a terminal, how many reports are done and which was the last."""

    def __init__(self, verb: str) -> None:
        self.verb = verb
        self.count = 0
        self.leave: Callable[[], None] = lambda: None
        self.move: Callable[[str], None] = lambda _: None

    def __enter__(self) -> Callable[[str], None]:
        if sys.stderr.isatty():
            self._start()
        return self.step

    def __exit__(self, *_: object) -> None:
        self.leave()

    def step(self, name: str) -> None:
        """One more is done, and this was it."""
        self.count += 1
        self.move(one_line(name))

    def _start(self) -> None:
        from rich.console import Console
        from rich.status import Status
        from rich.text import Text

        status = Status(f"{self.verb} …", console=Console(stderr=True))
        status.start()
        self.leave = status.stop
        self.move = lambda name: status.update(Text(f"{self.verb} {self.count:,}: {name}", overflow="ellipsis"))
