"""What is registered changed on forms: what stays, what two change at once, and what is deleted."""

import re

import pytest

from tests.api.pages.editing.conftest import Writer, form_fields
from tests.api.pages.visible import part, words

FORUM = "/forum/f1/andra?place=kn"


def test_a_form_sent_untouched_changes_nothing(editor: Writer) -> None:
    for address, record in (
        ("/aktorer/k2/andra", "actors/k2"),
        ("/samarbeten/t4/andra", "ties/t4"),
        ("/forum/f1/andra", "forums/f1"),
        ("/avtal/v1/andra", "agreements/v1"),
    ):
        before = editor.record(record)
        answer = editor.fill(address)
        assert answer.status_code == 303, words(answer.text)
        assert "sparat=0" in answer.headers["location"]
        assert editor.record(record) == before
    assert "Inget var ändrat" in words(editor.see(answer.headers["location"]))


def test_a_change_keeps_what_the_form_does_not_show_and_what_nobody_touched(editor: Writer) -> None:
    before = editor.record("forums/f1/members")["items"]
    answer = editor.fill(FORUM, name="Trygghetsrådet", **{"members.0.attendance": "on_paper"})
    assert answer.headers["location"].startswith("/platser/kn/registrera?sparat=")
    after = editor.record("forums/f1/members")["items"]
    assert isinstance(before, list)
    assert isinstance(after, list)
    assert after == [{**before[0], "attendance": "on_paper"}, *before[1:]]
    forum = editor.record("forums/f1")
    assert (forum["name"], forum["version"], forum["source"]) == ("Trygghetsrådet", 2, "påhittat exempel")


def test_a_partnership_becomes_a_contract_as_its_public_party_leaves(editor: Writer) -> None:
    """Neither of the two changes could be made first: they are judged together."""
    fields = form_fields(editor.see("/avtal/v1/andra"))
    only = {name: text for name, text in fields.items() if not name.startswith("parties.0.")}
    assert only["parties.1.actor_id"] == "Kommunledningskontoret"
    assert editor.send("/avtal/v1/andra", only).status_code == 422
    assert editor.send("/avtal/v1/andra", {**only, "kind": "contract"}).status_code == 303
    parties = editor.record("agreements/v1/parties")["items"]
    assert isinstance(parties, list)
    assert [party["actor_id"] for party in parties] == ["k1"]


def test_the_last_day_is_shown_as_the_last_that_counts(editor: Writer) -> None:
    # The record holds 2026-12-31 as the first day that no longer counts.
    assert form_fields(editor.see("/avtal/v1/andra"))["valid_to"] == "2026-12-30"


def test_two_who_change_the_same_choose_field_by_field(editor: Writer) -> None:
    late = form_fields(editor.see(FORUM))
    editor.fill(FORUM, name="Den andras namn", goal="Den andras mål", **{"members.1.role": "observer"})

    conflict = editor.send(FORUM, {**late, "name": "Mitt namn", "follow_up": "Min uppföljning"})

    assert conflict.status_code == 409
    assert "Behåll min Mitt namn Ta det som är sparat Den andras namn" in words(conflict.text)
    assert "Min uppföljning" not in words(conflict.text)  # Nobody else has touched it, so there is nothing to choose.
    fields = form_fields(conflict.text)
    # What the writer had not touched keeps what the other wrote, unless they choose otherwise.
    assert (fields["take.name"], fields["take.goal"], fields["take.members"]) == ("mine", "theirs", "theirs")

    assert editor.send(FORUM, fields).status_code == 303
    forum = editor.record("forums/f1")
    expected = {"name": "Mitt namn", "goal": "Den andras mål", "follow_up": "Min uppföljning", "version": 3}
    assert forum | expected == forum
    members = editor.record("forums/f1/members")["items"]
    assert isinstance(members, list)
    assert [member["role"] for member in members].count("observer") == 1


def test_a_conflict_tells_who_saved_and_when(editor: Writer, admin: Writer) -> None:
    late = form_fields(editor.see(FORUM))
    admin.fill(FORUM, name="Den andras namn")
    editor.fill(FORUM, goal="Ett mål till")

    told = part(editor.send(FORUM, {**late, "name": "Mitt namn"}).text, 'class="fault-summary"', "</section>")

    assert re.search(r"Du sparade själv \d+ \w+ \d{4} kl\. \d\d\.\d\d, i ett annat fönster eller en annan flik", told)
    assert re.search(r"administratör sparade \d+ \w+ \d{4} kl\. \d\d\.\d\d", told)


