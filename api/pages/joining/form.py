"""What an organisation that registers itself is asked: the questions about an actor that it can answer for itself."""

from dataclasses import replace

from api.language import message
from api.pages.editing.actor_form import ACTOR_FORM
from api.pages.editing.fields import Field
from api.pages.editing.sections import Section


def _asked(name: str, label: str = "", advice: str = "") -> Field:
    """Return a question of the actor form, in words for whoever answers for themselves."""
    field = ACTOR_FORM.field(name)
    assert field is not None
    return replace(field, label=label or field.label, help=advice or field.help)


JOINING_FORM = replace(
    ACTOR_FORM,
    registering=message("Anmäl er organisation"),
    about=message("En förening, myndighet, förvaltning, ett företag eller en grupp. Aldrig en enskild person."),
    sections=(
        Section(
            message("Om er"),
            (
                _asked("name", message("Organisationens namn")),
                _asked("org_number"),
                _asked("sector"),
                _asked("kind", message("Slag av organisation")),
            ),
        ),
        Section(
            message("Vad ni gör"),
            (
                _asked("themes", message("Frågor som ni arbetar med")),
                _asked(
                    "offers",
                    message("Vad ni gör och kan erbjuda"),
                    message("Till exempel läxhjälp, lokaler, en mötesplats för unga."),
                ),
                _asked("seeks", message("Vad ni söker"), message("Till exempel någon att samverka med om …")),
            ),
        ),
        Section(
            message("Så når man er"),
            (
                _asked("website"),
                _asked("email"),
            ),
        ),
        Section(
            "",
            (
                _asked(
                    "visibility",
                    message("Vem får se att ni finns på kartan?"),
                    message("Gäller när ni är registrerade."),
                ),
            ),
        ),
    ),
)
"""No contact person is asked for: the register is about organisations."""
