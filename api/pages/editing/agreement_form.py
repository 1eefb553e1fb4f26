"""What is asked about an agreement and its parties."""

from api.language import message
from api.pages.editing.fields import (
    FIRST_DAY,
    LAST_DAY,
    NOTE,
    PLACE,
    ROW_ACTOR,
    ROW_CONFIRMATION,
    SOURCE,
    TAGS,
    THEMES,
    Field,
    Shape,
    options_of,
)
from api.pages.editing.sections import RecordForm, Rows, Section
from models.package_files import FILES
from models.vocabulary import AgreementKind, AgreementStage

AGREEMENT_FORM = RecordForm(
    file=FILES["agreements"],
    slug="avtal",
    address="avtal",
    kind=message("Avtal"),
    kinds=message("Avtal"),
    registering=message("Registrera ett avtal"),
    changing=message("Ändra avtalet"),
    deleting=message("Ta bort avtalet"),
    about=message("Ett skrivet avtal mellan aktörer: ett IOP, en överenskommelse, en avsiktsförklaring."),
    sections=(
        Section(
            "",
            (
                Field("title", message("Titel"), required=True),
                Field(
                    "kind",
                    message("Slag av avtal"),
                    Shape.CHOICE,
                    message("Ett IOP har minst en offentlig och en idéburen part."),
                    required=True,
                    options=options_of(AgreementKind),
                ),
                Field(
                    "stage",
                    message("Hur långt har det kommit?"),
                    Shape.CHOICE,
                    message("Bara gällande avtal räknas som samarbeten på kartan."),
                    required=True,
                    options=options_of(AgreementStage),
                ),
                PLACE,
                FIRST_DAY,
                LAST_DAY,
            ),
        ),
        Section(
            message("Syfte, mål och pengar"),
            (
                Field("purpose", message("Syfte"), Shape.LONG_TEXT),
                Field("goal", message("Mål"), Shape.LONG_TEXT),
                Field("follow_up", message("Hur det följs upp"), Shape.LONG_TEXT),
                Field("amount_sek", message("Belopp i kronor"), Shape.AMOUNT, message("Bara siffror.")),
                Field("diary_number", message("Diarienummer")),
                THEMES,
                TAGS,
            ),
            folded=True,
        ),
        Section(message("Var uppgiften kommer ifrån"), (SOURCE, NOTE), folded=True),
    ),
    rows=Rows(
        FILES["agreement_parties"],
        "parties",
        message("Parter"),
        message("En rad för varje aktör. Tomma rader sparas inte."),
        message("Part"),
        message("Lägg till en part"),
        (ROW_ACTOR, ROW_CONFIRMATION),
    ),
)
