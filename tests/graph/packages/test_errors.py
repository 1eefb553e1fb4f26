"""Every mistake in a package is told with its file, row and column, and what to do about it."""

import pytest

from graph.packages import RowError, check_package, read_package
from graph.register import Register
from tests.packages import ACTORS, PLACES, checked, drawn_register, told, zipped

CODES_OF_KIND = (
    "municipality, department, municipal_company, municipal_association, region, county_board, agency, government …"
)

ERRORS = {
    "an actor that does not exist": (
        {"ties": "id,actor_a,actor_b\nt1,k1,c9\n"},
        ["ties.csv:2:actor_b: ”c9” finns varken i paketets actors eller i registret; rätta id:t"],
    ),
    "an id that is nearly right": (
        {"ties": "id,actor_a,actor_b\nt1,k1,c1\n", "grants": "id,grantor_id,recipient_id\ng1,k1,foreningen-bro\n",
         "actors": "id,name,sector\nforeningen-bron,Bron,civil_society\n"},
        ["grants.csv:2:recipient_id: ”foreningen-bro” finns varken i paketets actors eller i registret; rätta id:t; "
         "menade du foreningen-bron?"],
    ),
    "an unknown id in a list": (
        {"actors": "id,name,sector,federation_ids\na1,A,state,c1; c8\n"},
        ["actors.csv:2:federation_ids: ”c8” finns varken i paketets actors eller i registret; rätta id:t"],
    ),
    "an unknown activity in a list": (
        {"activities": "id,title,counteracts\ni1,Läxhjälp,i2\n"},
        ["activities.csv:2:counteracts: ”i2” finns varken i paketets activities eller i registret; rätta id:t"],
    ),
    "an unknown addressee": (
        {"needs": "id,title,addressed_to\nn1,Lokal,x9\n"},
        ["needs.csv:2:addressed_to: ”x9” finns varken i paketets actors eller i registret; rätta id:t"],
    ),
    "a code that nobody knows": (
        {"ties": "id,actor_a,actor_b,level\nt1,k1,c1,prat\n"},
        ["ties.csv:2:level: ”prat” är ingen kod; skriv en av unknown, information, consultation, dialogue, "
         "partnership"],
    ),
    "a code misspelt": (
        {"ties": "id,actor_a,actor_b,level\nt1,k1,c1,Dialoge\n"},
        ["ties.csv:2:level: ”Dialoge” är ingen kod; skriv en av unknown, information, consultation, dialogue, "
         "partnership; menade du dialogue?"],
    ),
    "the Swedish word for a code": (
        {"actors": "id,name,sector\na1,A,Civilsamhälle\n"},
        ["actors.csv:2:sector: ”Civilsamhälle” är ingen kod; skriv en av municipality, region, state, civil_society, "
         "business, research; menade du civil_society?"],
    ),
    "a code of a long vocabulary": (
        {"actors": "id,name,sector,kind\na1,A,state,x\n"},
        [f"actors.csv:2:kind: ”x” är ingen kod; skriv en av {CODES_OF_KIND}"],
    ),
    "a wrong theme in a list": (
        {"forums": "id,name,themes\nf1,F,health;sport\n"},
        ["forums.csv:2:themes: ”sport” är ingen kod; skriv en av socioeconomic, housing_services, education, "
         "labour_market, democracy, health, safety"],
    ),
    "a scope that nobody knows": (
        {"inventories": "place_id,scope,status\nkn,sector:church,done\n"},
        ["inventories.csv:2:scope: ”sector:church” är ingen kod; skriv till exempel sector:region, theme:health "
         "eller forums"],
    ),
    "an answer that is neither yes nor no": (
        {"actors": "id,name,sector,mentor\na1,A,state,kanske\n"},
        ["actors.csv:2:mentor: ”kanske” är inget svar; skriv yes eller no"],
    ),
    "a tie to itself": (
        {"ties": "id,actor_a,actor_b\nt1,k1,k1\n"},
        ["ties.csv:2:actor_b: båda ändarna är ”k1”; en aktör kan inte samverka med sig själv"],
    ),
    "a wish of somebody else": (
        {"ties": "id,actor_a,actor_b,desired_level,desired_by\nt1,k1,c1,dialogue,c2\n"},
        ["ties.csv:2:desired_by: ”c2” är ingen av parterna; skriv k1 eller c1"],
    ),
    "a grant to itself": (
        {"grants": "id,grantor_id,recipient_id\ng1,k1,k1\n"},
        ["grants.csv:2:recipient_id: bidraget går från en aktör till den själv; rätta givare eller mottagare"],
    ),
    "an activity that counteracts itself": (
        {"activities": "id,title,counteracts\ni1,Läxhjälp,i1\n"},
        ["activities.csv:2:counteracts: insatsen motverkar sig själv; ta bort dess eget id ur listan"],
    ),
    "dates that run backwards": (
        {"ties": "id,actor_a,actor_b,valid_from,valid_to\nt1,k1,c1,2026-05-01,2026-04-30\n"},
        ["ties.csv:2:valid_to: perioden är tom eller baklänges: den slutar före 2026-04-30, som inte ligger efter "
         "2026-05-01; valid_to är första dagen som inte längre räknas"],
    ),
    "an empty interval": (
        {"forum_members": "forum_id,actor_id,valid_from,valid_to\nf1,k1,2026-05-01,2026-05-01\n",
         "forums": "id,name\nf1,Forum\n"},
        ["forum_members.csv:2:valid_to: perioden är tom eller baklänges: den slutar före 2026-05-01, som inte "
         "ligger efter 2026-05-01; valid_to är första dagen som inte längre räknas"],
    ),
    "a day that does not exist": (
        {"completeness": "actor_id,date\nk1,2026-02-30\n"},
        ["completeness.csv:2:date: ”2026-02-30” är inget datum; skriv till exempel 2026-11-01, 2026-11 eller 2026"],
    ),
    "an id that is given twice": (
        {"actors": "id,name,sector\na1,A,state\na2,B,state\na1,C,state\n"},
        ["actors.csv:4:id: ”a1” finns redan på rad 2; ta bort den ena raden"],
    ),
    "a membership that is given twice, once with its default written out": (
        {"forums": "id,name\nf1,Forum\n",
         "forum_members": "forum_id,actor_id,role,valid_from\nf1,k1,,2026\nf1,k1,member,2026-01-01\n"},
        ["forum_members.csv:3:forum_id+actor_id+role+valid_from: ”forum_id f1, actor_id k1, role member, …” "
         "finns redan på rad 2; ta bort den ena raden"],
    ),
    "an id with letters that ids do not have": (
        {"actors": "id,name,sector\nÅ1,A,state\n"},
        ["actors.csv:2:id: ”Å1” kan inte vara ett id; använd bara a–z, 0–9, punkt, bindestreck och understreck"],
    ),
    "no name and no sector": (
        {"actors": "id,name,sector\na1, ,\n"},
        ["actors.csv:2:name: saknas men måste fyllas i", "actors.csv:2:sector: saknas men måste fyllas i"],
    ),
    "no id": (
        {"actors": "id,name,sector\n,A,state\n"},
        ["actors.csv:2:id: saknas men måste fyllas i"],
    ),
    "an amount in words": (
        {"grants": "id,grantor_id,recipient_id,amount_sek\ng1,k1,c1,1 000 kr\ng2,k1,c1,-5\n"},
        ["grants.csv:2:amount_sek: ”1 000 kr” är inget heltal; skriv bara siffror, till exempel 250000",
         "grants.csv:3:amount_sek: ”-5” är mindre än noll; skriv beloppet utan minustecken"],
    ),
    "an amount larger than the databases hold": (
        {"grants": "id,grantor_id,recipient_id,amount_sek\ng1,k1,c1,9999999999999999\n"},
        ["grants.csv:2:amount_sek: är för stort; det största som kan sparas är 1000000000000000"],
    ),
    "an address without at": (
        {"actors": "id,name,sector,email\na1,A,state,info.forening.se\n"},
        ["actors.csv:2:email: ”info.forening.se” är ingen e-postadress; skriv till exempel info@forening.se"],
    ),
    "a municipality group that is none": (
        {"places": "id,name,level,group\np1,P,municipality,D1/2023\n"},
        ["places.csv:2:group: ”D1/2023” är ingen kommungrupp; skriv gruppen och årtalet, till exempel A1/2023"],
    ),
    "a name that is too long": (
        {"actors": f"id,name,sector\na1,{'x' * 501},state\n"},
        ["actors.csv:2:name: är längre än 500 tecken; korta texten"],
    ),
    "a character that cannot be stored": (
        {"actors": "id,name,sector\na1,A\x00B,state\n"},
        ["actors.csv:2:name: innehåller ett tecken som inte kan sparas (U+0000); ta bort det och försök igen"],
    ),
    "a number of a collective": (
        {"actors": "id,name,sector,entity,org_number\na1,A,state,collective,802002-8711\n"},
        ["actors.csv:2:org_number: bara en enskild organisation har organisationsnummer; töm cellen eller ändra "
         "entity"],
    ),
    "a circle of places": (
        {"places": "id,name,level,parent_id\np1,A,area,p2\np2,B,area,p3\np3,C,area,p1\np4,D,area,p1\n"},
        [f"places.csv:{row}:parent_id: går i cirkel: p1 → p2 → p3 → p1; ta bort en av hänvisningarna"
         for row in (2, 3, 4)],
    ),
    "an actor that is a part of itself": (
        {"actors": "id,name,sector,parent_id\na1,A,state,a1\n"},
        ["actors.csv:2:parent_id: går i cirkel: a1 → a1; ta bort en av hänvisningarna"],
    ),
    "a region below a municipality": (
        {"places": "id,name,level,parent_id\np1,P,region,kn\np2,Q,municipality,kn\n"},
        ["places.csv:2:parent_id: region kan inte ligga under municipality; rätta level eller parent_id",
         "places.csv:3:parent_id: municipality kan inte ligga under municipality; rätta level eller parent_id"],
    ),
    "a place that becomes too small for what lies below it": (
        {"places": "id,level\nsverige,municipality\n"},
        ["places.csv:2:level: kn (municipality) ligger redan under platsen och ryms inte i municipality"],
    ),
    "a row with a comma too many": (
        {"actors": "id,name,sector\na1,Bad, sjö och skog,state\n"},
        ["actors.csv:2: raden har fler celler än rubrikraden; en cell med kommatecken måste stå inom citattecken"],
    ),
    "a column that stands twice": (
        {"actors": "id,name,sector,Name\na1,A,state,B\n"},
        ["actors.csv:1:name: kolumnen finns två gånger; ta bort den ena"],
    ),
    "no column for the key": (
        {"actors": "name,sector\nA,state\n"},
        ["actors.csv:1:id: kolumnen saknas; utan den går det inte att veta vilka poster raderna gäller"],
    ),
    "no column for what new records need": (
        {"actors": "id,name\nk1,Kultur\na1,A\na2,B\n"},
        ["actors.csv:1:sector: kolumnen saknas men behövs för poster som inte redan finns, första gången på rad 3"],
    ),
    "a quotation mark that is never closed": (
        {"actors": 'id,name,sector\na1,"A,state\na2,B,state\n'},
        ["actors.csv:2: raden kan inte delas upp i celler, och resten av filen är inte läst: ett citattecken saknas "
         "eller står fel; en cell med citattecken skrivs inom citattecken, med dubbla citattecken inuti"],
    ),
    "a cell that is too long": (
        {"actors": f"id,name,sector\na1,{'x' * 32_768},state\n"},
        ["actors.csv:2: en cell har fler än 32767 tecken; korta texten, eller se efter om ett citattecken saknas"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("files", "expected"), ERRORS.values(), ids=ERRORS)
def test_a_mistake_is_told_where_it_stands(files, expected):
    assert told(checked(drawn_register(), **files)) == expected


def test_an_error_knows_its_place_by_itself():
    (error,) = checked(places=PLACES, actors=ACTORS, ties="id,actor_a,actor_b\n\nt1,k1,k1\n").errors

    # The blank row counts, as it does in a spreadsheet.
    assert (error.file, error.row, error.column) == ("ties.csv", 3, "actor_b")
    assert isinstance(error, RowError)


def test_all_mistakes_of_a_package_are_told_at_once_in_the_order_of_its_files():
    found = checked(
        places=PLACES,
        actors=f"{ACTORS}x1,X,sjö,kn\n",
        ties="id,actor_a,actor_b,level\nt2,k1,nobody,prat\nt1,k1,x1,dialogue\nt3,k1,k1,\n",
    )

    assert [(error.file, error.row, error.column) for error in found.errors] == [
        ("actors.csv", 6, "sector"),
        ("ties.csv", 2, "level"),
        ("ties.csv", 2, "actor_b"),
        ("ties.csv", 4, "actor_b"),
    ]


def test_bytes_that_are_not_utf_8_are_told_with_their_row():
    data = "id,name,sector\na1,A,state\na2,Åmål,state\n".encode("cp1252")
    found = check_package(read_package(zipped({"actors.csv": data}), "test"), Register())

    assert told(found) == [
        "actors.csv:3: filen är inte UTF-8; spara den som ”CSV UTF-8” i kalkylprogrammet och försök igen"
    ]


def test_a_row_with_several_mistakes_tells_them_all():
    found = checked(
        drawn_register(), ties="id,actor_a,actor_b,level,place_id,valid_from,valid_to\nt1,k1,k1,prat,nix,2026,2020\n"
    )

    assert [(error.row, error.column) for error in found.errors] == [
        (2, "level"),
        (2, "valid_to"),
        (2, "actor_b"),
        (2, "place_id"),
    ]
