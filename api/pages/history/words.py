"""What the pages of the history call records, fields and values."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from api.language import message
from api.pages.editing.days import last_day
from api.pages.editing.fields import CONFIRMATION, FIRST_DAY, LAST_DAY, NOTE, SOURCE, TAGS, THEMES
from api.pages.editing.forms import FORM_OF, FORMS
from api.pages.facts import Word
from api.queries.change_details import Names, RecordChange, RecordChanges, name_of
from api.table_words import ONE
from models.package_files import PackageFile
from models.vocabulary import Code

KINDS = ONE
"""What one record of each table is called."""

FIELDS: Mapping[str, str] = {
    "id": message("Id"),
    "name": message("Namn"),
    "title": message("Titel"),
    "aliases": message("Kallas också"),
    "org_number": message("Organisationsnummer"),
    "sector": message("Samhällssektor"),
    "kind": message("Slag"),
    "entity": message("Vad namnet står för"),
    "level": message("Nivå"),
    "place_id": message("Plats"),
    "parent_id": message("Del av"),
    "federation_ids": message("Medlem i"),
    "capacity": message("Storlek enligt aktören"),
    "represents_residents": message("Företräder invånare"),
    "collaboration_mandate": message("Har uppdrag att samverka"),
    "mentor": message("Kan vara mentor för andra"),
    "themes": THEMES.label,
    "theme": message("Sakfråga"),
    "tags": TAGS.label,
    "offers": message("Erbjuder"),
    "seeks": message("Söker"),
    "website": message("Webbplats"),
    "email": message("E-post"),
    "visibility": message("Vem som får se"),
    "needs_open": message("Behov visas för alla"),
    "code": message("Kod"),
    "group": message("Kommungrupp"),
    "collaboration_level": message("Samverkansnivå"),
    "goal": message("Mål"),
    "follow_up": message("Hur det följs upp"),
    "charter": message("Har stadgar eller uppdragsbeskrivning"),
    "governance": message("Hur det leds"),
    "status": message("Läge"),
    "stage": message("Hur långt det har kommit"),
    "purpose": message("Syfte"),
    "amount_sek": message("Belopp i kronor"),
    "diary_number": message("Diarienummer"),
    "forum_id": message("Forum"),
    "agreement_id": message("Avtal"),
    "activity_id": message("Verksamhet"),
    "need_id": message("Behov"),
    "actor_id": message("Aktör"),
    "actor_a": message("Den ena aktören"),
    "actor_b": message("Den andra aktören"),
    "type": message("Slag av samarbete"),
    "desired_level": message("Önskad nivå"),
    "desired_by": message("Vem som önskar det"),
    "what": message("Vad de gör"),
    "role": message("Roll"),
    "attendance": message("Deltar"),
    "issue": message("Sakfråga"),
    "target_groups": message("Målgrupper"),
    "direction": message("Riktas mot"),
    "scope": message("Omfattning"),
    "strategic": message("Strategisk"),
    "funding": message("Pengar"),
    "counteracts": message("Motverkar"),
    "priority": message("Prioritet"),
    "problem_level": message("Var orsaken ligger"),
    "addressed_to": message("Riktas till"),
    "grantor_id": message("Den som ger"),
    "recipient_id": message("Den som får"),
    "legal_basis": message("Rättslig grund"),
    "date": message("Dag"),
    "confirmation": CONFIRMATION.label,
    "valid_from": FIRST_DAY.label,
    "valid_to": LAST_DAY.label,
    "source": SOURCE.label,
    "note": NOTE.label,
}

"""What fields are called that no form asks about."""

YES, NO = message("ja"), message("nej")


@dataclass(frozen=True)
class ShownField:
    """A field with its value before and after, in words."""

    label: str
    old: tuple[Word, ...]
    new: tuple[Word, ...]


@dataclass(frozen=True)
class ShownChange:
    """A record that a change set touched, in words.

    Attributes:
        kind: what kind of record it is.
        name: what it is called; empty where the viewer is not told.
        address: of its page, where it has one and still exists.
        change: the record's fields and whether it came, went or was changed.
        fields: what differs.
    """

    kind: str
    name: str
    address: str | None
    change: RecordChange
    fields: tuple[ShownField, ...]


def shown_changes(found: RecordChanges) -> tuple[ShownChange, ...]:
    """Return what a change set did to records, in words."""
    called = found.called
    return tuple(_shown_change(item, found.names, called) for item in found.items)


def _shown_change(change: RecordChange, names: Names, called: Names) -> ShownChange:
    record = change.record
    address = None
    if record is not None and change.file.key == ("id",):
        address = address_of(change.file.name, vars(record)["id"], names)
    fields = tuple(
        ShownField(
            label_of(change.file, field.name),
            tuple(_words(change.file, field.name, field.old, names, called)),
            tuple(_words(change.file, field.name, field.new, names, called)),
        )
        for field in change.fields()
        if field.name != "id"
    )
    return ShownChange(KINDS[change.file.name], name_of(change, called), address, change, fields)


def label_of(file: PackageFile, column: str) -> str:
    """Return what a field is called, as the form says that asks about it."""
    form = FORM_OF.get(file.name) or next((one for one in FORMS if one.rows and one.rows.file is file), None)
    fields = form.rows.fields if form and form.rows and form.rows.file is file else form.fields if form else ()
    return next((field.label for field in fields if field.name == column), FIELDS[column])


def address_of(table: str, record_id: str, names: Names) -> str | None:
    """Return the address of a record's page; None where it has none, or is no more."""
    path = {"places": "/platser/", "actors": "/aktorer/"}.get(table)
    return path + record_id if path and record_id in names.get(table, {}) else None


def _words(file: PackageFile, column: str, value: Any, names: Names, called: Names) -> Iterator[Word]:
    for item in value if isinstance(value, tuple) else (value,):
        if item is None or item == "":
            continue
        if column in file.references:
            target = file.references[column]
            yield Word(called.get(target, {}).get(item, item), address=address_of(target, item, names))
        elif isinstance(item, Code):
            yield Word(item.label, label=True)
        elif isinstance(item, bool):
            yield Word(YES if item else NO, label=True)
        elif isinstance(item, date):
            yield Word(day=last_day(item) if column == "valid_to" else item)
        else:
            yield Word(str(item))
