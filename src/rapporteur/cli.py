"""The command line: verbs in the order of the flow. Data goes to stdout, progress and problems to stderr.

`rapporteur brief monday/` prints the brief; `rapporteur read monday/` keeps what it finds in `rapporteur.db`, from
which `brief`, `list` and `show` then answer. Exit status: 0 done, 1 user error, 2 usage, 3 some reports failed, 70 a fault of
Rapporteur, 130 interrupted.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from rapporteur import console
from rapporteur.console import counted, progress, put, say
from rapporteur.options import (
    EXPORTED,
    MARKED,
    STANDINGS,
    Change,
    Database,
    Force,
    Format,
    Lexicon,
    ListCommand,
    Outlet,
    Paths,
    Per,
    Published,
    TableFormat,
    VerbCommand,
    Workers,
    choices,
    usage,
)

if TYPE_CHECKING:
    from rapporteur.model import Problem, Record
    from rapporteur.run.output import Involved
    from rapporteur.sources import Source
    from rapporteur.store import Store, Superseded

DONE, USER_ERROR, SOME_FAILED, FAULT, INTERRUPTED = 0, 1, 3, 70, 130
MOST_NOTES = 20
"""Lesser problems shown after `read`; the rest are in `rapporteur list problems`. Failures are always all shown."""


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


@app.command(
    cls=VerbCommand, epilog=examples("rapporteur read monday/ --published 2022-02-12", "curl -s URL | rapporteur read -")
)
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
    from rapporteur.run import read_into, signature
    from rapporteur.sources import sources_of

    day = parsed(published)
    use_lexicon(lexicon, paths)
    sources = list(sources_of(paths, published=day, outlet=outlet, passed_over=lambda files: say(str(files))))
    check_database(db, paths, sources)
    signed = signature()  # before there is a database, for without a model nothing is to be kept
    with opened(db, write=True) as store, progress("read") as step:
        tally = read_into(store, sources, workers=workers, again=again, progress=step, signed=signed)
        store.forget_problems(paths, but=tally.failed)
    said = f"{counted(tally.read, 'report')} read, {counted(tally.claims, 'claim')}"
    say(said + (f"; {tally.unchanged} unchanged" if tally.unchanged else "") + f"; in {db}")
    show_problems(tally.failed, tally.problems)
    finish(tally.read + tally.unchanged, tally.failed)


@app.command(
    cls=VerbCommand, epilog=examples("rapporteur brief examples/", "rapporteur brief --format html -o brief.html --open")
)
def brief(
    paths: Annotated[
        list[str] | None, typer.Argument(metavar="PATH", help="Read these and keep nothing; else the database.")
    ] = None,
    published: Published = None,
    outlet: Outlet = None,
    format: Annotated[Format | None, typer.Option(help="md, html or json; else by the name of FILE, else md.")] = None,
    output: Annotated[Path | None, typer.Option("-o", "--output", metavar="FILE", help="Else to stdout.")] = None,
    open_it: Annotated[bool, typer.Option("--open", help="Show it in the browser.")] = False,
    force: Force = False,
    db: Database = DEFAULT_DB,
    workers: Workers = None,
    lexicon: Lexicon = None,
) -> None:
    """Print the brief: what is agreed, what differs, what only one says, and what is said to come."""
    chosen = format or by_suffix(output) or (Format.html if open_it else Format.md)
    use_lexicon(lexicon, paths)
    involved = involved_in(db, paths)
    check_output(output, involved, force)
    record, failed = read_or_recorded(paths, published, outlet, db, workers)
    if record.reports:
        output = output or (temporary(f"brief.{chosen.value}") if open_it else None)
        save({"": written(record, chosen)}, output, involved, force)
        if open_it and output is not None:
            show_page(output)
    finish(len(record.reports), failed)


@app.command(
    cls=VerbCommand, epilog=examples("rapporteur export polecat examples/ > events.tsv", "rapporteur export gdelt -o gdelt/")
)
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
    force: Force = False,
) -> None:
    """Write the events, contacts and precautions as a data set of events that older programs read."""
    from rapporteur.views.exports import EXPORTS, Choice, exported

    if format not in EXPORTS:
        usage(f"{format!r} is none of {EXPORTED}")
    chosen = Choice(per.value, choices("--only", only, STANDINGS), choices("--include", include, MARKED))
    wanted = chosen.include or chosen.only - {"stated", "planned"}
    if wanted and not EXPORTS[format].marks:
        usage(f"{format} has no column for what did not happen; plover and polecat have")
    if EXPORTS[format].folder and (output is None or str(output) == "-" or os.path.isfile(output)):
        usage(f"{format} is two files: give a folder with -o")
    use_lexicon(lexicon, paths)
    involved = involved_in(db, paths)
    check_output(output, involved, force, EXPORTS[format].endings)
    record, failed = read_or_recorded(paths, published, outlet, db, workers)
    if record.reports:
        dataset = exported(record, format, chosen)
        save(dataset.files, output, involved, force)
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
    every: Annotated[bool, typer.Option("--all", help="Of reports: also those that later versions replace.")] = False,
    db: Database = DEFAULT_DB,
) -> None:
    """List what the database holds of one kind."""
    from shutil import get_terminal_size

    from rapporteur.views import LISTS, TABLE_FORMATS, all_report_rows, list_rows
    from rapporteur.views.table_formats import columns_text
    from rapporteur.views.typography import legible

    if kind not in LISTS and f"{kind}s" not in LISTS:
        usage(f"{kind!r} is none of {', '.join(LISTS)}")
    if every and kind not in ("report", "reports"):
        usage(f"--all goes with reports: of {kind} only those of current reports are listed")
    rows = all_report_rows(recorded(db), superseded(db)) if every else list_rows(recorded(db), kind)
    shown = console.is_terminal(sys.stdout)
    fits = format is TableFormat.table and shown
    text = columns_text(rows, line=get_terminal_size().columns) if fits else TABLE_FORMATS[format.value](rows)
    put((legible(text) if shown else text).encode())  # CSV has no way to escape what steers a terminal


@app.command(cls=VerbCommand, epilog=examples("rapporteur show 3fa81c", "rapporteur show 3fa81c --db monday.db"))
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
    colour = console.is_terminal(sys.stdout) and "NO_COLOR" not in os.environ
    put(show_text(record, ident, colour=colour).encode())


@app.command(
    cls=VerbCommand, epilog=examples("rapporteur check wire-14.txt", "rapporteur check page.html > for-the-maintainers.txt")
)
def check(
    paths: Paths,
    published: Published = None,
    outlet: Outlet = None,
    lexicon: Lexicon = None,
) -> None:
    """Show what each rule did with a report: what it made, what it turned down, which sentences led to nothing."""
    from rapporteur.model import Problem
    from rapporteur.run.check import traces
    from rapporteur.views.check import check_text

    use_lexicon(lexicon, paths)
    failed, checked = [], 0
    for trace in traces(paths, parsed(published), outlet):
        if isinstance(trace, Problem):
            failed.append(trace)
            say(f"{trace.report}: {trace.reason}")
        else:
            checked += 1
            put(check_text(*trace).encode())
    finish(checked, tuple(failed))


@app.command(cls=VerbCommand, epilog=examples("rapporteur doctor", "rapporteur doctor --db monday.db"))
def doctor(db: Database = DEFAULT_DB) -> None:
    """Say what is installed, and whether the model, the lexicon and the database are in order."""
    from rapporteur.run.doctor import examine

    lines, well = examine(db)
    put("".join(f"{console.on_one_line(line)}\n" for line in lines).encode(errors="backslashreplace"))
    raise typer.Exit(DONE if well else USER_ERROR)


@app.command(cls=VerbCommand, epilog=examples("rapporteur gazetteer add ML.txt", "rapporteur gazetteer remove ML.txt"))
def gazetteer(
    what: Annotated[Change, typer.Argument(metavar="add|remove|list")],
    files: Annotated[list[Path] | None, typer.Argument(metavar="FILE", help="GeoNames dumps; tab-separated.")] = None,
) -> None:
    """Add lists of places to those that Rapporteur knows: GeoNames dumps such as ML.txt or cities500.txt."""
    from rapporteur.lexicon.user_gazetteer import summary
    from rapporteur.run.gazetteer import add, remove

    if bool(files) == (what is Change.list):
        usage("list takes no FILE" if files else f"{what.value} which FILE?")
    lists = {name: places for name, _, places in summary()}
    if what is Change.list:
        put("".join(f"{console.on_one_line(name)}  {counted(places, 'place')}\n" for name, places in lists.items()).encode())
        if not lists:
            say("no places have been added; `rapporteur gazetteer add FILE` adds some")
    for file in files or ():
        if what is Change.add:
            places, problems = add(file)
            for problem in problems:
                say(f"{problem.report}: {problem.reason}")
            say(f"{file.name}: {counted(places, 'place')} added; `rapporteur read --again` uses them")
        elif file.name not in lists:
            fail(f"no list {file.name} has been added; there are {', '.join(lists) or 'none'}")
        else:
            say(f"{file.name}: {counted(remove(file.name), 'place')} removed")


def main() -> None:
    """The command `rapporteur`; ends the process with its exit status."""
    console.open_streams()
    try:
        if any("\0" in word for word in sys.argv):
            usage("an argument holds a NUL, which no name of a file can")
        status = app(standalone_mode=False)
    except (KeyboardInterrupt, typer.Abort):
        status = INTERRUPTED
    except console.ReaderLeft:
        status = DONE
    except Exception as error:
        status = explained(error)
    if status == INTERRUPTED:
        say("stopped; what was read is kept, and the same command goes on from there")
    console.settle()
    sys.exit(status if isinstance(status, int) else DONE)


def explained(error: Exception) -> int:
    """Says what the error is, and gives the exit status for it: something the user can put right, or a fault of ours."""
    from rapporteur.lexicon.user_gazetteer import UserGazetteerError
    from rapporteur.reader import ModelError
    from rapporteur.run import PoolError
    from rapporteur.run.output import OutputError
    from rapporteur.store import StoreError

    if hasattr(error, "show") and hasattr(error, "exit_code"):  # usage errors of the option parser
        with suppress(OSError):
            error.show(sys.stderr or open(os.devnull, "w"))  # noqa: SIM115 - for the rest of a process that ends
        return int(error.exit_code)
    if isinstance(error, OSError) and error.strerror:
        name = error.filename or ("standard output" if error.errno == errno.ENOSPC else "")
        say(f"rapporteur: {f'{name}: ' if name else ''}{error.strerror}")
    elif isinstance(error, OSError | StoreError | PoolError | OutputError | ModelError | UserGazetteerError):
        say(f"rapporteur: {error}")
    elif isinstance(error, MemoryError):
        say("rapporteur: the memory of this machine, or what this process may use of it, is not enough")
    else:
        console.say_fault(error)
        return FAULT
    return USER_ERROR


def opened(db: Path, *, write: bool = False) -> Store:
    """The database. Raises `StoreError` where it cannot be used."""
    from rapporteur.store import Store

    return Store.open(db, write=write)


def recorded(db: Path) -> Record:
    """The record of the database. Raises `StoreError` where it cannot be used."""
    from rapporteur.run import record_of

    with opened(db) as store:
        return record_of(store)


def superseded(db: Path) -> tuple[Superseded, ...]:
    """The reports of the database that later versions replace. Raises `StoreError` where it cannot be used."""
    with opened(db) as store:
        return store.superseded()


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
    if published is not None or outlet is not None:
        usage("--published and --outlet go with PATHs; the database has its own")
    record = recorded(db)
    if not record.reports:
        fail(f"{db} holds no reports; what went wrong: rapporteur list problems")
    return record, ()


def involved_in(db: Path, paths: list[str] | None) -> Involved:
    """What a run reads, and so must not write over."""
    from rapporteur.lexicon import user_entries
    from rapporteur.run.output import Involved

    return Involved(db, (*paths, *user_entries.files()) if paths else ())


def check_output(output: Path | None, involved: Involved, force: bool, endings: tuple[str, ...] = ()) -> None:
    """Ends the command where the file, or files with these endings in the folder, may not be written; before the reading."""
    from rapporteur.run.output import folder_objection, objection

    if force and output is None:
        usage("--force goes with -o")
    if output is None:
        return
    why = folder_objection(output, endings, involved, force=force) if endings else objection(output, involved, force=force)
    if why is not None:
        fail(why)


def save(files: Mapping[str, bytes], output: Path | None, involved: Involved, force: bool) -> None:
    """The file under no name to `output` or to stdout; files with names into the folder `output`. Raises `OutputError`."""
    from rapporteur.run.output import stream_of, write, write_into

    if output is None or stream_of(output) == 1:
        put(files[""])
        return
    if "" in files:
        write({output: files[""]}, involved, force=force)
    else:
        write_into(output, files, involved, force=force)
    for name in files:
        say(f"written to {output / name}")


def temporary(name: str) -> Path:
    """A file of that name in a new folder for what is soon gone."""
    import tempfile

    return Path(tempfile.mkdtemp(prefix="rapporteur-")) / name


def show_page(output: Path) -> None:
    """A file, in the browser."""
    import webbrowser

    if not webbrowser.open(output.resolve().as_uri()):
        say(f"no browser could be opened; the page is {output}")


def check_database(db: Path, paths: list[str], sources: Sequence[Source | Problem]) -> None:
    """Ends the command where the database is itself to be read, or where it would be made for nothing: no file is there."""
    from rapporteur.model import Problem

    there = os.path.exists(db)
    if there and any(os.path.isfile(path) and os.path.samefile(path, db) for path in paths):
        fail(f"{db} is to be read and can't be the database too")
    problems = tuple(source for source in sources if isinstance(source, Problem))
    if not there and len(problems) == len(sources):
        show_problems(problems, ())
        finish(0, problems)


def parsed(published: str | None) -> str | None:
    """The option as an ISO day or minute; a usage error where it is no date."""
    from rapporteur.sources import parse_published

    try:
        return parse_published(published) if published is not None else None
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
    """The format that a file's name tells. Raises `typer.BadParameter` where it tells one that is not written.

    >>> by_suffix(Path("brief.htm")), by_suffix(Path("brief 12.02"))
    (<Format.html: 'html'>, <Format.md: 'md'>)
    """
    from rapporteur.sources.filenames import split_suffix
    from rapporteur.views import SUFFIXES

    if output is None:
        return None
    suffix = split_suffix(output.name)[1]
    if suffix not in SUFFIXES:
        usage(f"{output}: a brief is written as {', '.join(filter(None, SUFFIXES))}, or in what --format says")
    return Format(SUFFIXES[suffix])


def written(record: Record, format: Format) -> bytes:
    """The brief in a format."""
    from rapporteur.views import FORMATS

    return FORMATS[format.value](record)


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
