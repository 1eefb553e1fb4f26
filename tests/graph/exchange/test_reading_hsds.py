"""HSDS 3.0: organisations as actors, their services as activities, and nothing about contact persons."""

import json

import pytest

from graph.exchange.reading import ForeignFormat, recognise
from models.vocabulary import ActivityStatus
from tests.graph.exchange.foreign_files import cells, context, guesses, losses, read, records, told
from tests.packages import zipped

BRON, LESSONS = "d9d5e0f5-d3ce-4f73-9a2f-4dd0ecc6c610", "ac148810-d857-441c-9679-408f346de14b"
PARENT = "cd09a387-91f4-4555-94ec-e799c35344cd"
FILES = {
    "organizations.csv": "id,name,alternate_name,description,email,website,tax_status,tax_id,year_incorporated,"
    "legal_status,logo,uri,parent_organization_id\n"
    f"{BRON},Föreningen Bron,Bron,Mötesplats,info@bron.example,https://bron.example,,,2011,Ideell förening,"
    f"https://bron.example/b.png,,{PARENT}\n"
    "o2,Gatukontoret,,,,,,,,,,,\n",
    "organization_identifiers.csv": "id,organization_id,identifier_scheme,identifier_type,identifier\n"
    f"1,{BRON},SE-ON,Organisationsnummer,802002-8711\n"
    "2,o2,GB-COH,Company number,1234567\n"
    "3,borta,SE-ON,,212000-0142\n"
    "4,o2,,Personnummer,880320-0016\n",
    "services.csv": "id,organization_id,program_id,name,alternate_name,description,url,email,status,assurer_email\n"
    f"{LESSONS},{BRON},,Läxhjälp,,Varje tisdag,https://bron.example/l,,active,eva@bron.example\n"
    "s2,saknas,,Kaffe,,,,,defunct,\n",
    "contacts.csv": "id,organization_id,name\n1,o2,Eva Ek\n",
    "service_areas.csv": "id,service_id,name\n1,s2,Norra\n",
    "datapackage.json": "{}",
}
SINGULAR = {name.replace("s.csv", ".csv"): text for name, text in FILES.items()}


@pytest.mark.parametrize("files", [FILES, SINGULAR], ids=["plural", "singular"])
def test_the_files_of_a_directory_are_read_whole(files):
    foreign = read(zipped(files), "katalog.zip", context(source="HSDS"))

    assert recognise(zipped(files), "katalog.zip") == ForeignFormat.HSDS
    assert cells(foreign, "actors") == [
        {"row": "2", "id": BRON, "name": "Föreningen Bron", "aliases": "Bron", "org_number": "802002-8711",
         "sector": "civil_society", "kind": "association", "place_id": "kn", "website": "https://bron.example",
         "email": "info@bron.example", "valid_from": "2011", "source": "HSDS", "note": "Mötesplats"},
        {"row": "3", "id": "gatukontoret", "name": "Gatukontoret", "place_id": "kn", "source": "HSDS"},
    ]  # fmt: skip
    assert cells(foreign, "activities") == [
        {"row": "2", "id": LESSONS, "title": "Läxhjälp", "place_id": "kn", "status": "ongoing", "source": "HSDS",
         "note": "Varje tisdag"},
        {"row": "3", "id": "kaffe", "title": "Kaffe", "place_id": "kn", "status": "cancelled", "source": "HSDS"},
    ]  # fmt: skip
    assert cells(foreign, "activity_actors") == [
        {"row": "2", "activity_id": LESSONS, "actor_id": BRON, "source": "HSDS"},
        {"row": "3", "activity_id": "kaffe", "actor_id": "saknas", "source": "HSDS"},
    ]


