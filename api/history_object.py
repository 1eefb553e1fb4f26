"""Change sets and what they did as JSON can hold it, in the names of the exchange package."""

from collections.abc import Mapping
from datetime import date
from enum import Enum
from typing import Any

from api.queries.change_details import FieldChange, RecordChange, RecordChanges, name_of
from api.queries.deleted import DeletedRecords
from api.queries.history import ChangeSet, ChangeSets
from api.queries.reads import LoggedReads
from graph.packages import key_of

Json = dict[str, Any]


def change_sets_object(found: ChangeSets) -> Json:
    """Return a part of a history."""
    return {"items": [change_set_object(change_set) for change_set in found.items], "total": found.total}


def change_set_object(change_set: ChangeSet) -> Json:
    """Return who did what when, and to how many records."""
    return {
        "id": change_set.id,
        "at": change_set.at.isoformat(),
        "kind": change_set.kind,
        "who": change_set.who,
        "actor_id": change_set.actor_id,
        "by_actor": change_set.by_actor,
        "by_command": change_set.by_command,
        "by_erased": change_set.by_erased,
        "about": change_set.about,
        "undoes": change_set.undoes,
        "undone_by": change_set.undone_by,
        "records": {
            table: {"created": counts.created, "changed": counts.changed, "deleted": counts.deleted}
            for table, counts in change_set.counts.items()
        },
    }


def record_changes_object(changes: RecordChanges) -> Json:
    """Return what a change set did to each record, field by field."""
    return {"items": [_record_change(item, changes.called) for item in changes.items], "total": changes.total}


def deleted_object(deleted: DeletedRecords) -> Json:
    """Return what was deleted, with the change set that can be undone."""
    return {
        "items": [
            {
                "table": item.file.name,
                "key": list(item.key),
                "change_set": item.change_set,
                "at": item.at.isoformat(),
                "record": item.record.model_dump(mode="json"),
            }
            for item in deleted.items
        ],
        "total": deleted.total,
    }


def reads_object(reads: LoggedReads) -> Json:
    """Return who read what is not for everybody."""
    return {
        "items": [
            {"hour": read.hour.isoformat(), "who": read.who, "subject": read.subject, "name": read.subject_name}
            for read in reads.items
        ],
        "total": reads.total,
    }


def _record_change(item: RecordChange, names: Mapping[str, Mapping[str, str]]) -> Json:
    record = item.record
    return {
        "table": item.file.name,
        "key": list(key_of(item.file, record)) if record else None,
        "name": name_of(item, names),
        "change": "created" if item.created else "deleted" if item.deleted else "changed",
        "withheld": item.withheld,
        "fields": {change.name: _old_and_new(change) for change in item.fields()},
    }


def _old_and_new(change: FieldChange) -> Json:
    return {"old": _plain(change.old), "new": _plain(change.new)}


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value
