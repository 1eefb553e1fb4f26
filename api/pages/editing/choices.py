"""What can be chosen in a form by whoever fills it in: nothing that would be refused afterwards."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from api.pages.editing.draft import Draft
from api.pages.editing.fields import Field, Option, Shape
from models.records import Record
from models.vocabulary import Confirmation

Allows = Callable[[Record | None, Record | None], bool]

DECIDED_BY_RIGHTS = ("place_id", "confirmation")
"""The fields of which some answers are for some to give: where a record lies, and who stands behind it."""


@dataclass(frozen=True)
class Choice:
    """What can be chosen.

    Attributes:
        place_id: the place at which the form is filled in.
        allows: tells whether the viewer may make one state of the record of another; None when they may all.
        actor_id: an actor that the viewer speaks for and nothing else: what is new has to name it, and who stands
            behind a statement is then for the actor to say, not for third parties.
    """

    place_id: str | None = None
    allows: Allows | None = None
    actor_id: str = ""

    def options(self, draft: Draft, field: Field, given: str) -> tuple[Option, ...]:
        """Return the answers of a field. What was chosen stays, or it would be lost without a word."""
        offered = field.options
        if field.shape is Shape.PLACE:
            offered = draft.directory.place_options(self.place_id, given)
        allowed = tuple(
            option for option in offered if option.value == given or self._allows(draft, field, option.value)
        )
        if draft.kept is None and given == field.usual and not self._allows(draft, field, given):
            # The usual answer of a new form is nobody's choice yet.
            allowed = tuple(option for option in allowed if option.value != given) or allowed
        elif field.shape in (Shape.PLACE, Shape.CHOICE) and given not in ("", *(option.value for option in allowed)):
            return (*allowed, Option(given, given))
        return allowed

    def may_be_blank(self, draft: Draft, field: Field, given: str) -> bool:
        """Tell whether a field may be left without an answer."""
        return field.shape is not Shape.PLACE or not given or self._allows(draft, field, "")

    def _allows(self, draft: Draft, field: Field, value: str) -> bool:
        if self.allows is None or field.name not in DECIDED_BY_RIGHTS:
            return True
        if draft.form.rows and field in draft.form.rows.fields:
            return True
        if not self.actor_id and draft.form.file.name == "ties":
            return True  # Whoever edits the place of one actor may say where a tie lies, and who stands behind it.
        if field.name == "confirmation" and value == Confirmation.THIRD_PARTY:
            return False
        update = {field.name: value or None}
        if draft.kept is not None:
            return self.allows(draft.kept.record, draft.kept.record.model_copy(update=update))
        ends = {"actor_a": self.actor_id, "actor_b": ""} if draft.form.file.name == "ties" else {}
        values: dict[str, Any] = {"id": "", **ends, **update}
        return self.allows(None, draft.form.file.record.model_construct(None, **values))
