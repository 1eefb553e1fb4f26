"""Two versions of a record beside each other: what somebody wrote, and what somebody else stored meanwhile."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from api.pages.editing.answers import show_answer
from api.pages.editing.draft import Draft, Kept, show_field, stored_draft
from api.pages.editing.fields import Field, Shape
from api.pages.editing.judgement import Judgement
from api.pages.editing.sections import Rows
from api.pages.editing.sent import Answers, Sent
from api.pages.facts import Word
from api.record_values import mark_of, validated
from models.records import Record

TAKE = "take."
"""What stands before the name of a field in the choice between two versions of it."""

MINE, THEIRS = "mine", "theirs"


@dataclass(frozen=True)
class Difference:
    """A field that the two versions answer differently.

    Attributes:
        name: of the field.
        label: what it is called, a Swedish message.
        mine, theirs: the answers, line by line in words.
        touched: whether the writer had changed the field at all; who did not keeps what the other wrote.
    """

    name: str
    label: str
    mine: tuple[tuple[Word, ...], ...]
    theirs: tuple[tuple[Word, ...], ...]
    touched: bool


def differences(mine: Draft, judged: Judgement, current: Kept, base: Record | None) -> tuple[Difference, ...]:
    """Return the fields that somebody else has changed and that a draft answers otherwise.

    Args:
        mine: the draft that came too late.
        judged: the same, read.
        current: the record as it is now.
        base: the record as the draft began; None when that is not known.
    """
    theirs = stored_draft(mine.form, mine.directory, current)
    found = list(_in_fields(mine, judged, theirs, base))
    if mine.form.rows:
        own, other = _row_words(mine), _row_words(theirs)
        began = mine.kept.mark if mine.kept else ""
        if own != other and began != current.mark:
            touched = began != _mark(mine.form.rows, judged, current)
            found.append(Difference(mine.form.rows.name, mine.form.rows.title, own, other, touched))
    return tuple(found)


def chosen(sent: Sent, draft: Draft, current: Kept) -> Draft:
    """Return a draft with the other version of every field for which that was chosen."""
    theirs = stored_draft(draft.form, draft.directory, current)
    taken = {name.removeprefix(TAKE) for name in sent.answers if name.startswith(TAKE) and sent.one(name) == THEIRS}
    answers: Answers = {name: theirs.answers[name] if name in taken else given for name, given in draft.answers.items()}
    takes_rows = draft.form.rows is not None and draft.form.rows.name in taken
    return replace(draft, answers=answers, rows=theirs.rows if takes_rows else draft.rows)


def _in_fields(mine: Draft, judged: Judgement, theirs: Draft, base: Record | None) -> Iterator[Difference]:
    for field in mine.form.fields:
        own, other = _settled(mine, judged, field), theirs.answers[field.name]
        changed_by_others = base is None or other != show_field(field, base, mine.directory)
        if own != other and changed_by_others:
            touched = base is None or own != show_field(field, base, mine.directory)
            lines = (tuple((word,) for word in in_words(field, given, mine)) for given in (own, other))
            yield Difference(field.name, field.label, next(lines), next(lines), touched)


def _settled(draft: Draft, judged: Judgement, field: Field) -> tuple[str, ...]:
    """Return an answer as it would be shown once it is stored."""
    if field.shape is Shape.SIDE or field.name not in judged.values:
        return draft.answers.get(field.name) or ("",)
    return show_answer(field, judged.values[field.name], draft.directory)


def in_words(field: Field, given: tuple[str, ...], draft: Draft) -> tuple[Word, ...]:
    """Return an answer in words: the labels of codes, the names of places, and texts as they are."""
    if field.shape is Shape.PLACE:
        return tuple(Word(place.name) for text in given if (place := draft.directory.places.get(text)))
    labels = {option.value: option.label for option in field.options}
    return tuple(Word(labels.get(text, text), text in labels) for text in given if text)


def _mark(rows: Rows, judged: Judgement, current: Kept) -> str:
    """Return the mark that the rows of a draft would have."""
    owner = {rows.file.key[0]: vars(current.record)["id"]}
    return mark_of(validated(rows.file, {**row, **owner}) for row in judged.rows)


def _row_words(draft: Draft) -> tuple[tuple[Word, ...], ...]:
    """Return the rows in words, sorted: their order means nothing."""
    assert draft.form.rows
    fields = draft.form.rows.fields
    filled = [row for row in draft.rows if any(row.get("actor_id", ("",)))]
    rows = (
        tuple(word for field in fields for word in in_words(field, row.get(field.name, ()), draft)) for row in filled
    )
    return tuple(sorted(rows, key=lambda row: [word.text for word in row]))
