"""Plain edge lists: two ends and perhaps how close, in whatever CSV a person or Gephi writes."""

import pytest

from graph.exchange.reading import ForeignFormat, recognise
from models.vocabulary import ActorKind, Ladder, Sector
from tests.graph.exchange.foreign_files import cells, context, guesses, losses, read, records, told, workbook
from tests.packages import zipped

INTO = context(sector=Sector.CIVIL_SOCIETY)
ROWS = (("source", "target", "step"), ("Föreningen Å", "Nacka kommun", "4.0"), ("Ensam", "", ""))


def levels(text: str) -> list[str]:
    return [row.get("level", "") for row in cells(read(text.encode(), "lista.csv", INTO), "ties")]


@pytest.mark.parametrize(
    "source",
    [
        "\n".join(";".join(row) for row in ROWS).replace("4.0", "4,0").encode(),
        "\r\n".join(",".join(row) for row in ROWS).encode("utf-8-sig"),
        "\n".join("\t".join(row) for row in ROWS).encode("cp1252"),
        "\n".join("\t".join(row) for row in ROWS).encode("utf-16"),
        workbook({"Blad1": ROWS}),
    ],
    ids=["semicolons and decimal commas", "a mark of UTF-8", "tabs in Windows-1252", "UTF-16", "a workbook"],
)
def test_the_same_list_is_read_alike_however_it_is_written(source):
    foreign = read(source, "lista", INTO)

    assert recognise(source, "lista") == ForeignFormat.EDGE_LIST
    assert cells(foreign, "actors") == [
        {"row": "2", "id": "foreningen-a", "name": "Föreningen Å", "sector": "civil_society", "place_id": "kn"},
        {"row": "2", "id": "nacka-kommun", "name": "Nacka kommun", "sector": "municipality", "kind": "municipality",
         "place_id": "kn"},
        {"row": "3", "id": "ensam", "name": "Ensam", "sector": "civil_society", "place_id": "kn"},
    ]  # fmt: skip
    assert cells(foreign, "ties") == [
        {"row": "2", "id": "ties", "actor_a": "foreningen-a", "actor_b": "nacka-kommun", "type": "collaboration",
         "level": "partnership"},
    ]  # fmt: skip
    assert told(foreign) == []


def test_a_row_with_one_end_keeps_its_actor_and_is_told():
    source = ",".join(ROWS[0]).encode() + b"\nEnsam,,\n"
    foreign = read(source, "lista.csv", INTO)

    assert [actor.name for actor in records(foreign, "actors")] == ["Ensam"]
    assert losses(foreign) == ["lista.csv: raden har bara en ände; organisationen är inläst men ingen koppling (rad 2)"]


def test_swedish_headings_and_words_are_read():
    foreign = read("Från;Till;Nivå;Beskrivning\nA;B;Samråd;om skolan\n".encode(), "lista.csv", INTO)

    assert cells(foreign, "ties") == [
        {"row": "2", "id": "ties", "actor_a": "a", "actor_b": "b", "type": "collaboration", "level": "consultation",
         "note": "om skolan"},
    ]  # fmt: skip


def test_numbers_under_a_step_are_steps():
    assert levels("source,target,step\nA,B,1\nC,D,1\n") == ["information", "information"]
    # A five belongs to another scale, on which a one may mean something else too.
    assert levels("source,target,step\nA,B,1\nC,D,5\n") == ["", ""]


@pytest.mark.parametrize("heading", ["weight", "Strength", "styrka", "vikt"])
def test_a_weight_counts_something_and_is_no_step(heading: str):
    foreign = read(f"source,target,{heading}\nA,B,1\nC,D,3\n".encode(), "lista.csv", INTO)

    assert [row.get("level", "") for row in cells(foreign, "ties")] == ["", ""]
    assert losses(foreign) == [
        f"lista.csv: talen i kolumnen ”{heading.casefold()}” är inga steg på samverkanstrappan och är inte inlästa "
        "(2 rader, den första är rad 2)"
    ]


def test_a_strength_in_words_is_a_step():
    assert levels("source,target,strength\nA,B,dialog\nC,D,partnerskap\n") == ["dialogue", "partnership"]


