"""What is asked about a forum and its members."""

from api.language import message
from api.pages.editing.fields import (
    FIRST_DAY,
    GROUNDS,
    GROUNDS_TITLE,
    LADDER,
    LAST_DAY,
    PLACE,
    ROW_ACTOR,
    ROW_CONFIRMATION,
    TAGS,
    THEMES,
    YES_NO,
    Field,
    Shape,
    options_of,
)
from api.pages.editing.sections import RecordForm, Rows, Section
from models.package_files import FILES
from models.vocabulary import Attendance, ForumKind, ForumRole, ForumStatus, Governance, Level

FORUM_FORM = RecordForm(
    file=FILES["forums"],
    slug="forum",
    address="forum",
    kind=message("Forum"),
    kinds=message("Forum"),
    registering=message("Registrera ett forum"),
    changing=message("Ändra forumet"),
    deleting=message("Ta bort forumet"),
    about=message("En grupp, ett råd eller ett nätverk där flera aktörer träffas återkommande."),
    sections=(
        Section(
            "",
            (
                Field("name", message("Namn"), required=True),
                Field("kind", message("Slag av forum"), Shape.CHOICE, options=options_of(ForumKind)),
                PLACE,
                Field(
                    "collaboration_level",
                    message("Hur nära samverkar de i forumet?"),
                    Shape.RADIOS,
                    message("Stegen beskriver hur nära samarbetet är. Ett högre steg är närmare, inte bättre."),
                    options=LADDER,
                    usual="unknown",
                ),
                Field(
                    "status",
                    message("Läge"),
                    Shape.CHOICE,
                    options=options_of(ForumStatus),
                    usual=ForumStatus.ONGOING,
                ),
            ),
        ),
        Section(
            message("Mål och arbetssätt"),
            (
                Field("goal", message("Mål"), Shape.LONG_TEXT),
                Field("follow_up", message("Hur det följs upp"), Shape.LONG_TEXT),
                Field("charter", message("Finns skrivna uppdrag eller stadgar?"), Shape.RADIOS, options=YES_NO),
                Field("governance", message("Vem leder?"), Shape.CHOICE, options=options_of(Governance)),
                Field("level", message("Verkar på nivå"), Shape.CHOICE, options=options_of(Level)),
                THEMES,
                TAGS,
            ),
            folded=True,
        ),
        Section(GROUNDS_TITLE, GROUNDS, folded=True),
    ),
    rows=Rows(
        FILES["forum_members"],
        "members",
        message("Medlemmar"),
        message("En rad för varje aktör. Tomma rader sparas inte."),
        message("Medlem"),
        message("Lägg till en medlem"),
        (
            ROW_ACTOR,
            Field("role", message("Roll"), Shape.CHOICE, options=options_of(ForumRole), usual=ForumRole.MEMBER),
            Field(
                "attendance",
                message("Deltar"),
                Shape.CHOICE,
                options=options_of(Attendance),
                usual=Attendance.UNKNOWN,
            ),
            ROW_CONFIRMATION,
            Field("valid_from", FIRST_DAY.label, Shape.FIRST_DAY),
            Field("valid_to", LAST_DAY.label, Shape.LAST_DAY),
        ),
    ),
)
