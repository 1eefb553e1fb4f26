"""What is asked about a tie between two actors."""

from api.language import message
from api.pages.editing.fields import (
    CONFIRMATION,
    GROUNDS,
    GROUNDS_TITLE,
    LADDER,
    PLACE,
    TAGS,
    THEMES,
    Field,
    Option,
    Shape,
    options_of,
)
from api.pages.editing.sections import RecordForm, Section
from models.package_files import FILES
from models.vocabulary import TieStatus, TieType

TIE_FORM = RecordForm(
    file=FILES["ties"],
    slug="samarbete",
    address="samarbeten",
    kind=message("Samarbete"),
    kinds=message("Samarbeten"),
    registering=message("Registrera ett samarbete"),
    changing=message("Ändra samarbetet"),
    deleting=message("Ta bort samarbetet"),
    about=message(
        "Två aktörer som samverkar direkt med varandra. "
        "Finns det ett avtal eller ett forum, registrera det i stället, så räknas samarbetet därifrån."
    ),
    sections=(
        Section(
            "",
            (
                Field(
                    "actor_a",
                    message("Den ena aktören"),
                    Shape.ACTOR,
                    message("Börja skriva namnet och välj i listan."),
                    required=True,
                ),
                Field("actor_b", message("Den andra aktören"), Shape.ACTOR, required=True),
                Field("what", message("Vad de gör tillsammans"), help=message("Till exempel läxhjälp i klubbhuset.")),
                Field(
                    "level",
                    message("Hur nära samverkar de?"),
                    Shape.RADIOS,
                    message("Stegen beskriver hur nära samarbetet är. Ett högre steg är närmare, inte bättre."),
                    options=LADDER,
                    usual="unknown",
                ),
                Field(
                    "status",
                    message("Läge"),
                    Shape.CHOICE,
                    options=options_of(TieStatus),
                    usual=TieStatus.ONGOING,
                ),
                CONFIRMATION,
            ),
        ),
        Section(
            message("Önskan om mer samverkan"),
            (
                Field(
                    "desired_level",
                    message("Önskad nivå"),
                    Shape.CHOICE,
                    message("Om någon av dem vill samverka närmare än i dag."),
                    options=LADDER[:-1],
                ),
                Field(
                    "desired_by",
                    message("Vem önskar det?"),
                    Shape.SIDE,
                    options=(
                        Option("actor_a", message("den ena aktören, som står först")),
                        Option("actor_b", message("den andra aktören")),
                    ),
                ),
            ),
            folded=True,
        ),
        Section(
            message("Fler uppgifter"),
            (
                Field(
                    "type",
                    message("Slag av samarbete"),
                    Shape.CHOICE,
                    message("Bara samverkan och uppdrag räknas som samarbeten på kartan."),
                    options=options_of(TieType),
                    usual=TieType.COLLABORATION,
                ),
                PLACE,
                THEMES,
                TAGS,
            ),
            folded=True,
        ),
        Section(GROUNDS_TITLE, GROUNDS, folded=True),
    ),
)
