"""HSDS 3.0 (Open Referral): organisations, and their services as activities, as CSV files or as JSON.

CSV files are named for their tables, in singular or plural; JSON is a page of organisations or services, one of
them, or all tables in one object. Source: the Human Services Data Specification 3.0, schemas and examples.
"""

import re
from dataclasses import replace

from graph.exchange.harvest import Harvest
from graph.exchange.hsds_documents import IDENTIFIERS, ORGANISATIONS, SERVICES, TABLES, kind_of, table_name, tables_of
from graph.exchange.opening import Opened
from graph.exchange.roster import Entry, Roster
from graph.exchange.swedish_numbers import Identified, identified
from graph.exchange.tables import Row, Table
from graph.packages.remarks import quoted
from models.vocabulary import ActivityStatus

_PERSONAL_TABLES = ("contacts", "phones")
_OWN_COLUMNS = (
    "alternate name",
    "tax status",
    "tax id",
    "year incorporated",
    "legal status",
    "parent organization id",
)
"""Columns that organisations have in HSDS and in few other files."""

_ORGANISATION_COLUMNS = (
    *("id", "name", "alternate name", "description", "email", "website"),
    *("legal status", "tax id", "year incorporated", "parent organization id"),
)
_IDENTIFIER_COLUMNS = ("id", "organization id", "identifier scheme", "identifier type", "identifier")
_SERVICE_COLUMNS = ("id", "organization id", "name", "description", "status")
_STATUS = {
    "active": ActivityStatus.ONGOING,
    "inactive": ActivityStatus.COMPLETED,
    "defunct": ActivityStatus.CANCELLED,
    "temporarily closed": ActivityStatus.UNKNOWN,
}
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")

PERSONAL_TABLE = (
    "tabellen gäller kontaktpersoner och telefoner och är inte inläst; registret är till för organisationer"
)
UNREAD_TABLE = "tabellen har ingen motsvarighet i registret och är inte inläst"
NOT_SWEDISH = "identiteten är inget svenskt organisationsnummer och är inte inläst"
A_PERSON = "identiteten kan vara ett personnummer och är inte inläst; registret är till för organisationer"
NO_OWNER = "identiteten hör inte till någon organisation i filen och är inte inläst"
ONE_MORE = "organisationen har ett organisationsnummer till; bara det första är inläst"
PARENT = (
    "moderorganisationen är inte inläst: i registret är en enhet och dess moderorganisation samma juridiska person; "
    "fyll i det för hand där det stämmer"
)
SERVICE_READ = "tjänsten är inläst som en insats"
STATUS_READ = "tjänstens status {word} är läst som {status}"


def recognises(opened: Opened) -> bool:
    """Tell whether a file has organisations or services of HSDS."""
    if any(kind_of(document) for document in opened.documents):
        return True
    return any(
        table.has("id", "name")
        and (table_name(table.stem) == ORGANISATIONS or sum(column in table.places for column in _OWN_COLUMNS) > 1)
        for table in opened.tables
    )


def read(opened: Opened, harvest: Harvest) -> None:
    """Read organisations as actors and services as activities."""
    tables = [*map(_named_table, opened.tables)]
    tables += [table for document in opened.documents for table in tables_of(document)]
    of_name = {name: [table for table in tables if table.stem == name] for name in TABLES}
    directory = _Directory(harvest)
    for table in of_name[IDENTIFIERS]:
        directory.read_identifiers(table)
    for table in of_name[ORGANISATIONS]:
        directory.read_organisations(table)
    directory.tell_identifiers()
    for table in of_name[SERVICES]:
        directory.read_services(table)
    for table in tables:
        if table.stem not in TABLES:
            harvest.leave_table(table, PERSONAL_TABLE if table.stem in _PERSONAL_TABLES else UNREAD_TABLE)


class _Directory:
    """Reads the tables of a directory of services."""

    def __init__(self, harvest: Harvest) -> None:
        self.harvest = harvest
        self.roster = Roster(harvest)
        self.numbers: dict[str, tuple[str, Row]] = {}

    def read_identifiers(self, table: Table) -> None:
        """Keep the organisation numbers, for the organisations that they belong to."""
        for row in table.rows():
            scheme = row.first("identifier scheme")
            number = identified(row.first("identifier") if not scheme.upper().startswith("SE-") else _joined(row))
            if number is Identified.PERSON:
                self.harvest.lose(row, A_PERSON)
            elif isinstance(number, str) and row.first("organization id") not in self.numbers:
                self.numbers[row.first("organization id")] = (number, row)
            elif isinstance(number, str):
                self.harvest.lose(row, ONE_MORE)
            else:
                self.harvest.lose(row, NOT_SWEDISH)
        self.harvest.leave_columns(table, *_IDENTIFIER_COLUMNS)

    def read_organisations(self, table: Table) -> None:
        """Read organisations."""
        for row in table.rows():
            own = row.first("id")
            self.roster.enter(self._entry(row), own, _unique(own))
            if row.first("parent organization id"):
                self.harvest.lose(row, PARENT)
        self.harvest.leave_columns(table, *_ORGANISATION_COLUMNS)

    def tell_identifiers(self) -> None:
        """Tell which numbers belong to no organisation of the file."""
        for _number, row in self.numbers.values():
            self.harvest.lose(row, NO_OWNER)

    def read_services(self, table: Table) -> None:
        """Read services, and who runs them."""
        for row in table.rows():
            name, status = row.first("name"), row.first("status")
            made = _unique(row.first("id")) or self.harvest.new_id("activities", name)
            meant = _STATUS.get(status.casefold(), ActivityStatus.UNKNOWN)
            self.harvest.guess(row, SERVICE_READ)
            if status:
                self.harvest.guess(row, STATUS_READ.format(word=quoted(status), status=meant.label))
            cells = {
                "id": made,
                "title": name,
                "place_id": self.harvest.context.place_id,
                "status": str(meant),
                "note": row.first("description"),
            }
            self.harvest.add("activities", row, cells)
            owner = row.first("organization id")
            if owner and (actor := self.roster.meet(row, owner)):
                self.harvest.add("activity_actors", row, {"activity_id": made, "actor_id": actor})
        self.harvest.leave_columns(table, *_SERVICE_COLUMNS)

    def _entry(self, row: Row) -> Entry:
        number, _where = self.numbers.pop(row.first("id"), ("", row))
        taxed = identified(row.first("tax id"))
        return Entry(
            row=row,
            name=row.first("name"),
            number=number or (taxed if isinstance(taxed, str) else ""),
            words=tuple(row.values("legal status")),
            cells={
                "aliases": row.first("alternate name").replace(";", ","),
                "note": row.first("description"),
                "email": row.first("email"),
                "website": row.first("website"),
                "valid_from": row.first("year incorporated"),
            },
        )


def _joined(row: Row) -> str:
    """Return a Swedish identifier in one piece."""
    return f"SE-ON-{row.first('identifier').upper().removeprefix(row.first('identifier scheme').upper() + '-')}"


def _unique(own: str) -> str:
    """Return an id that is unique in the world, as HSDS asks for, or nothing."""
    return own.casefold() if _UUID.fullmatch(own.casefold()) else ""


def _named_table(table: Table) -> Table:
    """Return a table under its name; a single file of organisations may be called anything."""
    name = table_name(table.stem)
    if name not in (*TABLES, *_PERSONAL_TABLES) and sum(column in table.places for column in _OWN_COLUMNS) > 1:
        name = ORGANISATIONS
    return replace(table, stem=name)
