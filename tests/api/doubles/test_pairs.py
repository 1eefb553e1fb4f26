"""The pairs of a place that may be the same: looked for once, and anew when something decides otherwise."""

import pytest
from sqlalchemy import Engine

import api.doubles.pairs
from api.access.viewer import ANYBODY, OPERATOR, HeldRole, Viewer
from api.access.window import Window
from api.database import writing
from api.doubles.different import declare_different, withdraw_different
from api.doubles.pairs import Doubles, DoublesAt
from api.editing import editing
from api.storing import store
from models.dates import now
from models.errors import NotFoundError, TooMuchWorkError
from models.package_files import FILES
from models.vocabulary import ChangeKind, Role
from tests.api.history_drawn import begin
from tests.packages import register

PLACES = "id,name,level,parent_id\nkn,Kommunen,municipality,\nng,Norra,area,kn\nut,Utanför,municipality,\n"
ACTORS = (
    "id,name,sector,place_id,parent_id,org_number\n"
    "a,Byns Idrottsförening,civil_society,kn,,\nb,Byns IF,civil_society,ng,,\nc,Byns IF,civil_society,ut,,\n"
    "hel,Föreningshuset,civil_society,ut,,802002-8711\nd,Köket,civil_society,kn,hel,\ne,Serveringen,civil_society,kn,,\n"
)


@pytest.fixture
def doubles(engine: Engine) -> Doubles:
    with writing(engine) as connection:
        store(connection, register(places=PLACES, actors=ACTORS).tables(), [], begin(connection, 0, ChangeKind.IMPORT))
    return Doubles(Window(engine))


def pairs(found: DoublesAt | None) -> list[tuple[str, str]] | None:
    return None if found is None else [(match.one.id, match.other.id) for match in found.matches]


def test_pairs_are_looked_for_at_a_place_and_below_it(doubles: Doubles) -> None:
    assert pairs(doubles.look(OPERATOR, "kn")) == [("a", "b")]
    assert pairs(doubles.look(OPERATOR, "ng")) == []


def test_a_part_has_the_number_of_its_legal_person_elsewhere(doubles: Doubles, engine: Engine) -> None:
    """The whole lies in another municipality: it says which number its part has, and is in no pair itself."""
    with editing(engine, OPERATOR) as edit:
        edit.change(FILES["actors"], ["e"], 1, {"org_number": "802002-8711"}, whole=False)
    assert pairs(doubles.look(OPERATOR, "kn")) == [("a", "b"), ("d", "e")]


def test_what_was_found_is_remembered_until_the_register_changes(doubles: Doubles, engine: Engine) -> None:
    assert doubles.find(OPERATOR, "kn") is None
    doubles.look(OPERATOR, "kn")
    assert pairs(doubles.find(OPERATOR, "kn")) == [("a", "b")]
    assert doubles.find(OPERATOR, "ng") is None

    with editing(engine, OPERATOR) as edit:
        edit.change(FILES["actors"], ["b"], 1, {"name": "Scoutkåren"}, whole=False)
    assert doubles.find(OPERATOR, "kn") is None
    assert pairs(doubles.look(OPERATOR, "kn")) == []


def test_a_pair_that_is_different_goes_at_once_and_comes_back_when_that_is_withdrawn(
    doubles: Doubles, engine: Engine
) -> None:
    doubles.look(OPERATOR, "kn")
    with writing(engine) as connection:
        declare_different(connection, "b", "a", None, now())
    found = doubles.find(OPERATOR, "kn")
    assert found is not None
    assert (pairs(found), [said.pair for said in found.different]) == ([], [("a", "b")])

    again = Doubles(Window(engine))
    assert pairs(again.look(OPERATOR, "kn")) == []
    with writing(engine) as connection:
        withdraw_different(connection, "b", "a")
    assert again.find(OPERATOR, "kn") is None
    assert pairs(again.look(OPERATOR, "kn")) == [("a", "b")]


def test_viewers_are_shown_the_pairs_of_what_they_see(doubles: Doubles) -> None:
    assert pairs(doubles.look(Viewer("r", frozenset({HeldRole(Role.EDITOR, "kn")})), "kn")) == [("a", "b")]
    with pytest.raises(NotFoundError):
        doubles.look(ANYBODY, "kn")
    with pytest.raises(NotFoundError):
        doubles.find(OPERATOR, "finns-inte")


def test_too_many_actors_are_refused_and_not_waited_for(doubles: Doubles, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(api.doubles.pairs, "MOST_ACTORS", 3)
    with pytest.raises(TooMuchWorkError):
        doubles.look(OPERATOR, "kn")
    assert pairs(doubles.look(OPERATOR, "ng")) == []
