"""What a viewer may change on a page that shows records, and what they have just stored."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from api.pages.editing.confirmation import Confirmation, SavedQuery, confirmation_of
from api.pages.editing.desk import Desk
from api.pages.editing.forms import FORMS
from api.pages.permission import changeable, may_register, own_actors
from api.writers import may_write
from graph.register import Register


@dataclass(frozen=True)
class Editable:
    """What may be changed on a page.

    Attributes:
        changeable: the ids of the records that the viewer may change, by table.
        confirmation: what they have stored just now.
        may_register: whether they may register ties at the place.
    """

    changeable: Mapping[str, frozenset[str]] = field(default_factory=dict)
    confirmation: Confirmation | None = None
    may_register: bool = False


def about_editing(desk: Desk, register: Register, place_id: str, told: SavedQuery) -> Editable:
    """Return what may be changed among the records of a register. Who may write nothing costs no question."""
    if not may_write(desk.viewer):
        return Editable()
    tables = register.tables()
    with desk.looking() as (seen, connection):
        return Editable(
            changeable={
                form.file.name: changeable(connection, desk.viewer, form.file, tables[form.file.name]) for form in FORMS
            },
            confirmation=confirmation_of(seen, connection, desk.viewer, told),
            may_register=bool(place_id)
            and (bool(own_actors(desk.viewer)) or may_register(seen, desk.viewer, place_id)),
        )
