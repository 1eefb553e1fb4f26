"""What is asked about an actor."""

from api.language import message
from api.pages.editing.fields import (
    GROUNDS,
    GROUNDS_TITLE,
    TAGS,
    THEMES,
    YES_NO,
    Field,
    Option,
    Shape,
    options_of,
)
from api.pages.editing.sections import RecordForm, Section
from models.package_files import FILES
from models.vocabulary import ActorKind, ActorVisibility, Capacity, Entity, Level, Sector, YesNoUnknown

ACTOR_FORM = RecordForm(
    file=FILES["actors"],
    slug="aktor",
    address="aktorer",
    kind=message("Aktör"),
    kinds=message("Aktörer"),
    registering=message("Registrera en aktör"),
    changing=message("Ändra aktören"),
    deleting=message("Ta bort aktören"),
    about=message("En förening, myndighet, förvaltning, ett företag eller en grupp. Aldrig en enskild person."),
    sections=(
        Section(
            "",
            (
                Field("name", message("Namn"), required=True),
                Field("sector", message("Samhällssektor"), Shape.CHOICE, required=True, options=options_of(Sector)),
                Field("kind", message("Slag av aktör"), Shape.CHOICE, options=options_of(ActorKind)),
                Field(
                    "place_id",
                    message("Plats där aktören hör hemma"),
                    Shape.PLACE,
                    message("Välj det minsta område som stämmer. En nationell organisation kan vara utan plats."),
                    optional_word=message("ingen särskild plats"),
                ),
                THEMES,
            ),
        ),
        Section(
            message("Vad aktören erbjuder och söker"),
            (
                Field(
                    "offers",
                    message("Erbjuder"),
                    Shape.LONG_TEXT,
                    message("Till exempel lokaler, mötesplatser, läxhjälp."),
                ),
                Field("seeks", message("Söker"), Shape.LONG_TEXT, message("Till exempel någon att samverka med om …")),
                TAGS,
            ),
            folded=True,
        ),
        Section(
            message("Kontakt"),
            (
                Field("website", message("Webbplats"), help=message("Till exempel https://www.forening.se")),
                Field(
                    "email",
                    message("E-post"),
                    Shape.EMAIL,
                    message("En funktionsadress, inte en persons. Till exempel info@forening.se."),
                ),
            ),
            folded=True,
        ),
        Section(
            message("Mer om organisationen"),
            (
                Field("aliases", message("Kallas också"), Shape.WORDS, message("Ett namn per rad.")),
                Field(
                    "entity",
                    message("Vad namnet står för"),
                    Shape.RADIOS,
                    options=options_of(
                        Entity,
                        {
                            Entity.ORGANISATION: message("en namngiven organisation"),
                            Entity.COLLECTIVE: message("flera tillsammans, som ”trossamfunden i området”"),
                            Entity.UNNAMED: message("den finns, men vi vet inte vad den heter"),
                        },
                    ),
                    usual=Entity.ORGANISATION,
                ),
                Field(
                    "org_number",
                    message("Organisationsnummer"),
                    help=message("Tio siffror, till exempel 802002-8711. Aldrig ett personnummer."),
                ),
                Field(
                    "parent_id",
                    message("Del av"),
                    Shape.ACTOR,
                    message(
                        "Om aktören är en del av en större organisation, som en förvaltning i en kommun. "
                        "Börja skriva namnet och välj i listan."
                    ),
                ),
                Field(
                    "federation_ids",
                    message("Medlem i"),
                    Shape.ACTORS,
                    message("Riksorganisationer eller paraplyorganisationer, ett namn per rad."),
                ),
                Field("level", message("Verkar på nivå"), Shape.CHOICE, options=options_of(Level)),
                Field(
                    "capacity",
                    message("Storlek enligt aktören"),
                    Shape.CHOICE,
                    options=options_of(Capacity),
                ),
                Field("represents_residents", message("Företräder invånare"), Shape.RADIOS, options=YES_NO),
                Field(
                    "collaboration_mandate",
                    message("Har uppdrag att samverka"),
                    Shape.RADIOS,
                    message("Om det står i uppdraget, stadgarna eller ett beslut."),
                    options=options_of(YesNoUnknown),
                ),
                Field("mentor", message("Kan vara mentor för andra"), Shape.RADIOS, options=YES_NO),
            ),
            folded=True,
        ),
        Section(
            message("Vem får se att aktören finns?"),
            (
                Field(
                    "visibility",
                    message("Vem får se att aktören finns?"),
                    Shape.RADIOS,
                    message(
                        "Den som inte får se aktören ser varken namnet, samarbetena eller det som bara aktören deltar "
                        "i. Skriv därför inte aktörens namn i namn på avtal och insatser som andra deltar i."
                    ),
                    options=(
                        Option(ActorVisibility.PUBLIC, ActorVisibility.PUBLIC.label),
                        Option(
                            ActorVisibility.PARTNERS,
                            ActorVisibility.PARTNERS.label,
                            message("de som har konto och arbetar med platsen eller hör till en aktör där"),
                        ),
                        Option(
                            ActorVisibility.HIDDEN,
                            ActorVisibility.HIDDEN.label,
                            message("till exempel för en kvinnojour"),
                        ),
                    ),
                    usual=ActorVisibility.PUBLIC,
                ),
            ),
            folded=True,
        ),
        Section(GROUNDS_TITLE, GROUNDS, folded=True),
    ),
)
