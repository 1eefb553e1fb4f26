"""Everybody's accounts, for administrators and editors, and the links they hand over."""

import re
from urllib.parse import urlsplit

import pytest

from api.access.accounts import find_account, get_account
from api.access.roles import list_roles
from api.access.second_factor import new_secret, turn_on
from api.access.viewer import HeldRole
from api.database import reading, writing
from models.vocabulary import Role
from tests.api.access.people import ADMIN, EDITOR, browser, enrol, sign_in
from tests.api.pages.accounts.test_own import NEW_PASSWORD, secret_on
from tests.api.pages.accounts.test_sign_in import is_signed_in

MEMBER = HeldRole(Role.MEMBER, actor_id="forening")
INVITATION = {"email": "ny@a.example", "role": "member", "actor": "forening", "place": ""}


@pytest.fixture
def as_admin(settled, gate, visitor):
    enrol(settled, gate, "admin@a.example", ADMIN)
    sign_in(visitor, "admin@a.example")
    return visitor


@pytest.fixture
def as_editor(settled, gate, visitor):
    enrol(settled, gate, "samordning@a.example", EDITOR)
    sign_in(visitor, "samordning@a.example")
    return visitor


def path_of(answer) -> str:
    return urlsplit(secret_on(answer.text)).path


def roles_of(engine, email: str) -> list[HeldRole]:
    with reading(engine) as connection:
        account = find_account(connection, email)
        assert account is not None
        return [named.held for named in list_roles(connection, account.id)]


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
        {"role": "editor", "place": "annan", "actor": ""},
        {"role": "reader", "place": "lan", "actor": ""},
        {"role": "member", "actor": "granne"},
    ],
)
def test_an_editor_invites_to_nothing_else(as_editor, wanted):
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


def test_an_editor_sees_the_accounts_of_its_places_alone(settled, gate, as_editor):
    here = enrol(settled, gate, "forening@a.example", MEMBER)
    enrol(settled, gate, "granne@a.example", HeldRole(Role.MEMBER, actor_id="granne"))
    elsewhere = enrol(settled, gate, "analytiker@a.example", HeldRole(Role.ANALYST))
    page = as_editor.get("/konton").text

    assert "forening@a.example" in page
    assert "samordning@a.example" in page
    assert "granne@a.example" not in page
    assert "analytiker@a.example" not in page
    assert as_editor.get(f"/konton/{here.id}").status_code == 200
    assert as_editor.get(f"/konton/{elsewhere.id}").status_code == 404
    form = {"role": "reader", "place": "kommun"}
    assert as_editor.post(f"/konton/{elsewhere.id}/roller", data=form).status_code == 404


def test_an_editor_gives_and_takes_roles_at_home_and_does_nothing_more(settled, gate, as_editor):
    account = enrol(settled, gate, "forening@a.example", MEMBER, ADMIN)
    page = f"/konton/{account.id}"
    assert as_editor.post(f"{page}/roller", data={"role": "reader", "place": "omrade"}).status_code == 303
    assert as_editor.post(f"{page}/roller", data={"role": "admin"}).status_code == 403
    (removable,) = re.findall(r'action="(/konton/\w+/roller/\d+/ta-bort)"', as_editor.get(page).text)[:1]
    assert as_editor.post(removable).status_code == 303
    with reading(settled) as connection:
        admin = next(named for named in list_roles(connection, account.id) if named.held == ADMIN)
    assert as_editor.post(f"{page}/roller/{admin.id}/ta-bort").status_code == 403
    for deed in ("stang", "oppna", "losenordslank", "kod/av"):
        assert as_editor.post(f"{page}/{deed}").status_code == 403

    assert roles_of(settled, "forening@a.example") == [ADMIN, HeldRole(Role.READER, place_id="omrade")]


def test_others_see_nobodys_accounts(settled, gate, visitor):
    account = enrol(settled, gate, "forening@a.example", MEMBER, HeldRole(Role.ANALYST))
    sign_in(visitor, "forening@a.example")

    assert visitor.get("/konton").status_code == 403
    assert visitor.get(f"/konton/{account.id}").status_code == 403
    assert visitor.post("/konton", data=INVITATION).status_code == 403


def test_a_reset_link_gives_a_new_password_and_ends_the_sessions(settled, gate, as_admin):
    account = enrol(settled, gate, "forening@a.example")
    with browser(settled, gate) as owner:
        sign_in(owner, "forening@a.example")
        link = path_of(as_admin.post(f"/konton/{account.id}/losenordslank"))
        assert "forening@a.example" in owner.get(link).text
        assert is_signed_in(owner)
        assert owner.post(link, data={"password": "kort", "again": "kort"}).status_code == 422
        form = {"password": NEW_PASSWORD, "again": NEW_PASSWORD}
        assert owner.post(link, data=form).headers["location"] == "/logga-in"
        assert not is_signed_in(owner)
        assert sign_in(owner, "forening@a.example", NEW_PASSWORD) == 303
        assert owner.post(link, data=form).status_code == 410


def test_an_account_is_closed_and_opened(settled, gate, as_admin):
    account = enrol(settled, gate, "forening@a.example")
    with browser(settled, gate) as owner:
        sign_in(owner, "forening@a.example")
        as_admin.post(f"/konton/{account.id}/stang")
        assert not is_signed_in(owner)
        assert sign_in(owner, "forening@a.example") == 403
        as_admin.post(f"/konton/{account.id}/oppna")
        assert sign_in(owner, "forening@a.example") == 303


def test_a_lost_second_factor_is_turned_off(settled, gate, as_admin):
    account = enrol(settled, gate, "forening@a.example")
    with writing(settled) as connection:
        turn_on(connection, gate, account.id, new_secret(), 0)
    as_admin.post(f"/konton/{account.id}/kod/av")

    with reading(settled) as connection:
        assert get_account(connection, account.id).totp_secret is None


def test_the_last_administrator_neither_leaves_nor_is_closed(settled, gate, as_admin):
    with reading(settled) as connection:
        admin = find_account(connection, "admin@a.example")
        assert admin is not None
        (role,) = list_roles(connection, admin.id)
    for deed in ("stang", f"roller/{role.id}/ta-bort"):
        answer = as_admin.post(f"/konton/{admin.id}/{deed}")
        assert answer.status_code == 409
        assert "minst en administratör" in answer.text
    assert roles_of(settled, "admin@a.example") == [ADMIN]


def test_names_full_of_html_stay_text(settled, gate, as_admin):
    account = enrol(settled, gate, "forening@a.example")
    with browser(settled, gate) as owner:
        sign_in(owner, "forening@a.example")
        owner.post("/konto/namn", data={"name": '"><script>alert(1)</script>'})
    for path in ("/konton", f"/konton/{account.id}"):
        assert "<script>alert" not in as_admin.get(path).text


def test_the_least_is_offered_first(as_admin):
    page = as_admin.get("/konton").text

    assert re.findall(r'<option value="(\w+)">', page)[:5] == ["reader", "editor", "member", "analyst", "admin"]
