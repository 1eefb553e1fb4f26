"""What is registered changed on forms: what stays, what two change at once, and what is deleted."""

import pytest

from tests.api.pages.editing.conftest import Writer, form_fields
from tests.api.pages.visible import links, part, words

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
    assert "Behåll min Mitt namn Ta den andras Den andras namn" in words(conflict.text)
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


def test_before_something_is_deleted_it_is_told_what_goes_along(editor: Writer) -> None:
    page = editor.see("/forum/f1/ta-bort?place=kn")
    assert "medlemskap i forum: 4" in words(page)
    answer = editor.send("/forum/f1/ta-bort?place=kn", {"version": "1"})
    told = editor.see(answer.headers["location"])
    assert "Borttaget: Trygghetsgruppen (Forum)" in words(told)
    assert 'action="/historik/' in told
    assert editor.status("/forum/f1/andra") == 404


def test_what_others_name_is_not_deleted_and_they_are_shown(editor: Writer) -> None:
    page = editor.see("/aktorer/k1/ta-bort?place=kn")
    assert "samarbeten: 2" in words(page)
    assert "/samarbeten/t4/andra?place=kn" in links(page)
    assert "Ja, ta bort" not in words(page)
    assert editor.send("/aktorer/k1/ta-bort", {"version": "1"}).status_code == 409


def test_a_changed_record_is_not_deleted_unseen(editor: Writer) -> None:
    editor.fill(FORUM, name="Ändrad")
    answer = editor.send("/forum/f1/ta-bort", {"version": "1"})
    assert answer.status_code == 409
    assert "Någon annan har ändrat det här" in words(answer.text)


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
    told = part(editor.see(answer.headers["location"]), 'class="done', "</section>")
    assert told.startswith('done-row" role="status" tabindex="-1" autofocus>') or "Exempelkommunen" in told
