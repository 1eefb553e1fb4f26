"""The files of an exchange package: which record each holds, its key, and the order in which they refer."""

from dataclasses import dataclass

from models import records
from models.records import Record

LAST_COLUMNS = ("confirmation", "valid_from", "valid_to", "source", "note")


@dataclass(frozen=True)
class PackageFile:
    """One file of the package.

    Attributes:
        name: the file's name without ending, also the table's and the sheet's.
        record: the class of its rows.
        key: the columns that tell one record from another.
        references: for each column that names records, the file they stand in.
    """

    name: str
    record: type[Record]
    key: tuple[str, ...]
    references: dict[str, str]

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns in the order they are written: the key first, provenance last."""
        fields = self.record.model_fields
        own = [name for name in fields if name not in LAST_COLUMNS and name not in self.key]
        last = [name for name in LAST_COLUMNS if name in fields and name not in self.key]
        return (*self.key, *own, *last)

    def key_of(self, record: Record) -> tuple[object, ...]:
        """Return the values of the key of `record`."""
        return tuple(getattr(record, column) for column in self.key)


PACKAGE_FILES: tuple[PackageFile, ...] = (
    PackageFile("places", records.Place, ("id",), {"parent_id": "places"}),
    PackageFile(
        "actors",
        records.Actor,
        ("id",),
        {"place_id": "places", "parent_id": "actors", "federation_ids": "actors"},
    ),
    PackageFile("forums", records.Forum, ("id",), {"place_id": "places"}),
    PackageFile(
        "forum_members",
        records.ForumMember,
        ("forum_id", "actor_id", "role", "valid_from"),
        {"forum_id": "forums", "actor_id": "actors"},
    ),
    PackageFile("agreements", records.Agreement, ("id",), {"place_id": "places"}),
    PackageFile(
        "agreement_parties",
        records.AgreementParty,
        ("agreement_id", "actor_id"),
        {"agreement_id": "agreements", "actor_id": "actors"},
    ),
    PackageFile(
        "ties",
        records.Tie,
        ("id",),
        {"actor_a": "actors", "actor_b": "actors", "desired_by": "actors", "place_id": "places"},
    ),
    PackageFile("mandates", records.Mandate, ("id",), {"actor_id": "actors", "place_id": "places"}),
    PackageFile("activities", records.Activity, ("id",), {"place_id": "places", "counteracts": "activities"}),
    PackageFile(
        "activity_actors",
        records.ActivityActor,
        ("activity_id", "actor_id"),
        {"activity_id": "activities", "actor_id": "actors"},
    ),
    PackageFile("needs", records.Need, ("id",), {"place_id": "places", "addressed_to": "actors"}),
    PackageFile(
        "need_sightings",
        records.NeedSighting,
        ("need_id", "actor_id"),
        {"need_id": "needs", "actor_id": "actors"},
    ),
    PackageFile("grants", records.Grant, ("id",), {"grantor_id": "actors", "recipient_id": "actors"}),
    PackageFile("inventories", records.Inventory, ("place_id", "scope", "date"), {"place_id": "places"}),
    PackageFile("completeness", records.Completeness, ("actor_id", "date"), {"actor_id": "actors"}),
)
FILE_NAMES = tuple(file.name for file in PACKAGE_FILES)
FILES = {file.name: file for file in PACKAGE_FILES}
