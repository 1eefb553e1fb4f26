"""Kumu: elements and connections become actors and ties, as Kumu's own guide says that they are written."""

import json
from typing import Any

from graph.exchange.reading import ForeignFormat, recognise
from models.vocabulary import Ladder, Sector
from tests.graph.exchange.foreign_files import (
    PLACE,
    cells,
    checked,
    context,
    guesses,
    losses,
    read,
    records,
    told,
    workbook,
)
from tests.packages import register, zipped

ELEMENTS = [
    ["Label", "Type", "Description", "Tags", "Image", "URL", "Email", "Location", "Antal medlemmar"],
    ["Föreningen Bron", "Förening", "Mötesplats", "ungdom|kultur", "https://bild.example/b.png",
     "https://bron.example", "info@bron.example", "Storgatan 1", 120],
    ["Nacka kommun", "Kommun"],
    ["Ensamma klubben", "Idrott", "", "", "", "", "anna.ek@klubben.example"],
    ["Anna Ek", "Person"],
]  # fmt: skip
CONNECTIONS = [
    ["From", "To", "Type", "Label", "Description", "Tags", "Strength", "Direction"],
    ["Föreningen Bron", "Nacka kommun|Tekniska byrån", "Dialog", "läxhjälp", "Varje tisdag", "skola", "", "undirected"],
    ["Anna Ek", "Föreningen Bron", "Personal"],
    ["Nacka kommun", "Föreningen Bron", "Friends", "", "", "", "Strong", "directed"],
]
SHEETS: dict[str, list[Any]] = {
    "Elements": ELEMENTS,
    "Connections": CONNECTIONS,
    "Anteckningar (ignore)": [["Kom ihåg"]],
}
MAP = workbook(SHEETS)
INTO = context(sector=Sector.CIVIL_SOCIETY, source="Kumu-fil karta.xlsx")


def test_an_export_is_read_whole():
    foreign = read(MAP, "karta.xlsx", INTO)
    source = {"place_id": "kn", "source": "Kumu-fil karta.xlsx"}

    assert recognise(MAP, "karta.xlsx") == ForeignFormat.KUMU
    assert cells(foreign, "actors") == [
        {"row": "1", "id": "foreningen-bron", "name": "Föreningen Bron", "sector": "civil_society",
         "kind": "association", "tags": "ungdom;kultur", "website": "https://bron.example",
         "email": "info@bron.example", "note": "Mötesplats", **source},
        {"row": "2", "id": "nacka-kommun", "name": "Nacka kommun", "sector": "municipality", **source},
        {"row": "3", "id": "ensamma-klubben", "name": "Ensamma klubben", "sector": "civil_society", "tags": "Idrott",
         **source},
        {"row": "4", "id": "tekniska-byran", "name": "Tekniska byrån", "sector": "civil_society", **source},
    ]  # fmt: skip
    dialogue = {"row": "2", "actor_a": "foreningen-bron", "type": "collaboration", "level": "dialogue",
                "what": "läxhjälp", "tags": "skola", "source": source["source"], "note": "Varje tisdag"}  # fmt: skip
    assert cells(foreign, "ties") == [
        {"id": "ties", "actor_b": "nacka-kommun", **dialogue},
        {"id": "ties-2", "actor_b": "tekniska-byran", **dialogue},
        {"row": "4", "id": "ties-3", "actor_a": "nacka-kommun", "actor_b": "foreningen-bron", "type": "collaboration",
         "tags": "Friends", "source": source["source"]},
    ]  # fmt: skip
    assert told(foreign) == []


def test_what_has_no_place_in_the_register_is_told_with_its_rows():
    assert losses(read(MAP, "karta.xlsx", INTO)) == [
        "Anteckningar (ignore): bladet är inte läst, eftersom det har ”(ignore)” i namnet",
        "Elements: e-postadressen ser ut att höra till en person och är inte inläst (rad 4)",
        "Elements: personer läses inte in; registret är till för organisationer (rad 5)",
        "Elements: kolumnen ”Image” har ingen motsvarighet i registret och är inte inläst (rad 2)",
        "Elements: kolumnen ”Location” har ingen motsvarighet i registret och är inte inläst (rad 2)",
        "Elements: kolumnen ”Antal medlemmar” har ingen motsvarighet i registret och är inte inläst (rad 2)",
        "Connections: kopplingen gäller en person och är inte inläst (rad 3)",
        "Connections: kopplingens riktning är inte inläst; i registret går en koppling åt båda håll (rad 4)",
        "Connections: ”Strong” i kolumnen ”strength” går inte att läsa som ett steg på samverkanstrappan; nivån lämnas "
        "okänd (rad 4)",
    ]


