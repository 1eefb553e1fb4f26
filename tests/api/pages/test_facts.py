"""Where facts come from, as pages say it."""

from datetime import date

from api.pages.facts import Provenance, Source, provenance, read_sources
from models.records import Forum
from models.vocabulary import ForumKind

DAY = date(2026, 11, 1)


def make_forum(**columns: object) -> Forum:
    return Forum.model_validate({"id": "f1", "name": "Trygghetsgruppen", "kind": ForumKind.NETWORK, **columns})


def test_the_last_day_is_the_one_before_the_first_that_no_longer_counts() -> None:
    shown = provenance(make_forum(valid_from="2026-01", valid_to="2026-12-31"), DAY)
    assert (shown.first_day, shown.last_day, shown.holds) == (date(2026, 1, 1), date(2026, 12, 30), True)


def test_a_record_without_dates_source_or_confirmation_says_none() -> None:
    assert provenance(make_forum(), DAY) == Provenance(None, None, True, None, (), None)


def test_a_record_that_ended_does_not_hold() -> None:
    assert not provenance(make_forum(valid_to="2026-11-01"), DAY).holds


def test_several_addresses_in_one_source_are_several_links() -> None:
    assert read_sources("https://www.umea.se/a?b=1 ; http://scb.se/x") == (
        Source("umea.se", "https://www.umea.se/a?b=1"),
        Source("scb.se", "http://scb.se/x"),
    )


def test_only_web_addresses_become_links() -> None:
    assert read_sources("javascript:alert(1)") == (Source("javascript:alert(1)"),)


def test_an_address_that_cannot_be_read_is_shown_as_it_stands() -> None:
    assert read_sources("https://[") == (Source("https://[", "https://["),)


def test_no_source_is_no_sources() -> None:
    assert read_sources(None) == ()
