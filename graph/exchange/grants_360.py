"""360Giving: grants, with who gave them and who got them, as CSV, .xlsx or JSON.

A spreadsheet has the titles of the standard's fields, `Recipient Org:Name` or `Recipient Org:0:Name`; JSON has the
fields themselves, `recipientOrganization/0/name`. Source: the 360Giving data standard, grant schema and the titles
of its summary table; identifiers of organisations follow org-id.guide, where SE-ON is the Swedish register.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from graph.exchange.amounts import kronor
from graph.exchange.documents import table_of
from graph.exchange.harvest import Harvest
from graph.exchange.opening import Opened
from graph.exchange.periods import after_months, day_of, next_day
from graph.exchange.roster import Entry, Roster
from graph.exchange.swedish_numbers import Identified, identified
from graph.exchange.tables import Row, Table, plain
from models.vocabulary import GrantStatus

_FUNDER, _RECIPIENT, _PERSON = "funding org:", "recipient org:", "recipient ind:"
_INDEX = re.compile(r"[:/]0(?=[:/])")
_FIELDS = {
    "id": "identifier",
    "amountawarded": "amount awarded",
    "awarddate": "award date",
    "planneddates": "planned dates",
    "startdate": "start date",
    "enddate": "end date",
    "duration": "duration (months)",
    "fundingorganization": "funding org",
    "recipientorganization": "recipient org",
    "recipientindividual": "recipient ind",
    "toindividualsdetails": "to individuals details",
    "grantprogramme": "grant programme",
    "organisationtype": "organisation type",
    "alternatename": "alternate name",
    "companynumber": "company number",
    "contactname": "contact name",
    "geocode": "geographic code",
}
_ORGANISATION = ("identifier", "name", "company number", "organisation type", "alternate name", "email", "web address")
_COLUMNS = (
    *("identifier", "title", "description", "currency", "amount awarded", "award date", "grant programme:title"),
    *("planned dates:start date", "planned dates:end date", "planned dates:duration (months)"),
    *(prefix + column for prefix in (_FUNDER, _RECIPIENT) for column in _ORGANISATION),
)
_GRANT_KEYS = frozenset({"fundingOrganization", "recipientOrganization", "recipientIndividual"})
_GLOBAL_ID = re.compile(r"360g-[a-z0-9][a-z0-9_.-]{0,94}")

TO_PERSON = "bidraget går till en person och är inte inläst; registret är till för organisationer"
NOT_KRONOR = "beloppet är i {currency} och lämnas tomt; registret räknar i svenska kronor"
NO_CURRENCY = "beloppet saknar valuta och lämnas tomt; registret räknar i svenska kronor"
ROUNDED = "beloppet är avrundat till hela kronor"
STATUS_READ = "bidragets status är läst som beviljat; 360Giving gäller beslutade bidrag"
BEGINS_WHEN_AWARDED = "bidraget har ingen planerad start; beslutets dag är läst som den första"
NOT_SWEDISH = "organisationens identitet är inget svenskt organisationsnummer och är inte inläst"
CONTINUED = "raden fortsätter ett bidrag på en tidigare rad och är inte inläst"
NO_GRANTS = "tabellen har inga bidrag och är inte inläst"


def recognises(opened: Opened) -> bool:
    """Tell whether a file lists grants."""
    listed = (grant for document in opened.documents for grant in document.listed("grants")[:1])
    return any(grant.keys() & _GRANT_KEYS for grant in listed) or any(
        _is_grants(_spelled(table)) for table in opened.tables
    )


def read(opened: Opened, harvest: Harvest) -> None:
    """Read grants, and their givers and recipients as actors."""
    listed = [
        table_of(f"{document.label} (grants)", "grants", document.listed("grants")) for document in opened.documents
    ]
    grants = _Grants(harvest)
    for table in map(_spelled, (*opened.tables, *listed)):
        if _is_grants(table):
            grants.read(table)
        else:
            harvest.leave_table(table, NO_GRANTS)


def _is_grants(table: Table) -> bool:
    given = any(column.startswith(_FUNDER) for column in table.places)
    return given and any(column.startswith((_RECIPIENT, _PERSON)) for column in table.places)


def _spelled(table: Table) -> Table:
    return replace(table, spelling=_heading)


def _heading(column: str) -> str:
    """Return a heading as the title of the standard, without the number of a first value.

    >>> _heading("recipientOrganization/0/id"), _heading("Recipient Org:0:Identifier")
    ('recipient org:identifier', 'recipient org:identifier')
    """
    parts = re.split("[:/]", _INDEX.sub("", plain(column)))
    titles = [_FIELDS.get(part.strip(), part.strip()) for part in parts]
    if titles[0] in ("funding org", "recipient org") and titles[-1] == "url":
        titles[-1] = "web address"
    return ":".join(titles)


class _Grants:
    """Reads the grants of all tables, and each organisation once."""

    def __init__(self, harvest: Harvest) -> None:
        self.harvest = harvest
        self.roster = Roster(harvest)
        self.seen: set[str] = set()
        self.organisations: dict[str, str | None] = {}

    def read(self, table: Table) -> None:
        """Read a table."""
        for row in table.rows():
            self._read(row)
        self.harvest.leave_columns(table, *_COLUMNS)

    def _read(self, row: Row) -> None:
        named = row.first(_FUNDER + "name", _RECIPIENT + "name", _FUNDER + "identifier", _RECIPIENT + "identifier")
        own = row.first("identifier")
        if own and own in self.seen and not named:
            self.harvest.lose(row, CONTINUED)
            return
        self.seen.add(own)
        recipient = None if _is_to_person(row) else self._organisation(row, _RECIPIENT)
        if recipient is None:
            self.harvest.lose(row, TO_PERSON)
            return
        grantor = self._organisation(row, _FUNDER)
        self.harvest.guess(row, STATUS_READ)
        cells = {
            "id": self._id(own, row),
            "grantor_id": grantor or "",
            "recipient_id": recipient,
            "amount_sek": self._amount(row),
            "purpose": ": ".join(dict.fromkeys(filter(None, (row.first("title"), row.first("description"))))),
            "status": str(GrantStatus.GRANTED),
            "note": "; ".join(_notes(row)),
            **self._period(row),
        }
        self.harvest.add("grants", row, cells)

    def _id(self, own: str, row: Row) -> str:
        """Return the identifier as an id, since the standard makes it unique in the world; else a new one."""
        text = own.casefold()
        if _GLOBAL_ID.fullmatch(text):
            return text
        return self.harvest.new_id("grants", row.first("title"))

    def _organisation(self, row: Row, prefix: str) -> str | None:
        """Return the id of a giver or a recipient: empty when the row names none, None for a person."""
        name, given = row.first(prefix + "name"), row.first(prefix + "identifier")
        number = identified(given, row.first(prefix + "company number"))
        if number is Identified.PERSON:
            return None
        key = number if isinstance(number, str) else given.casefold() or plain(name)
        if not key:
            return ""
        if key not in self.organisations:
            if number is Identified.OTHER:
                self.harvest.lose(row, NOT_SWEDISH)
            entry = Entry(
                row=row,
                name=name,
                number=number if isinstance(number, str) else "",
                words=tuple(row.values(prefix + "organisation type")),
                cells={
                    "aliases": row.first(prefix + "alternate name"),
                    "email": row.first(prefix + "email"),
                    "website": row.first(prefix + "web address"),
                },
            )
            self.organisations[key] = self.roster.enter(entry, key)
            # A later row may give the name alone.
            self.organisations.setdefault(plain(name), self.organisations[key])
        return self.organisations[key]

    def _amount(self, row: Row) -> str:
        """Return the amount in whole kronor; what is no amount is left to the check."""
        text, currency = row.first("amount awarded"), row.first("currency").upper()
        if not text:
            return ""
        if currency != "SEK":
            self.harvest.lose(row, NOT_KRONOR.format(currency=currency[:3]) if currency else NO_CURRENCY)
            return ""
        amount, rounded = kronor(text)
        if rounded:
            self.harvest.guess(row, ROUNDED)
        return amount

    def _period(self, row: Row) -> dict[str, str]:
        start, end = day_of(row.first("planned dates:start date")), day_of(row.first("planned dates:end date"))
        awarded = day_of(row.first("award date"))
        if not start and awarded:
            self.harvest.guess(row, BEGINS_WHEN_AWARDED)
        if not end:
            end_of_duration = after_months(start, row.first("planned dates:duration (months)"))
            return {"valid_from": start or awarded, "valid_to": end_of_duration}
        return {"valid_from": start or awarded, "valid_to": next_day(end)}


def _is_to_person(row: Row) -> bool:
    return any(column.startswith((_PERSON, "to individuals details:")) and row.first(column) for column in row.places)


def _notes(row: Row) -> Iterator[str]:
    programme, awarded = row.first("grant programme:title"), row.first("award date")
    if programme:
        yield f"Program: {programme}"
    if awarded:
        yield f"Beslutat {day_of(awarded)}"