def test_a_step_in_the_type_goes_before_what_a_strength_says():
    assert levels("source,target,type,strength\nA,B,samråd,partnerskap\n") == ["consultation"]


def test_a_number_that_is_read_as_a_step_is_told():
    assert "lista.csv: ”3” i kolumnen ”steg” är läst som steget dialog (rad 3)" in guesses(
        read(b"source,target,steg\nA,B,1\nC,D,3\n", "lista.csv", INTO)
    )


def test_a_tie_that_is_said_twice_the_same_is_one_and_one_that_is_said_otherwise_is_another():
    foreign = read(b"source,target,step\nA,B,dialog\nB,A,dialog\nA,B,samr\xc3\xa5d\n", "lista.csv", INTO)

    assert [(row["row"], row["level"]) for row in cells(foreign, "ties")] == [("2", "dialogue"), ("4", "consultation")]
    assert "lista.csv: raden upprepar en annan koppling och är inläst en gång (rad 3)" in guesses(foreign)


def test_a_tie_to_itself_is_an_error_of_its_row():
    assert told(read(b"source,target\nA,B\nA,A\n", "lista.csv", INTO)) == [
        "lista.csv:3:actor_b: båda ändarna är ”a”; en aktör kan inte samverka med sig själv"
    ]


def test_nodes_and_edges_of_gephi_are_read_with_the_nodes_that_no_edge_names():
    files = {
        "nodes.csv": "Id,Label,sector,actor_kind,organisation_number,Time Interval\n"
        "n1,Föreningen Bron,civil_society,association,802002-8711,\n"
        "n2,Nacka,municipality,department,,\nn3,Ensam,state,,,\n",
        "edges.csv": "Source,Target,Type,Id,Label,Weight,relation,strength,step\n"
        "n1,n2,Undirected,n1~n2,dialog,0.6,collaboration,0.6,dialogue\n",
    }
    foreign = read(zipped(files), "gephi.zip")

    assert [(actor.name, actor.sector, actor.kind, actor.org_number) for actor in records(foreign, "actors")] == [
        ("Föreningen Bron", Sector.CIVIL_SOCIETY, ActorKind.ASSOCIATION, "802002-8711"),
        ("Nacka", Sector.MUNICIPALITY, ActorKind.DEPARTMENT, None),
        ("Ensam", Sector.STATE, None, None),
    ]
    (tie,) = records(foreign, "ties")
    assert (tie.actor_a, tie.actor_b, tie.level, tie.what) == (
        "foreningen-bron", "nacka", Ladder.DIALOGUE, "dialog",
    )  # fmt: skip
    assert told(foreign) == []


def test_a_direction_is_told_and_is_no_type_of_tie():
    foreign = read(b"Source,Target,Type\nA,B,Directed\n", "edges.csv", INTO)

    assert cells(foreign, "ties") == [
        {"row": "2", "id": "ties", "actor_a": "a", "actor_b": "b", "type": "collaboration"}
    ]
    assert losses(foreign) == [
        "edges.csv: kopplingens riktning är inte inläst; i registret går en koppling åt båda håll (rad 2)"
    ]


def test_funding_is_a_type_of_tie():
    foreign = read(b"source;target;relation\nA;B;Finansiering\n", "lista.csv", INTO)

    assert [row["type"] for row in cells(foreign, "ties")] == ["funding"]


def test_columns_about_people_are_left_out_and_told():
    foreign = read(b"source;target;Kontaktperson;Budget\nA;B;Eva Ek;9\n", "lista.csv", INTO)

    assert losses(foreign) == [
        "lista.csv: kolumnen ”Kontaktperson” gäller personer och är inte inläst; registret är till för organisationer "
        "(rad 2)",
        "lista.csv: kolumnen ”Budget” har ingen motsvarighet i registret och är inte inläst (rad 2)",
    ]


def test_cells_beyond_the_heading_are_told():
    assert losses(read(b"source,target\nA,B,x,y\n", "lista.csv", INTO)) == [
        "lista.csv: celler utanför rubrikraden är inte inlästa (rad 2)"
    ]