def test_a_conflict_about_members_alone_tells_who_saved(editor: Writer, admin: Writer) -> None:
    late = form_fields(editor.see(FORUM))
    admin.fill(FORUM, **{"members.1.role": "observer"})
    told = part(editor.send(FORUM, {**late, "members.0.role": "observer"}).text, 'class="fault-summary"', "</section>")
    assert "administratör sparade" in told


def test_a_mention_that_the_writer_does_not_see_is_no_conflict(editor: Writer, admin: Writer) -> None:
    values = {"id": "gomd", "name": "Gömd", "sector": "state", "place_id": "bn", "visibility": "hidden"}
    admin.client.post("/api/v1/actors", json=values, headers=dict(admin.headers))
    admin.fill("/aktorer/c1/andra", federation_ids="Gömd")
    late = form_fields(editor.see("/aktorer/c1/andra"))
    admin.fill("/aktorer/c1/andra", seeks="Något")
    conflict = editor.send("/aktorer/c1/andra", {**late, "offers": "Något annat"})
    assert conflict.status_code == 409
    assert "gomd" not in conflict.text
    assert [name for name in form_fields(conflict.text) if name.startswith("take.")] == ["take.seeks"]


def test_a_fault_in_between_does_not_hide_that_somebody_else_was_faster(editor: Writer) -> None:
    late = form_fields(editor.see(FORUM))
    editor.fill(FORUM, name="Den andras namn")
    shown_again = editor.send(FORUM, {**late, "name": ""})
    assert shown_again.status_code == 422
    answer = editor.send(FORUM, {**form_fields(shown_again.text), "name": "Mitt namn"})
    assert answer.status_code == 409


def test_what_was_deleted_meanwhile_leaves_the_writer_what_was_typed(editor: Writer) -> None:
    late = form_fields(editor.see(FORUM))
    editor.send("/forum/f1/ta-bort", {"version": "1"})
    answer = editor.send(FORUM, {**late, "name": "Mitt namn"})
    assert answer.status_code == 404
    assert "Någon annan har tagit bort det här" in words(answer.text)
    assert form_fields(answer.text)["name"] == "Mitt namn"


@pytest.mark.parametrize("what", ["andra", "ta-bort"])
def test_who_may_change_and_delete(editor: Writer, reader: Writer, member: Writer, nobody: Writer, what: str) -> None:
    assert editor.status(f"/aktorer/c1/{what}") == 200
    assert reader.status(f"/aktorer/c1/{what}") == 403
    assert member.status(f"/aktorer/k1/{what}") == 403
    assert nobody.status(f"/aktorer/c1/{what}") == 303
    assert editor.status(f"/aktorer/atlantis/{what}") == 404
    assert member.status("/aktorer/c1/andra") == 200


def test_who_speaks_for_an_actor_changes_it_and_comes_back_to_its_page(member: Writer) -> None:
    answer = member.fill("/aktorer/c1/andra?place=kn", seeks="En lokal")
    assert answer.headers["location"].startswith("/aktorer/c1?place=kn&sparat=")
    page = member.see(answer.headers["location"])
    assert "Sparat: Hjälpkretsen (Aktör)" in words(page)
    assert "Söker En lokal" in words(page)


def test_a_hidden_actor_does_not_exist_for_others(editor: Writer, nobody: Writer) -> None:
    editor.fill("/aktorer/c4/andra", visibility="hidden")
    assert nobody.status("/aktorer/c4") == 404
    assert editor.status("/aktorer/c4") == 200


def test_what_was_saved_is_told_to_nobody_else(editor: Writer, reader: Writer) -> None:
    answer = editor.fill(FORUM, name="Trygghetsrådet")
    told = answer.headers["location"].partition("?")[2]
    assert "Sparat" not in words(reader.see(f"/aktorer/c1?{told}"))


def test_the_settings_of_a_place_close_it(editor: Writer, reader: Writer, nobody: Writer) -> None:
    assert nobody.status("/platser/kn") == 200
    assert reader.status("/platser/kn/installningar") == 403
    answer = editor.fill("/platser/kn/installningar", visibility="private", needs_open="no", group="C8/2023")
    assert answer.status_code == 303
    place = editor.record("places/kn")
    assert place | {"visibility": "private", "needs_open": False, "group": "C8/2023"} == place
    assert nobody.status("/platser/kn") == 404
    told = part(editor.see(answer.headers["location"]), '<section class="done done-row"', "</section>")
    assert "Sparat: Exempelkommunen (Plats)" in told
