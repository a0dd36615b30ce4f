"""The tables of a record on disk, by SQLAlchemy Core, so that another database can take the same shape.

Every row keeps the noun itself as JSON in `body`; the columns beside it are what people ask SQL about:

>>> [column.name for column in claims.columns][:4]
['report', 'position', 'id', 'kind']
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, Connection, Float, ForeignKey, Index, Integer, LargeBinary, MetaData, String, Table, inspect

VERSION = 1
"""Of the tables below. A database with a higher one was written by a later Rapporteur and is refused."""
APPLICATION = 0x52617070
""""Rapp" in ASCII: SQLite's `application_id`, by which a Rapporteur database is told from any other."""



class StoredBody(LargeBinary):
    """A body as the database hands it over: what is none in a damaged file is told, not turned into one."""

    def result_processor(self, dialect: Any, coltype: Any) -> None:
        """None: nothing is done."""


metadata = MetaData()

meta = Table("meta", metadata, Column("key", String, primary_key=True), Column("value", String, nullable=False))

reports = Table(
    "reports",
    metadata,
    Column("position", Integer, primary_key=True),
    Column("id", String, nullable=False, unique=True),
    Column("digest", String, nullable=False, index=True),
    Column("name", String, nullable=False, index=True),
    Column("outlet", String),
    Column("title", String),
    Column("url", String, index=True),
    Column("published", String),
    Column("lang", String),
    Column("signature", String, nullable=False),
    Column("superseded_by", String, ForeignKey("reports.id")),
    Column("superseded_why", String),
    Column("body", StoredBody, nullable=False),
)

claims = Table(
    "claims",
    metadata,
    Column("report", String, ForeignKey("reports.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("id", String, nullable=False, index=True),
    Column("kind", String, nullable=False, index=True),
    Column("factuality", String, nullable=False),
    Column("start", String),
    Column("end", String),
    Column("body", StoredBody, nullable=False),
)

actors = Table(
    "actors",
    metadata,
    Column("report", String, ForeignKey("reports.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("id", String, nullable=False),
    Column("name", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("body", StoredBody, nullable=False),
)

places = Table(
    "places",
    metadata,
    Column("report", String, ForeignKey("reports.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("id", String, nullable=False, index=True),
    Column("name", String, nullable=False),
    Column("country", String),
    Column("lat", Float),
    Column("lon", Float),
    Column("body", StoredBody, nullable=False),
)

times = Table(
    "times",
    metadata,
    Column("report", String, ForeignKey("reports.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("value", String, nullable=False),
    Column("start", String),
    Column("end", String),
    Column("body", StoredBody, nullable=False),
)

problems = Table(
    "problems",
    metadata,
    Column("position", Integer, primary_key=True),
    Column("id", String, nullable=False, unique=True),
    Column("report", String, nullable=False, index=True),
    Column("of", String, ForeignKey("reports.id")),
    Column("stage", String, nullable=False),
    Column("reason", String, nullable=False),
    Column("text", String),
    Column("body", StoredBody, nullable=False),
)
"""`of` is the report that yielded the problem, `text` what a report that could not be read says: it is in no other table."""

Index("claims_when", claims.c.start, claims.c.end)

COUNTED = (reports, claims, actors, places, times, problems)
LATER_TABLES = (places, times)
FIRST_TABLES = (meta, reports, claims, actors, problems)
LATER_COLUMNS = (reports.c.superseded_why, problems.c.text)
"""What databases made by the first versions lack: they are read without, and get it when they are written to."""


def complete(rows: Connection, gaps: frozenset[str]) -> None:
    """Adds to a database what was thought of after it was made, of what it lacks."""
    for table in LATER_TABLES:
        if table.name in gaps:
            table.create(rows)
    for column in LATER_COLUMNS:
        if f"{column}" in gaps and column.table.name not in gaps:
            rows.exec_driver_sql(f'ALTER TABLE "{column.table.name}" ADD COLUMN "{column.name}" VARCHAR')


def lacking(rows: Connection) -> frozenset[str]:
    """The tables and later columns that a database lacks: "times", "problems.text"."""
    inspector = inspect(rows)
    tables = set(inspector.get_table_names())
    altered = {column.table.name for column in LATER_COLUMNS} & tables
    columns = {f"{table}.{column['name']}" for table in altered for column in inspector.get_columns(table)}
    return frozenset(metadata.tables.keys() - tables | {f"{column}" for column in LATER_COLUMNS} - columns)
