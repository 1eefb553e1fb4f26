"""360Giving: grants with their givers and recipients, in kronor, and never to people."""

import json
from datetime import date

import pytest

from graph.exchange.reading import ForeignFormat, recognise
from models.vocabulary import GrantStatus, Sector
from tests.graph.exchange.foreign_files import cells, context, guesses, losses, read, records, told

HEADING = (
    "Identifier,Title,Description,Currency,Amount Awarded,Award Date,Planned Dates:Start Date,Planned Dates:End Date,"
    "Recipient Org:Identifier,Recipient Org:Name,Recipient Org:Contact Name,Funding Org:Identifier,Funding Org:Name,"
    "Grant Programme:Title,Beneficiary Location:Geographic Code,Recipient Ind:Name,Last modified\n"
)
INTO = context(sector=Sector.MUNICIPALITY, source="360Giving")
CITY = "SE-ON-2120000142,Stockholms stad"


def grants(*rows: str, heading: str = HEADING) -> bytes:
    return (heading + "".join(f"{row}\n" for row in rows)).encode()


GRANT = (
    "360G-Exempel-001,Läxhjälp,Läxhjälp i Norra,SEK,25000.00,2026-01-15,2026-02-01,2026-12-31,"
    f"SE-ON-802002-8711,Röda Korset,Eva Ek,{CITY},Mötesplatser,0180,,2026-03-01T10:00:00Z"
)


def test_a_grant_is_read_whole():
    foreign = read(grants(GRANT), "bidrag.csv", INTO)
    (grant,) = records(foreign, "grants")

    assert recognise(grants(GRANT), "bidrag.csv") == ForeignFormat.GRANTS_360
    assert cells(foreign, "actors") == [
        {"row": "2", "id": "roda-korset", "name": "Röda Korset", "org_number": "802002-8711",
         "sector": "municipality", "place_id": "kn", "source": "360Giving"},
        {"row": "2", "id": "stockholms-stad", "name": "Stockholms stad", "org_number": "212000-0142",
         "sector": "municipality", "place_id": "kn", "source": "360Giving"},
    ]  # fmt: skip
    assert (grant.id, grant.grantor_id, grant.recipient_id) == ("360g-exempel-001", "stockholms-stad", "roda-korset")
    assert (grant.amount_sek, grant.purpose, grant.status) == (
        25000, "Läxhjälp: Läxhjälp i Norra", GrantStatus.GRANTED,
    )  # fmt: skip
    # The last day of the plan counts, and valid_to is the first that does not.
    assert (grant.valid_from, grant.valid_to) == (date(2026, 2, 1), date(2027, 1, 1))
    assert (grant.source, grant.note) == ("360Giving", "Program: Mötesplatser; Beslutat 2026-01-15")
    assert told(foreign) == []


def test_what_has_no_place_in_the_register_is_told():
    assert losses(read(grants(GRANT), "bidrag.csv", INTO)) == [
        "bidrag.csv: kolumnen ”Recipient Org:Contact Name” gäller personer och är inte inläst; registret är till för "
        "organisationer (rad 2)",
        "bidrag.csv: kolumnen ”Beneficiary Location:Geographic Code” har ingen motsvarighet i registret och är inte "
        "inläst (rad 2)",
        "bidrag.csv: kolumnen ”Last modified” har ingen motsvarighet i registret och är inte inläst (rad 2)",
    ]


def test_headings_with_numbers_mean_the_same():
    numbered = HEADING.replace("Org:", "Org:0:").replace("Dates:", "Dates:0:").replace("Programme:", "Programme:0:")

    assert cells(read(grants(GRANT, heading=numbered), "b.csv", INTO), "grants") == cells(
        read(grants(GRANT), "b.csv", INTO), "grants"
    )


