"""Everybody's accounts, for administrators and editors, and the links they hand over."""

import logging
import re
from urllib.parse import urlsplit

import sqlalchemy as sa

from api.access.accounts import find_account, get_account
from api.access.roles import list_roles
from api.access.second_factor import new_secret, turn_on
from api.access.viewer import HeldRole
from api.database import reading, writing
from api.logs import FIELDS
from models.tables import TABLES
from models.vocabulary import Role
from tests.api.access.people import ADMIN, browser, enrol, sign_in
from tests.api.pages.accounts.test_own import NEW_PASSWORD, secret_on
from tests.api.pages.accounts.test_sign_in import is_signed_in

MEMBER = HeldRole(Role.MEMBER, actor_id="forening")
INVITATION = {"email": "ny@a.example", "role": "member", "actor": "forening", "place": ""}


def path_of(answer) -> str:
    return urlsplit(secret_on(answer.text)).path


def roles_of(engine, email: str) -> list[HeldRole]:
    with reading(engine) as connection:
        account = find_account(connection, email)
        assert account is not None
        return [named.held for named in list_roles(connection, account.id)]


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
    assert as_editor.post(f"{page}/roller/{admin.id}/ta-bort").status_code == 404
    for deed in ("stang", "oppna", "losenordslank", "kod/av", "radera"):
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


def test_an_editor_is_told_of_no_role_and_no_name_elsewhere(settled, gate, as_editor):
    held = (MEMBER, HeldRole(Role.MEMBER, actor_id="granne"), HeldRole(Role.READER, place_id="annan"), ADMIN)
    account = enrol(settled, gate, "forening@a.example", *held)
    for path in ("/konton", f"/konton/{account.id}"):
        page = as_editor.get(path).text
        assert "Föreningen" in page
        for name in ("Grannen", "Annan kommun", "Länet", "administratör</", "granne"):
            assert name not in page


def test_an_editor_is_told_of_no_role_for_a_hidden_actor_elsewhere_that_moved_in(settled, gate, as_editor):
    """What an editor sees of an actor is what the map shows: inside its places nothing is hidden."""
    with writing(settled) as connection:
        hidden = sa.update(TABLES["actors"]).where(TABLES["actors"].c.id == "forening").values(visibility="hidden")
        connection.execute(hidden)
        connection.execute(sa.text("UPDATE register_revision SET revision = revision + 1"))
    enrol(settled, gate, "forening@a.example", MEMBER)
    assert "aktör: Föreningen" in " ".join(as_editor.get("/konton").text.split())


def test_an_account_is_erased_by_an_administrator_who_is_sure(settled, gate, as_admin):
    account = enrol(settled, gate, "forening@a.example", MEMBER)
    assert as_admin.post(f"/konton/{account.id}/radera").headers["location"] == f"/konton/{account.id}"
    assert as_admin.get(f"/konton/{account.id}").status_code == 200
    assert as_admin.post(f"/konton/{account.id}/radera", data={"sure": "1"}).headers["location"] == "/konton"
    assert as_admin.get(f"/konton/{account.id}").status_code == 404


def test_each_deed_about_an_account_is_one_line_with_ids_and_no_address(settled, gate, as_admin, caplog):
    account = enrol(settled, gate, "forening@a.example")
    with reading(settled) as connection:
        admin = find_account(connection, "admin@a.example")
    assert admin is not None
    page = f"/konton/{account.id}"
    with caplog.at_level(logging.INFO, logger="api.access.deeds"):
        as_admin.post("/konton", data=INVITATION)
        as_admin.post(f"{page}/roller", data={"role": "reader", "place": "kommun"})
        (taking,) = re.findall(rf'action="({page}/roller/\d+/ta-bort)"', as_admin.get(page).text)
        as_admin.post(taking)
        for deed in ("losenordslank", "kod/av", "stang", "oppna"):
            as_admin.post(f"{page}/{deed}")
        as_admin.post(f"{page}/radera", data={"sure": "1"})
    lines = [(record.getMessage(), getattr(record, FIELDS)) for record in caplog.records]
    by = {"by": admin.id, "network": "127.0.0.1"}
    about = by | {"account": account.id}
    assert lines == [
        ("invited", by | {"role": "member", "actor": "forening"}),
        ("role given", about | {"role": "reader", "place": "kommun"}),
        ("role taken", about | {"role": "reader", "place": "kommun"}),
        ("link to a new password made", about),
        ("second factor turned off", about),
        ("account closed", about),
        ("account opened", about),
        ("account erased", about),
    ]
    assert "@" not in str(lines)


def test_the_history_says_that_an_account_was_erased_where_its_name_stood(settled, gate, as_admin):
    account = enrol(settled, gate, "forening@a.example")
    with writing(settled) as connection:
        connection.execute(sa.update(TABLES["change_sets"]).values(account_id=account.id))
    assert "forening@a.example" in as_admin.get("/historik").text
    as_admin.post(f"/konton/{account.id}/radera", data={"sure": "1"})
    page = as_admin.get("/historik").text

    assert "ett raderat konto" in page
    assert "forening@a.example" not in page