def test_what_is_guessed_is_told_with_its_rows():
    placed = "organisationen läggs på platsen som du har valt; ändra för dem som hör hemma på annat håll"

    assert guesses(read(MAP, "karta.xlsx", INTO)) == [
        f"Elements: {placed} (3 rader, den första är rad 2)",
        "Elements: ”Förening” är läst som sektorn Civilsamhälle (rad 2)",
        "Elements: ”Idrott” är ingen känd sort av organisation; ordet är sparat som etikett (rad 4)",
        "Elements: filen säger inte vilken sektor; den valda, Civilsamhälle, är ifylld (rad 4)",
        "Connections: organisationen nämns bara i en koppling och beskrivs ingen annanstans; den läggs upp med sitt "
        "namn (rad 2)",
        f"Connections: {placed} (rad 2)",
        "Connections: filen säger inte vilken sektor; den valda, Civilsamhälle, är ifylld (rad 2)",
        "Connections: kopplingens typ ”Friends” finns inte i registret; den räknas som samverkan, och ordet är sparat "
        "som etikett (rad 4)",
    ]


def test_without_a_sector_to_fall_back_on_the_row_of_the_file_is_an_error():
    assert told(read(MAP, "karta.xlsx")) == [
        "Elements:4:sector: saknas men måste fyllas i",
        "Connections:2:sector: saknas men måste fyllas i",
        "Connections:2:actor_b: hänvisar till ”tekniska-byran”, en rad i actors som inte kan läsas in",
    ]


def test_the_whole_check_can_be_told_as_it_stands_in_the_file():
    sheets = {
        "Föreningar": [["Label", "Type"], ["Bron", "Förening"]],
        "Förvaltningar": [["Label", "Type", "Description"], ["Gatukontoret", "", ""], ["A", "Kommun", "070-123 45 67"]],
    }
    foreign = read(workbook(sheets), "karta.xlsx")
    found = checked(foreign)
    errors, warnings = map(foreign.located, found.errors), map(foreign.located, found.warnings)

    assert [(error.file, error.row, error.column) for error in errors] == [("Förvaltningar", 2, "sector")]
    assert [(warning.file, warning.row, warning.column) for warning in warnings] == [("Förvaltningar", 3, "note")]
    assert found.counts["actors"].new == 2


def test_an_element_without_connections_survives():
    names = [actor.name for actor in records(read(MAP, "karta.xlsx", INTO), "actors")]

    assert "Ensamma klubben" in names


def test_ids_tell_elements_with_the_same_label_apart():
    files = {
        "element.csv": "ID,Label,Sektor\n1,Bron,Civilsamhälle\n2,Bron,Kommun\n3,Ensam,Stat\n",
        "kopplingar.csv": "ID,From,To,Level\n9,1,2,4\n10,1,7,1\n",
    }
    foreign = read(zipped(files), "karta.zip")

    assert [(row["row"], row["id"], row["sector"]) for row in cells(foreign, "actors")] == [
        ("2", "bron", "civil_society"),
        ("3", "bron-2", "municipality"),
        ("4", "ensam", "state"),
    ]
    (tie,) = records(foreign, "ties")
    assert (tie.actor_a, tie.actor_b, tie.level) == ("bron", "bron-2", Ladder.PARTNERSHIP)
    assert told(foreign) == [
        "kopplingar.csv:3:actor_b: ”7” finns varken i paketets actors eller i registret; rätta id:t"
    ]


def test_two_blank_rows_begin_a_new_part_of_the_sheet():
    sheet = [["Label", "Type"], ["A", "Kommun"], [], ["B", "Region"], [], [], ["From", "To"], ["A", "B"]]
    foreign = read(workbook({"Blad1": sheet}), "karta.xlsx")

    assert [(row["row"], row["name"]) for row in cells(foreign, "actors")] == [("2", "A"), ("4", "B")]
    assert [(row["row"], row["actor_a"], row["actor_b"]) for row in cells(foreign, "ties")] == [("8", "a", "b")]


