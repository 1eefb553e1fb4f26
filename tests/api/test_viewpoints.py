"""Addresses inside a place: each keeps the day, the view and the reading."""

from datetime import date

from api.viewpoints import Viewpoint
from graph.system import Reading, View

KN = Viewpoint("kn", date(2026, 11, 1))


def test_an_address_names_the_day() -> None:
    assert KN.address() == "/platser/kn?date=2026-11-01"


def test_an_address_has_a_section_filters_and_an_anchor() -> None:
    assert (
        KN.address("karta", anchor="karta", sector=["state", "region"], q="", actor=None)
        == "/platser/kn/karta?date=2026-11-01&sector=state&sector=region#karta"
    )


def test_unusual_choices_are_kept_and_usual_ones_left_out() -> None:
    chosen = Viewpoint("kn", date(2026, 11, 1), View.ORGANISATION, Reading.MINUS)
    assert chosen.address("luckor") == "/platser/kn/luckor?date=2026-11-01&view=organisation&readings=minus"


def test_an_actors_address_leads_back_to_the_place() -> None:
    assert KN.actor_address("c4") == "/aktorer/c4?date=2026-11-01&place=kn"


def test_another_day_and_another_place_keep_the_rest() -> None:
    chosen = Viewpoint("kn", date(2026, 11, 1), View.ORGANISATION)
    assert chosen.on(date(2020, 9, 1)).of("bn") == Viewpoint("bn", date(2020, 9, 1), View.ORGANISATION)
