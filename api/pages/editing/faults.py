"""What is wrong in a form, in words that point at the field."""

from collections.abc import Mapping
from dataclasses import dataclass

from api.language import message
from api.pages.editing.directory import Directory, KnownActor
from api.pages.editing.fields import Field
from api.pages.editing.sections import RecordForm
from models.text import swedish_order
from models.vocabulary import PersonalData

MISSING = message("måste fyllas i")
BACKWARDS = message("ligger före ”Från och med”; ändra en av dagarna")
SAME_ACTOR = message("är samma aktör som den första; välj en annan")
TWICE = message("står redan på en annan rad i samma roll; ta bort den ena raden")
ONLY_ORGANISATIONS = message(
    "bara en namngiven organisation har organisationsnummer; töm fältet eller ändra vad namnet står för"
)
PART_OF_ITSELF = message("aktören kan inte vara del av sig själv eller av något som är del av den")
NO_ACTOR_THERE = message("välj en aktör, eller ta bort raden")

MAY_BE_A_PERSON = message(
    "kan vara ett personnummer och sparas därför inte; registret gäller organisationer, inte personer"
)

TRACES: Mapping[PersonalData, str] = {
    PersonalData.PERSONAL_NUMBER: message("innehåller något som ser ut som ett personnummer"),
    PersonalData.PHONE: message("innehåller något som ser ut som ett telefonnummer"),
    PersonalData.EMAIL: message("innehåller något som ser ut som en persons e-postadress"),
}
"""What is said of a text that seems to be about a person. It may be saved: a switchboard has a number too."""

_SAID_BY_FORMS: Mapping[str, str] = {"går i cirkel": PART_OF_ITSELF, "kan vara ett personnummer": MAY_BE_A_PERSON}
"""What the register says about ids and files, as a form says it: by how the sentence begins."""


@dataclass(frozen=True)
class Fault:
    """Something wrong in a form.

    Attributes:
        anchor: the id of the field's element; empty when it is about the whole form.
        label: what the field is called, a Swedish message.
        reason: what is wrong, a Swedish message.
        row: the number of the row that it stands in, counted from 1.
        meant: how the actors are called that may have been meant.
        said: what the reason is about, as somebody called it.
    """

    anchor: str
    label: str
    reason: str
    row: int | None = None
    meant: tuple[str, ...] = ()
    said: tuple[str, ...] = ()


def anchor_of(field: Field, rows: str = "", number: int = 0) -> str:
    """Return the id of a field's element, in a row or outside of all."""
    return f"{rows}-{number}-{field.name}" if rows else f"field-{field.name}"


def fault_in(field: Field, reason: str, meant: tuple[str, ...] = (), said: tuple[str, ...] = ()) -> Fault:
    """Return a fault in a field that stands in no row."""
    return Fault(anchor_of(field), field.label, reason, None, meant, said)


def fault_of(form: RecordForm, column: str, reason: str) -> Fault:
    """Return a fault that the register found in a column, as the form calls it."""
    said = next((sentence for start, sentence in _SAID_BY_FORMS.items() if reason.startswith(start)), reason)
    if field := form.field(column):
        return fault_in(field, said)
    if form.rows:
        asked = next((field for field in form.rows.fields if field.name == column), None)
        return Fault(form.rows.name, asked.label if asked else form.rows.title, said)
    return Fault("", form.kind, said)


def labels_of(actors: tuple[KnownActor, ...], directory: Directory) -> tuple[str, ...]:
    """Return how actors are called that may have been meant."""
    return tuple(sorted((directory.label(actor.id) for actor in actors), key=swedish_order))