def test_json_is_read_as_the_spreadsheet_is():
    grant = {
        "id": "360G-Exempel-001", "title": "Läxhjälp", "description": "Läxhjälp i Norra", "currency": "SEK",
        "amountAwarded": 25000.00, "awardDate": "2026-01-15T00:00:00+00:00",
        "plannedDates": [{"startDate": "2026-02-01", "endDate": "2026-12-31", "duration": 11}],
        "recipientOrganization": [{"id": "SE-ON-802002-8711", "name": "Röda Korset", "contactName": "Eva Ek"}],
        "fundingOrganization": [{"id": "SE-ON-2120000142", "name": "Stockholms stad"}, {"id": "x", "name": "Y"}],
        "grantProgramme": [{"title": "Mötesplatser"}],
        "beneficiaryLocation": [{"geoCode": "0180"}],
    }  # fmt: skip
    foreign = read(json.dumps({"grants": [grant]}).encode(), "bidrag.json", INTO)
    of_csv = read(grants(GRANT), "bidrag.csv", INTO)

    assert [row | {"row": "2"} for row in cells(foreign, "grants")] == cells(of_csv, "grants")
    assert [row | {"row": "2"} for row in cells(foreign, "actors")] == cells(of_csv, "actors")
    assert losses(foreign) == [
        "bidrag.json (grants): kolumnen ”recipientOrganization/0/contactName” gäller personer och är inte inläst; "
        "registret är till för organisationer (rad 1)",
        "bidrag.json (grants): ”fundingOrganization/…” har fler värden än ett; bara det första är läst (rad 1)",
        "bidrag.json (grants): kolumnen ”beneficiaryLocation/0/geoCode” har ingen motsvarighet i registret och är "
        "inte inläst (rad 1)",
    ]


@pytest.mark.parametrize(
    ("currency", "told_of"),
    [
        ("GBP", "beloppet är i GBP och lämnas tomt; registret räknar i svenska kronor"),
        ("", "beloppet saknar valuta och lämnas tomt; registret räknar i svenska kronor"),
    ],
)
def test_money_that_is_no_kronor_is_left_blank_and_told(currency, told_of):
    row = f"360G-Exempel-002,Resa,,{currency},100,2026-01-15,,,,Bron,,{CITY},,,,"
    foreign = read(grants(row), "b.csv", INTO)
    (grant,) = records(foreign, "grants")

    assert grant.amount_sek is None
    assert f"b.csv: {told_of} (rad 2)" in losses(foreign)


def test_without_a_plan_the_day_of_the_award_is_the_first_and_that_is_told():
    foreign = read(grants(f"360G-Exempel-002,Resa,,SEK,100,2026-01-15,,,,Bron,,{CITY},,,,"), "b.csv", INTO)
    (grant,) = records(foreign, "grants")

    assert (grant.valid_from, grant.valid_to) == (date(2026, 1, 15), None)
    assert "b.csv: bidraget har ingen planerad start; beslutets dag är läst som den första (rad 2)" in guesses(foreign)


def test_a_duration_gives_the_end():
    heading = "Identifier,Title,Currency,Amount Awarded,Planned Dates:Start Date,Planned Dates:Duration (months),"
    heading += "Recipient Org:Name,Funding Org:Name\n"
    row = "360G-Exempel-003,Resa,SEK,100,2026-01-31,13,Bron,Staden"
    (grant,) = records(read(grants(row, heading=heading), "b.csv", INTO), "grants")

    # 13 months after the last of January is the last of February.
    assert grant.valid_to == date(2027, 2, 28)


@pytest.mark.parametrize(
    "row",
    [
        f"360G-Exempel-003,Stipendium,,SEK,100,2026-01-15,,,,,,{CITY},,,Eva Ek,",
        f"360G-Exempel-004,Stipendium,,SEK,100,2026-01-15,,,SE-ON-880320-0016,Eva Ek,,{CITY},,,,",
        f"360G-Exempel-004,Stipendium,,SEK,100,2026-01-15,,,198803200016,Eva Ek,,{CITY},,,,",
    ],
    ids=["an individual", "a personal number", "twelve digits"],
)
def test_grants_to_people_are_refused_and_nobody_is_named(row):
    foreign = read(grants(row), "b.csv", INTO)

    assert foreign.raw.sheets == {}
    assert losses(foreign)[0] == (
        "b.csv: bidraget går till en person och är inte inläst; registret är till för organisationer (rad 2)"
    )
    assert "Eva" not in str(losses(foreign))
    assert "8803" not in str(losses(foreign))


