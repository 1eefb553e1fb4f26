"""PARTNER CPRM: the members of an ecosystem without their contact persons, and its scale as the nearest steps."""

from graph.exchange.reading import ForeignFormat, recognise
from models.vocabulary import Sector
from tests.graph.exchange.foreign_files import cells, context, guesses, losses, read, told
from tests.packages import zipped

MEMBERS = (
    "First Name,Last Name,Primary Organization,Node Label,Email,Job Title,Phone Number,Website,Address,City,Province,"
    "Postal Code,Country,Sector,Primary Org Function\n"
    "Eva,Ek,Föreningen Bron,BRO,eva@bron.example,Chef,,https://bron.example,Storgatan 1,Norrort,,12345,Sweden,"
    "Nonprofit,Youth\n"
    "Bo,Al,Föreningen Bron,BRO,,,,,,,,,,Nonprofit,\n"
    "Ada,Ask,Statens råd,SR,,,,,,,,,,Government,\n"
    "Siv,Alm,,SA,,,,,,,,,,,\n"
)
ANSWERS = (
    "Respondent,Target,Relationship Intensity\n"
    "BRO,Statens råd,Coordination\n"
    "SR,BRO,None\n"
    "BRO,Kyrkan,Awareness\n"
    "SR,Kyrkan,Sometimes\n"
)
FILE = zipped({"members.csv": MEMBERS, "answers.csv": ANSWERS})


def test_members_are_read_by_their_organisation():
    foreign = read(MEMBERS.encode(), "members.csv", context(sector=Sector.STATE, source="PARTNER"))

    assert recognise(MEMBERS.encode(), "members.csv") == ForeignFormat.PARTNER
    assert cells(foreign, "actors") == [
        {"row": "2", "id": "foreningen-bron", "name": "Föreningen Bron", "aliases": "BRO", "sector": "civil_society",
         "place_id": "kn", "tags": "Youth", "website": "https://bron.example", "source": "PARTNER"},
        {"row": "4", "id": "statens-rad", "name": "Statens råd", "aliases": "SR", "sector": "state",
         "place_id": "kn", "tags": "Government", "source": "PARTNER"},
    ]  # fmt: skip
    assert told(foreign) == []


def test_contact_persons_are_left_out_and_told():
    about_people = "gäller personer och är inte inläst; registret är till för organisationer"
    no_place = "har ingen motsvarighet i registret och är inte inläst"

    assert losses(read(MEMBERS.encode(), "m.csv")) == [
        "m.csv: raden har en kontaktperson till på samma organisation och är inte inläst (rad 3)",
        "m.csv: raden har ingen organisation, bara en person, och är inte inläst (rad 5)",
        f"m.csv: kolumnen ”First Name” {about_people} (4 rader, den första är rad 2)",
        f"m.csv: kolumnen ”Last Name” {about_people} (4 rader, den första är rad 2)",
        f"m.csv: kolumnen ”Email” {about_people} (rad 2)",
        f"m.csv: kolumnen ”Job Title” {about_people} (rad 2)",
        f"m.csv: kolumnen ”Address” {no_place} (rad 2)",
        f"m.csv: kolumnen ”City” {no_place} (rad 2)",
        f"m.csv: kolumnen ”Postal Code” {no_place} (rad 2)",
        f"m.csv: kolumnen ”Country” {no_place} (rad 2)",
    ]


def test_no_word_about_a_person_comes_along():
    foreign = read(FILE, "partner.zip")
    said = str([cells(foreign, file) for file in foreign.raw.sheets]) + str(losses(foreign)) + str(guesses(foreign))

    assert [name for name in ("Eva", "Ek", "Ask", "Siv", "eva@") if name in said] == []


def test_the_scale_is_read_as_the_nearest_step_and_that_is_told():
    foreign = read(FILE, "partner.zip", context(sector=Sector.STATE))

    assert cells(foreign, "ties") == [
        {"row": "2", "id": "ties", "actor_a": "foreningen-bron", "actor_b": "statens-rad", "type": "collaboration",
         "level": "dialogue"},
        {"row": "4", "id": "ties-2", "actor_a": "foreningen-bron", "actor_b": "kyrkan", "type": "collaboration",
         "level": "information"},
        {"row": "5", "id": "ties-3", "actor_a": "statens-rad", "actor_b": "kyrkan", "type": "collaboration"},
    ]  # fmt: skip
    assert [guess for guess in guesses(foreign) if "PARTNER" in guess] == [
        "answers.csv: ”Coordination” på PARTNER:s skala är läst som det närmaste steget, dialog (rad 2)",
        "answers.csv: ”Awareness” på PARTNER:s skala är läst som det närmaste steget, information (rad 4)",
    ]
    assert losses(foreign)[-2:] == [
        "answers.csv: raden säger att det inte finns någon koppling och är inte inläst (rad 3)",
        "answers.csv: ”Sometimes” i kolumnen ”relationship intensity” går inte att läsa som ett steg på "
        "samverkanstrappan; nivån lämnas okänd (rad 5)",
    ]


def test_every_step_of_the_scale_has_its_nearest():
    words = ("Awareness", "Cooperative activities", "Coordinated Activities", "Integration")
    rows = "".join(f"BRO,Part {place},{word}\n" for place, word in enumerate(words))
    file = zipped({"members.csv": MEMBERS, "answers.csv": "Source,Target,Intensity\n" + rows})

    found = [row["level"] for row in cells(read(file, "partner.zip", context(sector=Sector.STATE)), "ties")]
    assert found == ["information", "consultation", "dialogue", "partnership"]
