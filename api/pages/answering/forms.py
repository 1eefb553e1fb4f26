"""What an actor is asked when it corrects its own data, a collaboration or a membership, or tells of a new one."""

from collections.abc import Mapping
from dataclasses import replace

from api.language import message
from api.pages.editing.actor_form import ACTOR_FORM
from api.pages.editing.fields import FIRST_DAY, LADDER, LAST_DAY, Field, Shape, options_of
from api.pages.editing.sections import RecordForm, Section
from models.package_files import FILES
from models.vocabulary import Attendance, TieStatus


def _asked(form: RecordForm, *names: str) -> tuple[Field, ...]:
    """Return the questions of another form about these fields."""
    return tuple(field for name in names if (field := form.field(name)))


OWN_DATA_FORM = replace(
    ACTOR_FORM,
    slug="",
    changing=message("Ändra uppgifterna om er"),
    about=message("Skriv om organisationen, aldrig om en enskild person: inga namn på personer."),
    sections=(
        Section("", _asked(ACTOR_FORM, "name", "offers", "seeks", "website", "email", "themes")),
        Section(
            message("Vem får se att ni finns?"),
            _asked(ACTOR_FORM, "visibility"),
            folded=True,
        ),
        Section(
            message("Mer om er"),
            _asked(ACTOR_FORM, "aliases", "tags", "kind", "entity", "org_number", "federation_ids", "level",
                   "capacity", "represents_residents", "collaboration_mandate", "mentor"),
            folded=True,
        ),
        Section(message("Sedan när och varifrån"), _asked(ACTOR_FORM, "valid_from", "valid_to", "source", "note"),
                folded=True),
    ),
)  # fmt: skip
"""Where the actor lies, what it is part of and its sector are not for the actor to say: they decide who sees what."""

OTHER = Field(
    "actor_b",
    message("Vilka samarbetar ni med?"),
    Shape.ACTOR,
    message("Börja skriva namnet och välj i listan. Finns de inte där: skriv namnet i hälsningen på förra sidan."),
    required=True,
)
LEVEL = Field(
    "level",
    message("Hur nära samverkar ni i dag?"),
    Shape.RADIOS,
    message("Stegen kommer från den nationella vägledningen. Ett högre steg är närmare, inte bättre."),
    options=LADDER,
    usual="unknown",
)
WISH = Field(
    "desired_level",
    message("Dit vi vill"),
    Shape.CHOICE,
    message("Om ni vill samverka närmare än i dag. Det syns som er önskan."),
    options=LADDER[:-1],
    optional_word=message("som i dag"),
)
WHAT = Field(
    "what",
    message("Vad gör ni tillsammans?"),
    help=message("Till exempel läxhjälp i klubbhuset. Inga namn på personer."),
)
SINCE = replace(FIRST_DAY, label=message("Sedan när?"))

NEW_TIE_FORM = RecordForm(
    file=FILES["ties"],
    slug="",
    address="",
    kind=message("Samarbete"),
    kinds=message("Samarbeten"),
    registering=message("Lägg till ett samarbete"),
    changing="",
    deleting="",
    about=message("Det står som er uppgift tills de andra har sagt samma sak."),
    sections=(Section("", (OTHER, LEVEL, WHAT, SINCE, WISH)),),
)

TIE_FORM = replace(
    NEW_TIE_FORM,
    registering="",
    changing=message("Ändra samarbetet"),
    about="",
    sections=(
        Section(
            "",
            (
                LEVEL,
                WHAT,
                WISH,
                SINCE,
                replace(LAST_DAY, label=message("Har det slutat? Sista dagen")),
                Field("status", message("Läge"), Shape.CHOICE, options=options_of(TieStatus), usual=TieStatus.ONGOING),
            ),
        ),
    ),
)

WISHED_TIE_FORM = replace(
    TIE_FORM,
    sections=tuple(
        replace(section, fields=tuple(field for field in section.fields if field is not WISH))
        for section in TIE_FORM.sections
    ),
)
"""A collaboration of which the other side has a wish: there is room for one, and it is not for this side to change."""

MEMBERSHIP_FORM = RecordForm(
    file=FILES["forum_members"],
    slug="",
    address="",
    kind=message("Medlemskap"),
    kinds=message("Medlemskap"),
    registering="",
    changing=message("Ändra medlemskapet"),
    deleting="",
    about="",
    sections=(
        Section(
            "",
            (
                Field(
                    "attendance",
                    message("Deltar ni?"),
                    Shape.RADIOS,
                    options=options_of(
                        Attendance,
                        {
                            Attendance.ACTIVE: message("ni kommer och är med"),
                            Attendance.ON_PAPER: message("ni står på listan men kommer sällan"),
                        },
                    ),
                    usual=Attendance.UNKNOWN,
                ),
                replace(LAST_DAY, label=message("Har ni slutat? Sista dagen")),
            ),
        ),
    ),
)

CHANGING: Mapping[str, RecordForm] = {"ties": TIE_FORM, "forum_members": MEMBERSHIP_FORM}
"""The forms of what can be changed beside the actor's own data; of the rest an actor says that it is right or not."""

ANSWER_FORMS: tuple[RecordForm, ...] = (OWN_DATA_FORM, NEW_TIE_FORM, TIE_FORM, MEMBERSHIP_FORM)
"""All of them."""
