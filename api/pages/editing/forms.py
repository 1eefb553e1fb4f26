"""All forms, by what is registered and by their addresses."""

from api.pages.editing.actor_form import ACTOR_FORM
from api.pages.editing.agreement_form import AGREEMENT_FORM
from api.pages.editing.forum_form import FORUM_FORM
from api.pages.editing.place_form import PLACE_FORM
from api.pages.editing.sections import RecordForm
from api.pages.editing.tie_form import TIE_FORM

FORMS: tuple[RecordForm, ...] = (ACTOR_FORM, TIE_FORM, FORUM_FORM, AGREEMENT_FORM)
"""What can be registered at a place, in the order in which it is offered."""

FORM_OF = {form.file.name: form for form in (*FORMS, PLACE_FORM)}
"""The form of each table that has one."""
