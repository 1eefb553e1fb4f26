"""A field is called the same in the history as on the form that asks about it, and a last day is the same day."""

from datetime import date

import pytest

from api.pages.editing.forms import FORM_OF, FORMS
from api.pages.history.words import FIELDS, label_of, shown_changes
from api.queries.change_details import RecordChange, RecordChanges
from models.package_files import FILES, PACKAGE_FILES, PackageFile
from models.records import ForumMember, Tie


def test_a_field_is_called_as_its_form_calls_it() -> None:
    for form in FORM_OF.values():
        assert {field.name: label_of(form.file, field.name) for field in form.fields} == {
            field.name: field.label for field in form.fields
        }
    for form in FORMS:
        if form.rows:
            assert [label_of(form.rows.file, field.name) for field in form.rows.fields] == [
                field.label for field in form.rows.fields
            ]


@pytest.mark.parametrize("file", PACKAGE_FILES, ids=lambda file: file.name)
def test_every_field_is_called_something(file: PackageFile) -> None:
    assert all(label_of(file, column) for column in file.columns)


def test_what_no_form_asks_about_has_a_name_of_its_own() -> None:
    assert label_of(FILES["mandates"], "status") == FIELDS["status"] == "Läge"
    assert label_of(FILES["mandates"], "confirmation") == label_of(FILES["ties"], "confirmation")


def test_the_last_day_is_the_last_that_counts() -> None:
    tie = Tie.model_validate({"id": "t", "actor_a": "a", "actor_b": "b", "valid_to": "2027-01-01"})
    member = ForumMember.model_validate({"forum_id": "f", "actor_id": "a", "valid_from": "2026-01-01"})
    items = tuple(
        RecordChange(FILES[name], None, record, True, False)
        for name, record in (("ties", tie), ("forum_members", member))
    )
    shown = {
        field.label: field.new[0].day
        for change in shown_changes(RecordChanges(items, 2, {}, {}))
        for field in change.fields
        if field.new and field.new[0].day
    }
    assert shown == {"Till och med": date(2026, 12, 31), "Från och med": date(2026, 1, 1)}