def test_a_blueprint_in_json_is_read_too():
    blueprint = {
        "elements": [
            {"type": "Kommun", "label": "A", "tags": ["one", "two"]},
            {"label": "B", "type": "Region", "Favorite Dessert": "shave ice"},
        ],
        "connections": [{"to": "B", "from": "A", "direction": "mutual", "type": "samråd"}],
    }
    foreign = read(json.dumps(blueprint).encode(), "karta.json")

    assert cells(foreign, "actors") == [
        {"row": "1", "id": "a", "name": "A", "sector": "municipality", "place_id": "kn", "tags": "one;two"},
        {"row": "2", "id": "b", "name": "B", "sector": "region", "place_id": "kn"},
    ]
    assert cells(foreign, "ties") == [
        {"row": "1", "id": "ties", "actor_a": "a", "actor_b": "b", "type": "collaboration", "level": "consultation"}
    ]
    assert losses(foreign) == [
        "karta.json (elements): kolumnen ”Favorite Dessert” har ingen motsvarighet i registret och är inte inläst "
        "(rad 2)"
    ]


def test_a_strength_beside_a_type_that_is_a_step_is_not_missed():
    csv = "From,To,Type,Strength\nA,B,Dialog,0.84\nA,C,,0.84\n"
    foreign = read(csv.encode(), "kopplingar.csv", INTO)

    assert [row.get("level", "") for row in cells(foreign, "ties")] == ["dialogue", ""]
    assert losses(foreign) == [
        "kopplingar.csv: talen i kolumnen ”strength” är inga steg på samverkanstrappan och är inte inlästa (rad 3)"
    ]


def test_the_backup_of_a_project_keeps_its_fields_among_the_attributes():
    backup = {
        "elements": [{"_id": "elem-1", "attributes": {"label": "A", "element type": "Kommun"}}],
        "connections": [{"_id": "conn-1", "from": "elem-1", "to": "elem-1", "direction": "undirected"}],
    }
    foreign = read(json.dumps(backup).encode(), "projekt.json")

    assert cells(foreign, "actors") == [
        {"row": "1", "id": "a", "name": "A", "sector": "municipality", "place_id": "kn"}
    ]
    assert told(foreign) == [
        "projekt.json (connections):1:actor_b: båda ändarna är ”a”; en aktör kan inte samverka med sig själv"
    ]


def test_who_is_registered_already_is_linked_and_never_overwritten():
    known = register(
        places="id,name,level\nkn,Kommunen,municipality\n",
        actors="id,name,sector,aliases,place_id\nbron,Föreningen Bron,civil_society,Bron,kn\n"
        "nk,Nacka Kommun,municipality,,kn\n",
        ties="id,actor_a,actor_b\nt1,nk,bron\n",
    )
    csv = "From,To,Type\nbron,NACKA KOMMUN,\nBron,Nya gruppen,\n"
    foreign = read(csv.encode(), "kopplingar.csv", context(known, Sector.CIVIL_SOCIETY))

    assert [row["name"] for row in cells(foreign, "actors")] == ["Nya gruppen"]
    assert [(row["actor_a"], row["actor_b"]) for row in cells(foreign, "ties")] == [("bron", "nya-gruppen")]
    assert losses(foreign) == [
        "kopplingar.csv: kopplingen finns redan i registret och är inte inläst en gång till (rad 2)"
    ]
    assert told(foreign, known) == []


def test_an_element_that_is_registered_keeps_what_the_register_says():
    known = register(
        places="id,name,level\nkn,Kommunen,municipality\n",
        actors="id,name,sector,org_number\nrk,Röda Korset,civil_society,802002-8711\n",
    )
    csv = "Label,Org.nr,Type\nSvenska Röda Korset,8020028711,Företag\nRöda Korset,212000-0142,Kommun\n"
    foreign = read(csv.encode(), "element.csv", context(known))

    # The first has the same number; the second has the same name but another number, so it is somebody else.
    assert [(row["name"], row["org_number"]) for row in cells(foreign, "actors")] == [("Röda Korset", "212000-0142")]
    assert guesses(foreign)[0] == (
        "element.csv: organisationen finns redan i registret; den kopplas dit, och filens uppgifter om den är inte "
        "inlästa (rad 2)"
    )


def test_a_label_that_comes_twice_is_one_actor():
    foreign = read(b"Label,Type\nBron,Kommun\nbron,Region\n", "element.csv")

    assert [(row["row"], row["sector"]) for row in cells(foreign, "actors")] == [("2", "municipality")]
    assert losses(foreign) == [
        "element.csv: samma organisation finns på flera rader; bara den första är inläst (rad 3)"
    ]


def test_a_personal_number_is_neither_repeated_nor_part_of_an_id():
    foreign = read("Label,Org.nr,Type\nEk 880320-0016,880320-0016,Förening\n".encode(), "element.csv")
    (actor,) = cells(foreign, "actors")

    assert actor["id"] == "ek"
    assert told(foreign, PLACE) == [
        "element.csv:2:org_number: kan vara ett personnummer och har inte lästs in; registret gäller organisationer, "
        "inte personer"
    ]
