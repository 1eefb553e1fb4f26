"""What a filled-in form says: the values to store, or all that is wrong with it at once."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from api.pages.editing.answers import MisfitError, read_answer
from api.pages.editing.draft import CARRIED, Draft, is_empty_row, show_field
from api.pages.editing.faults import (
    BACKWARDS,
    MAY_BE_A_PERSON,
    MISSING,
    NO_ACTOR_THERE,
    ONLY_ORGANISATIONS,
    SAME_ACTOR,
    TRACES,
    TWICE,
    Fault,
    anchor_of,
    fault_in,
    fault_of,
    labels_of,
)
from api.pages.editing.fields import FREE_TEXTS, Field, Shape
from api.pages.editing.sent import Answers
from api.record_values import validated
from graph.packages import key_of
from models.errors import InvalidRecordError
from models.package_files import PackageFile
from models.personal_data import personal_data_in
from models.vocabulary import Entity, PersonalData

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Judgement:
    """A draft, read.

    Attributes:
        values: what is to be stored, by field.
        rows: the same for each row.
        faults: what is wrong; empty when it can be stored as far as the form can tell.
        traces: what looks as if it belonged to a person.
    """

    values: Values
    rows: tuple[Values, ...]
    faults: tuple[Fault, ...]
    traces: tuple[Fault, ...]


def judge(draft: Draft) -> Judgement:
    """Read a draft."""
    read, faults = _read_fields(draft)
    values = {**draft.known, **read}
    faults += _contradictions(draft, values)
    faults += _refused(draft, values, {fault.anchor for fault in faults})
    rows, wrong = _read_rows(draft)
    order = {anchor_of(field): number for number, field in enumerate(draft.form.fields)}
    faults.sort(key=lambda fault: order.get(fault.anchor, len(order)))
    return Judgement(values, tuple(rows), (*faults, *wrong), tuple(_traces(draft)))


def without_personal_numbers(judged: Judgement) -> Judgement:
    """Return a judgement in which what looks like a personal number is a fault, which nobody may store anyway."""
    refused = TRACES[PersonalData.PERSONAL_NUMBER]
    persons = tuple(replace(trace, reason=MAY_BE_A_PERSON) for trace in judged.traces if trace.reason == refused)
    others = tuple(trace for trace in judged.traces if trace.reason != refused)
    return replace(judged, faults=(*judged.faults, *persons), traces=others)


def _read_fields(draft: Draft) -> tuple[dict[str, Any], list[Fault]]:
    values: dict[str, Any] = {}
    faults: list[Fault] = []
    for field in draft.form.fields:
        given = draft.answers.get(field.name, ())
        kept = (
            getattr(draft.kept.record, field.name) if draft.kept and field.shape in (Shape.WORDS, Shape.CHECKS) else ()
        )
        try:
            values[field.name] = read_answer(field, given, draft.directory, kept)
        except MisfitError as misfit:
            faults.append(fault_in(field, misfit.reason, labels_of(misfit.actors, draft.directory)))
            continue
        if field.required and not values[field.name]:
            faults.append(fault_in(field, MISSING))
    for field in draft.form.fields:
        if field.shape is Shape.SIDE:
            values[field.name] = values.get(values.get(field.name) or "")
    return values, faults


def _contradictions(draft: Draft, values: Values) -> list[Fault]:
    """Return what the answers say against each other, in the form's own words."""
    found: list[tuple[str, str]] = []
    start, end = values.get("valid_from"), values.get("valid_to")
    if start and end and start >= end:
        found.append(("valid_to", BACKWARDS))
    if values.get("actor_a") and values.get("actor_a") == values.get("actor_b"):
        found.append(("actor_b", SAME_ACTOR))
    if values.get("org_number") and values.get("entity") not in (None, "", Entity.ORGANISATION):
        found.append(("org_number", ONLY_ORGANISATIONS))
    return [fault_in(field, reason) for name, reason in found if (field := draft.form.field(name))]


def _refused(draft: Draft, values: Values, known: set[str]) -> list[Fault]:
    """Return what the register would refuse, but for the fields of which something is known to be wrong."""
    fixed = draft.kept.record.model_dump(mode="json") if draft.kept else {"id": "new"}
    wrong = _wrong(draft.form.file, {**fixed, **values})
    faults = [fault_of(draft.form, column, reason) for column, reason in wrong]
    return [fault for fault in faults if fault.anchor not in known]


def _wrong(file: PackageFile, values: Values) -> Sequence[tuple[str, str]]:
    try:
        validated(file, values)
    except InvalidRecordError as error:
        return error.wrong
    return ()


def _read_rows(draft: Draft) -> tuple[list[Values], list[Fault]]:
    rows: list[Values] = []
    faults: list[Fault] = []
    seen: set[object] = set()
    if draft.form.rows is None:
        return rows, faults
    for number, row in enumerate(draft.rows):
        if is_empty_row(draft.form.rows, row):
            continue
        values, wrong = _read_row(draft, number, row)
        faults += wrong
        if not wrong:
            rows.append(values)
            key = _row_key(draft, values)
            if key in seen:
                faults.append(_in_row(draft, number, draft.form.rows.fields[0], TWICE))
            seen.add(key)
    return rows, faults


def _read_row(draft: Draft, number: int, row: Answers) -> tuple[Values, list[Fault]]:
    assert draft.form.rows
    values: dict[str, Any] = {name: row[name][0] for name in CARRIED if row.get(name)}
    faults: list[Fault] = []
    for field in draft.form.rows.fields:
        try:
            values[field.name] = read_answer(field, row.get(field.name, ()), draft.directory)
        except MisfitError as misfit:
            meant = labels_of(misfit.actors, draft.directory)
            faults.append(_in_row(draft, number, field, misfit.reason, meant))
            continue
        if field.name == "actor_id" and not values[field.name]:
            faults.append(_in_row(draft, number, field, NO_ACTOR_THERE))
    start, end = values.get("valid_from"), values.get("valid_to")
    if start and end and start >= end:
        faults.append(_in_row(draft, number, _field(draft, "valid_to"), BACKWARDS))
    if not faults:
        owner = draft.form.rows.file.key[0]
        wrong = _wrong(draft.form.rows.file, {**values, owner: "new"})
        faults += [_in_row(draft, number, _field(draft, column), reason) for column, reason in wrong]
    return values, faults


def _row_key(draft: Draft, values: Values) -> object:
    assert draft.form.rows
    file = draft.form.rows.file
    return key_of(file, validated(file, {**values, file.key[0]: "new"}))


def _field(draft: Draft, name: str) -> Field:
    assert draft.form.rows
    return next((field for field in draft.form.rows.fields if field.name == name), draft.form.rows.fields[0])


def _in_row(draft: Draft, number: int, field: Field, reason: str, meant: tuple[str, ...] = ()) -> Fault:
    assert draft.form.rows
    return Fault(anchor_of(field, draft.form.rows.name, number), field.label, reason, number + 1, meant)


def _traces(draft: Draft) -> Iterator[Fault]:
    """Yield what looks as if it belonged to a person, but for what was stored before."""
    for field in draft.form.fields:
        if field.shape not in FREE_TEXTS or field.name == "org_number":
            continue
        text = "\n".join(draft.answers.get(field.name, ()))
        if draft.kept is None or (text,) != show_field(field, draft.kept.record, draft.directory):
            yield from (fault_in(field, TRACES[kind]) for kind in personal_data_in(text))
