"""The other of two actors, named by whoever knows that they are the same, on both databases."""

from tests.api.pages.doubles.conftest import Writer

ONE = "/aktorer/ett/sla-ihop"


def test_the_form_of_an_actor_leads_there_for_those_who_may_delete_it(twice: Writer, member: Writer) -> None:
    assert 'href="/aktorer/ett/sla-ihop?place=kn"' in twice.see("/aktorer/ett/andra?place=kn")
    assert "sla-ihop" not in member.see("/aktorer/c1/andra")


def test_a_name_that_is_clear_leads_to_the_two_beside_each_other(twice: Writer) -> None:
    answer = twice.client.get(f"{ONE}?med=norra byns if&place=kn", headers=twice.headers, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/aktorer/ett/sla-ihop/tva?place=kn")


def test_a_name_of_nobody_of_several_or_its_own_is_asked_about(twice: Writer) -> None:
    values = {"id": "tre", "name": "Norra Byns IF", "sector": "civil_society", "place_id": "ng"}
    assert twice.client.post("/api/v1/actors", json=values, headers=twice.headers).status_code == 201
    for wanted, said in (
        ("Norra Byns IF", "flera aktörer heter så"),
        ("Norra Byn", "det finns ingen registrerad aktör med det namnet"),
        ("Norra Byns Idrottsförening", "är samma aktör; välj en annan"),
        ("\0", "det finns ingen registrerad aktör med det namnet"),
    ):
        answer = twice.client.get(ONE, params={"med": wanted}, headers=twice.headers)
        assert (answer.status_code, said in answer.text) == (422, True), wanted
    assert '<option value="Norra Byns IF (Norrgården)">' in twice.see(ONE)


def test_only_those_who_may_delete_it_are_asked(twice: Writer, reader: Writer, nobody: Writer) -> None:
    assert [viewer.status(ONE) for viewer in (twice, reader, nobody)] == [200, 403, 303]
    assert twice.status("/aktorer/finns-inte/sla-ihop") == 404