def test_an_organisation_is_read_once_whichever_way_it_is_identified():
    rows = (
        f"360G-E-1,A,,SEK,1,2026,,,GB-CHC-1092948,Orange,,{CITY},,,,",
        "360G-E-2,B,,SEK,1,2026,,,GB-CHC-1092948,Orange,,SE-OrgNr-212000-0142,Stockholm,,,,",
        "360G-E-3,C,,SEK,1,2026,,,,Orange,,,Stockholms stad,,,,",
    )
    foreign = read(grants(*rows), "b.csv", INTO)

    assert [(row["id"], row.get("org_number", "")) for row in cells(foreign, "actors")] == [
        ("orange", ""), ("stockholms-stad", "212000-0142"),
    ]  # fmt: skip
    assert {(row["grantor_id"], row["recipient_id"]) for row in cells(foreign, "grants")} == {
        ("stockholms-stad", "orange")
    }
    assert losses(foreign)[0] == (
        "b.csv: organisationens identitet är inget svenskt organisationsnummer och är inte inläst (rad 2)"
    )


def test_two_organisations_of_one_name_and_different_numbers_are_two():
    rows = (
        f"360G-E-1,A,,SEK,1,2026,,,SE-ON-802002-8711,Bron,,{CITY},,,,",
        f"360G-E-2,B,,SEK,1,2026,,,SE-ON-802419-7405,Bron,,{CITY},,,,",
    )
    assert [row["recipient_id"] for row in cells(read(grants(*rows), "b.csv", INTO), "grants")] == ["bron", "bron-2"]


def test_reading_a_grant_again_changes_it_and_adds_none():
    first = read(grants(GRANT), "b.csv", INTO)
    again = read(grants(GRANT.replace("25000", "30000")), "b.csv", INTO)

    assert [row["id"] for row in cells(again, "grants")] == [row["id"] for row in cells(first, "grants")]


def test_the_type_of_an_organisation_gives_its_sector():
    grant = {
        "id": "360G-E-1", "title": "A", "fundingOrganization": [{"id": "x", "name": "Staden"}],
        "recipientOrganization": [{"id": "y", "name": "Bron", "organisationType": "Registered Charity"}],
    }  # fmt: skip
    foreign = read(json.dumps({"grants": [grant]}).encode(), "b.json")

    assert [(row["name"], row.get("sector", "")) for row in cells(foreign, "actors")] == [
        ("Bron", "civil_society"), ("Staden", ""),
    ]  # fmt: skip
    assert told(foreign) == [
        "b.json (grants):1:sector: saknas men måste fyllas i",
        "b.json (grants):1:grantor_id: hänvisar till ”staden”, en rad i actors som inte kan läsas in",
    ]


def test_what_cannot_be_read_is_an_error_of_its_row():
    foreign = read(grants("360G-E-1,A,,SEK,en slant,2026-13-15,,,,Bron,,,,,,,"), "b.csv", INTO)

    assert told(foreign) == [
        "b.csv:2:valid_from: ”2026-13-15” är inget datum; skriv till exempel 2026-11-01, 2026-11 eller 2026",
        "b.csv:2:grantor_id: saknas men måste fyllas i",
        "b.csv:2:amount_sek: ”en slant” är inget heltal; skriv bara siffror, till exempel 250000",
    ]


def test_parts_of_kronor_are_rounded_and_that_is_told():
    foreign = read(grants(f"360G-E-1,A,,SEK,1250.50,2026,,,,Bron,,{CITY},,,,"), "b.csv", INTO)

    assert cells(foreign, "grants")[0]["amount_sek"] == "1251"
    assert "b.csv: beloppet är avrundat till hela kronor (rad 2)" in guesses(foreign)


def test_a_row_that_continues_a_grant_is_told():
    foreign = read(grants(GRANT, "360G-Exempel-001,,,,,,,,,,,,,,0181,,"), "b.csv", INTO)

    assert len(cells(foreign, "grants")) == 1
    assert losses(foreign)[0] == "b.csv: raden fortsätter ett bidrag på en tidigare rad och är inte inläst (rad 3)"