def test_what_has_no_place_in_the_register_is_told():
    assert losses(read(zipped(FILES), "katalog.zip")) == [
        "organization_identifiers.csv: identiteten är inget svenskt organisationsnummer och är inte inläst (rad 3)",
        "organization_identifiers.csv: identiteten kan vara ett personnummer och är inte inläst; registret är till "
        "för organisationer (rad 5)",
        "organizations.csv: moderorganisationen är inte inläst: i registret är en enhet och dess moderorganisation "
        "samma juridiska person; fyll i det för hand där det stämmer (rad 2)",
        "organizations.csv: kolumnen ”logo” har ingen motsvarighet i registret och är inte inläst (rad 2)",
        "organization_identifiers.csv: identiteten hör inte till någon organisation i filen och är inte inläst (rad 4)",
        "services.csv: kolumnen ”url” har ingen motsvarighet i registret och är inte inläst (rad 2)",
        "services.csv: kolumnen ”assurer_email” gäller personer och är inte inläst; registret är till för "
        "organisationer (rad 2)",
        "contacts.csv: tabellen gäller kontaktpersoner och telefoner och är inte inläst; registret är till för "
        "organisationer (rad 2)",
        "service_areas.csv: tabellen har ingen motsvarighet i registret och är inte inläst (rad 2)",
    ]


def test_services_as_activities_are_told():
    assert [guess for guess in guesses(read(zipped(FILES), "katalog.zip")) if guess.startswith("services")] == [
        "services.csv: tjänsten är inläst som en insats (2 rader, den första är rad 2)",
        "services.csv: tjänstens status ”active” är läst som pågår (rad 2)",
        "services.csv: tjänstens status ”defunct” är läst som inställd (rad 3)",
    ]


def test_errors_point_at_the_file_in_which_they_stand():
    assert told(read(zipped(FILES), "katalog.zip")) == [
        "organizations.csv:3:sector: saknas men måste fyllas i",
        "services.csv:3:actor_id: ”saknas” finns varken i paketets actors eller i registret; rätta id:t",
    ]


def test_a_single_file_of_organisations_is_known_by_its_columns():
    csv = FILES["organizations.csv"].encode()

    assert recognise(csv, "export.csv") == ForeignFormat.HSDS
    assert [row["name"] for row in cells(read(csv, "export.csv"), "actors")] == ["Föreningen Bron", "Gatukontoret"]


ORGANISATION = {
    "id": BRON, "name": "Föreningen Bron", "description": "Mötesplats", "legal_status": "Ideell förening",
    "year_incorporated": 2011, "alternate_name": None,
    "organization_identifiers": [{"id": "1", "identifier_scheme": "SE-ON", "identifier": "SE-ON-8020028711"}],
    "contacts": [{"id": "2", "name": "Eva Ek", "phones": [{"number": "1"}]}],
}  # fmt: skip
SERVICE = {"id": LESSONS, "name": "Läxhjälp", "status": "active", "description": "Varje tisdag"}
PAGE = {"total_items": 1, "page_number": 1, "contents": [{**ORGANISATION, "services": [SERVICE]}]}
TABULAR = {
    "organization": [{key: ORGANISATION[key] for key in ("id", "name", "legal_status", "year_incorporated")}],
    "organization_identifier": [{"organization_id": BRON, "identifier_scheme": "SE-ON", "identifier": "802002-8711"}],
    "service": [{**SERVICE, "organization_id": BRON}],
}


@pytest.mark.parametrize(
    "document",
    [PAGE, {**ORGANISATION, "services": [SERVICE]}, [{**SERVICE, "organization": ORGANISATION}], TABULAR],
    ids=["a page of organisations", "one organisation", "services with their organisation", "all tables"],
)
def test_json_is_read_in_all_its_forms(document):
    foreign = read(json.dumps(document).encode(), "svar.json")
    (actor,), (activity,), (link,) = (records(foreign, name) for name in ("actors", "activities", "activity_actors"))

    assert (actor.id, actor.name, actor.org_number, actor.sector) == (
        BRON, "Föreningen Bron", "802002-8711", "civil_society",
    )  # fmt: skip
    assert str(actor.valid_from) == "2011-01-01"
    assert (activity.id, activity.title, activity.status) == (LESSONS, "Läxhjälp", ActivityStatus.ONGOING)
    assert (link.activity_id, link.actor_id) == (LESSONS, BRON)
    assert told(foreign) == []


def test_what_is_nested_is_told_under_its_own_name():
    assert losses(read(json.dumps(PAGE).encode(), "svar.json")) == [
        "svar.json (phones): tabellen gäller kontaktpersoner och telefoner och är inte inläst; registret är till för "
        "organisationer (rad 1)",
        "svar.json (contacts): tabellen gäller kontaktpersoner och telefoner och är inte inläst; registret är till för "
        "organisationer (rad 1)",
    ]
