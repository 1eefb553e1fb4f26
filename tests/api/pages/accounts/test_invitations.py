"""Inviting somebody, and what the link of an invitation leads to."""

import re

import pytest
import sqlalchemy as sa

from api.access.links import invite, list_invitations
from api.access.viewer import HeldRole
from api.database import writing
from models.tables import TABLES
from models.vocabulary import Role
from tests.api.access.people import ADMIN, browser, enrol
from tests.api.pages.accounts.test_others import INVITATION, MEMBER, path_of, roles_of
from tests.api.pages.accounts.test_own import NEW_PASSWORD


def test_an_invitation_is_a_link_that_makes_an_account_and_signs_it_in(settled, gate, as_editor):
    answer = as_editor.post("/konton", data=INVITATION)
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    link = path_of(answer)
    with browser(settled, gate) as invited:
        assert "ny@a.example" in invited.get(link).text
        form = {"name": "Nya kansliet", "password": NEW_PASSWORD, "again": NEW_PASSWORD}
        assert invited.post(link, data=form).headers["location"] == "/konto"
        assert "Nya kansliet" in invited.get("/konto").text
        assert invited.get(link).status_code == 410
        assert "redan använts eller är för gammal" in invited.post(link, data=form).text
    assert roles_of(settled, "ny@a.example") == [MEMBER]


def test_looking_at_an_invitation_does_not_use_it_up(settled, gate, as_editor, visitor):
    link = path_of(as_editor.post("/konton", data=INVITATION))
    with browser(settled, gate) as invited:
        for _ in range(3):
            assert invited.get(link).status_code == 200


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"password": "kort", "again": "kort"}, "för kort"),
        ({"again": "något annat"}, "inte likadana"),
        ({"name": ""}, "Namnet saknas"),
        ({"password": "ny@a.example1", "again": "ny@a.example1"}, "din e-postadress"),
    ],
)
def test_an_invitation_is_kept_when_the_form_is_wrong(settled, gate, as_editor, change, fault):
    link = path_of(as_editor.post("/konton", data=INVITATION))
    form = {"name": "Nya kansliet", "password": NEW_PASSWORD, "again": NEW_PASSWORD}
    with browser(settled, gate) as invited:
        answer = invited.post(link, data=form | change)
        assert answer.status_code == 422
        assert fault in answer.text
        assert invited.post(link, data=form).status_code == 303


@pytest.mark.parametrize(
    "wanted",
    [
        {"role": "admin", "actor": ""},
        {"role": "analyst", "actor": ""},
    ],
)
def test_an_editor_invites_to_nothing_national(as_editor, wanted):
    assert as_editor.post("/konton", data=INVITATION | wanted).status_code == 403


@pytest.mark.parametrize(
    "wanted",
    [
        {"role": "editor", "place": "annan", "actor": ""},
        {"role": "reader", "place": "lan", "actor": ""},
        {"role": "member", "actor": "granne"},
    ],
)
def test_an_editor_invites_to_nothing_elsewhere_and_is_not_told_what_there_is(settled, as_editor, wanted):
    """Closed, it is as if it were not; open to all, it is refused."""
    answer = as_editor.post("/konton", data=INVITATION | wanted)
    assert (answer.status_code, "finns." in answer.text) == (422, True)
    with writing(settled) as connection:
        connection.execute(sa.update(TABLES["places"]).values(visibility="public"))
        connection.execute(sa.text("UPDATE register_revision SET revision = revision + 1"))
    assert as_editor.post("/konton", data=INVITATION | wanted).status_code == 403


@pytest.mark.parametrize(
    ("wanted", "status", "fault"),
    [
        ({"actor": "finns-inte"}, 422, "Rollen gäller en aktör."),
        ({"email": "ingen adress"}, 422, "E-postadressen går inte att läsa."),
        ({"email": "samordning@a.example"}, 409, "Det finns redan ett konto"),
    ],
)
def test_an_invitation_that_cannot_be_says_why(as_editor, wanted, status, fault):
    answer = as_editor.post("/konton", data=INVITATION | wanted)

    assert answer.status_code == status
    assert fault in answer.text


def test_invitations_are_listed_and_withdrawn_by_those_who_may_make_them(settled, gate, as_editor):
    link = path_of(as_editor.post("/konton", data=INVITATION))
    admin = enrol(settled, gate, "admin@a.example", ADMIN)
    with writing(settled) as connection:
        invite(connection, gate, admin.id, "hemlig@a.example", [HeldRole(Role.READER, place_id="annan")])
        hidden = next(one for one in list_invitations(connection, gate) if one.email == "hemlig@a.example")
    page = as_editor.get("/konton").text
    assert "ny@a.example" in page
    assert "hemlig@a.example" not in page
    (withdrawing,) = re.findall(r'action="(/konton/inbjudningar/\w+/ta-tillbaka)"', page)
    assert as_editor.post(f"/konton/inbjudningar/{hidden.id}/ta-tillbaka").status_code == 404
    assert as_editor.post(withdrawing).headers["location"] == "/konton"
    with browser(settled, gate) as invited:
        assert invited.get(link).status_code == 410
    assert "ny@a.example" not in as_editor.get("/konton").text
