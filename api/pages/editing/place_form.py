"""What is asked about a place: how open it is, and which others it is like."""

from api.language import message
from api.pages.editing.fields import (
    YES_NO,
    Field,
    Option,
    Shape,
)
from api.pages.editing.sections import RecordForm, Section
from models.package_files import FILES
from models.vocabulary import PlaceVisibility

_GROUPS = (
    ("A1", message("Storstäder")),
    ("A2", message("Pendlingskommun nära storstad")),
    ("B3", message("Större stad")),
    ("B4", message("Pendlingskommun nära större stad")),
    ("B5", message("Lågpendlingskommun nära större stad")),
    ("C6", message("Mindre stad eller tätort")),
    ("C7", message("Pendlingskommun nära mindre stad eller tätort")),
    ("C8", message("Landsbygdskommun")),
    ("C9", message("Landsbygdskommun med besöksnäring")),
)
_EDITION = "2023"

AS_ABOVE = message("som platsen ovanför")

PLACE_FORM = RecordForm(
    file=FILES["places"],
    slug="",
    address="platser",
    kind=message("Plats"),
    kinds=message("Platser"),
    registering="",
    changing=message("Inställningar"),
    deleting="",
    about=message("Vem som får se det som är registrerat på platsen."),
    sections=(
        Section(
            "",
            (
                Field(
                    "visibility",
                    message("Vem får se platsens karta?"),
                    Shape.RADIOS,
                    message("Gäller också områdena under platsen, om de inte har en egen inställning."),
                    options=(
                        Option(
                            PlaceVisibility.PUBLIC, PlaceVisibility.PUBLIC.label, message("också utan att logga in")
                        ),
                        Option(PlaceVisibility.SHARED, PlaceVisibility.SHARED.label),
                        Option(PlaceVisibility.PRIVATE, PlaceVisibility.PRIVATE.label),
                    ),
                    optional_word=AS_ABOVE,
                ),
                Field(
                    "needs_open",
                    message("Får alla som ser platsen också se vilka behov som är registrerade?"),
                    Shape.RADIOS,
                    message(
                        "Behov kan peka ut områden. Svara nej om de bara ska synas för dem som arbetar med platsen."
                    ),
                    options=YES_NO,
                    optional_word=AS_ABOVE,
                ),
                Field(
                    "group",
                    message("Kommungrupp enligt SKR"),
                    Shape.CHOICE,
                    message(
                        "Används för att jämföra med liknande kommuner. Gäller bara kommuner; indelningen från 2023."
                    ),
                    options=tuple(Option(f"{code}/{_EDITION}", label) for code, label in _GROUPS),
                ),
            ),
        ),
    ),
)
