"""Who may write what, on a drawn register: two municipalities of a county, each with an area, and an actor in each."""

from collections.abc import Collection, Iterable

import pytest

from api.access.rights import Rights
from api.access.viewer import HeldRole, Viewer
from models.package_files import FILES
from models.records import Actor, Forum, Mandate, Place, Record, Tie
from models.vocabulary import Confirmation, ForumKind, Level, MandateKind, Role, Sector, TokenScope

LIES_IN = {"mine": "kommun", "also-mine": "omrade", "theirs": "annan", "theirs-too": "annan"}
EDITED = frozenset({"kommun", "omrade"})
EDITOR = Viewer("konto", frozenset({HeldRole(Role.EDITOR, "kommun")}))
MEMBER = Viewer("konto", frozenset({HeldRole(Role.MEMBER, actor_id="mine")}))
ADMIN = Viewer("konto", frozenset({HeldRole(Role.ADMIN)}))


def places_of(table: str, ids: Collection[str]) -> Iterable[str | None]:
    return [LIES_IN.get(each) for each in ids] if table == "actors" else list(ids)


def may(file: str, before: Record | None, after: Record | None, viewer: Viewer = EDITOR, author: str = "other") -> bool:
    rights = Rights(viewer, EDITED if viewer is EDITOR else frozenset(), places_of, frozenset({"kollega"}))
    return rights.allow(FILES[file], before, after, author)


def tie(a: str, b: str, place: str | None = None) -> Tie:
    return Tie(id="t", actor_a=a, actor_b=b, place_id=place)


def place(parent: str | None, record_id: str = "omrade") -> Place:
    return Place(id=record_id, name="Plats", level=Level.AREA, parent_id=parent)


@pytest.mark.parametrize(
    ("a", "b", "at", "allowed"),
    [
        ("mine", "theirs", None, True),
        ("theirs", "also-mine", None, True),
        ("theirs", "theirs-too", None, False),
        ("theirs", "theirs-too", "annan", False),
        ("theirs", "theirs-too", "omrade", True),  # Others may work together at an edited place.
    ],
)
def test_an_editor_registers_ties_of_actors_or_at_places_of_their_own(
    a: str, b: str, at: str | None, allowed: bool
) -> None:
    assert may("ties", None, tie(a, b, at)) is allowed


def test_a_mandate_without_a_place_is_its_actor_s() -> None:
    held = {actor: Mandate(id="m", actor_id=actor, kind=MandateKind.DECIDES) for actor in ("mine", "theirs")}
    assert may("mandates", None, held["mine"])
    assert not may("mandates", None, held["theirs"])


def test_what_names_nobody_and_lies_nowhere_is_whose_made_it() -> None:
    forum = Forum(id="f", name="Nätverket", kind=ForumKind.NETWORK)
    assert may("forums", None, forum)
    assert may("forums", forum, forum, author="konto")
    assert not may("forums", forum, forum)


def test_a_place_stays_or_comes_below_an_edited_one() -> None:
    assert may("places", None, place("kommun", "nytt"))
    assert may("places", place("kommun"), place("kommun"))
    assert may("places", place("lan", "kommun"), place("lan", "kommun"))
    assert not may("places", None, place("annan", "nytt"))
    assert not may("places", place("kommun"), place("annan"))
    assert not may("places", place("annan", "deras"), place("kommun", "deras"))
    assert not may("places", place("lan", "kommun"), None)
    assert may("places", place("kommun"), None)


def test_an_actor_elsewhere_is_not_an_editor_s_because_it_is_a_part_of_one_here() -> None:
    part = Actor(id="theirs", name="Enheten", sector=Sector.REGION, place_id="annan", parent_id="mine")
    assert not may("actors", part, part)


def test_an_actor_does_not_leave_for_a_place_of_others() -> None:
    here, there = (Actor(id="mine", name="A", sector=Sector.STATE, place_id=where) for where in ("kommun", "annan"))
    assert may("actors", here, here)
    assert not may("actors", here, there)
    assert not may("actors", there, here)


@pytest.mark.parametrize("viewer", [EDITOR, MEMBER, ADMIN])
def test_a_program_whose_token_only_reads_writes_nothing(viewer: Viewer) -> None:
    reads = Viewer(viewer.account_id, viewer.roles, frozenset({TokenScope.READ}))
    both = Viewer(viewer.account_id, viewer.roles, frozenset(TokenScope))
    edited = EDITED if viewer is EDITOR else frozenset()
    for asking, allowed in ((reads, False), (both, True)):
        rights = Rights(asking, edited, places_of)
        assert rights.allow(FILES["ties"], None, tie("mine", "theirs")) is allowed


def test_who_speaks_for_an_actor_writes_of_it_but_not_where_and_what_it_is() -> None:
    actor = Actor(id="mine", name="A", sector=Sector.STATE, place_id="kommun")
    assert may("actors", actor, actor.model_copy(update={"website": "https://a.example"}), MEMBER)
    assert not may("actors", actor, actor.model_copy(update={"place_id": "annan"}), MEMBER)
    assert not may("actors", actor, actor.model_copy(update={"sector": Sector.REGION}), MEMBER)
    assert may("ties", None, tie("mine", "theirs"), MEMBER)
    assert not may("ties", None, tie("theirs", "theirs-too"), MEMBER)


def confirmed(how: Confirmation, place: str | None = None) -> Tie:
    return tie("mine", "theirs", place).model_copy(update={"confirmation": how})


@pytest.mark.parametrize(
    ("said", "author", "says", "allowed"),
    [
        (None, "", Confirmation.ONE_PARTY, True),
        (None, "", Confirmation.THIRD_PARTY, True),
        (None, "", Confirmation.BOTH, False),
        (None, "", Confirmation.DOCUMENTED, False),
        (Confirmation.THIRD_PARTY, "other", Confirmation.ONE_PARTY, True),
        (Confirmation.THIRD_PARTY, "other", Confirmation.BOTH, False),
        (Confirmation.DOCUMENTED, "other", Confirmation.DOCUMENTED, True),
        (Confirmation.DOCUMENTED, "other", Confirmation.DISPUTED, True),
        (Confirmation.ONE_PARTY, "other", Confirmation.BOTH, True),  # The other side said it, and this side agrees.
        (Confirmation.ONE_PARTY, "konto", Confirmation.BOTH, False),  # It would agree with itself.
        (Confirmation.ONE_PARTY, "kollega", Confirmation.BOTH, False),  # So it would with a colleague.
    ],
)
def test_one_side_does_not_confirm_for_the_other(
    said: Confirmation | None, author: str, says: Confirmation, allowed: bool
) -> None:
    assert may("ties", confirmed(said) if said else None, confirmed(says), MEMBER, author) is allowed


def test_one_side_deletes_what_it_registered_and_disputes_the_rest() -> None:
    assert may("ties", tie("mine", "theirs"), None, MEMBER, author="konto")
    assert not may("ties", tie("mine", "theirs"), None, MEMBER, author="other")


def test_one_side_places_what_it_does_at_home_or_nowhere() -> None:
    assert may("ties", None, tie("mine", "theirs", "kommun"), MEMBER)
    assert not may("ties", None, tie("mine", "theirs", "annan"), MEMBER)
    assert may("ties", tie("mine", "theirs", "annan"), tie("mine", "theirs", "annan"), MEMBER)
