"""Mentions that a viewer does not see: they could not mean to take them away, so a change keeps them."""

from api.access.unseen import Unseen
from api.queries.change_details import seen_state
from graph.packages.references import references_of
from models.package_files import PackageFile
from models.records import Record


def with_hidden(unseen: Unseen, file: PackageFile, stored: Record, after: Record) -> Record:
    """Return a changed record with the mentions that whoever changed it did not see.

    Args:
        unseen: the ids of what they do not see, by table.
        stored: the record as it is, with all that it names.
        after: the same record as they want it.
    """
    hidden = [
        (column, reference)
        for column, target, reference in references_of(file, stored)
        if reference in unseen.get(target, ())
    ]
    if not hidden:
        return after
    values = after.model_dump()
    for column, reference in hidden:
        if isinstance(values[column], tuple):
            values[column] = (*values[column], reference)
        elif values[column] is None:
            values[column] = reference
    return file.record.model_validate(values)


def without_hidden(unseen: Unseen, file: PackageFile, stored: Record) -> Record:
    """Return a record as somebody sees it: without the mentions of what they do not see."""
    return seen_state(file, stored, lambda table, record_id: record_id in unseen.get(table, ()))
