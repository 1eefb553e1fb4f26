"""Records as evidence: what each sort is called, who takes part, and what stands behind it."""

from datetime import date

import pytest

from api.pages.evidence import EvidenceShelf
from api.viewpoints import Viewpoint
from graph.snapshot import take_snapshot
from tests.graph.conftest import demo_register

DAY = date(2026, 11, 1)


@pytest.fixture(scope="module")
def shelf() -> EvidenceShelf:
    return EvidenceShelf(take_snapshot(demo_register("place-a"), DAY), Viewpoint("kn", DAY))


@pytest.mark.parametrize(
    ("reference", "kind", "title", "people", "detail"),
    [
        ("actors:c4", "Aktör", "Systrarna", [], "Civilsamhälle"),
        ("forums:f1", "Forum", "Trygghetsgruppen", ["k1", "k3", "n1", "s2"], "arbetsgrupp"),
        ("agreements:v1", "Avtal", "Partnerskap om stöd till familjer", ["c1", "k1"],
         "idéburet offentligt partnerskap (IOP), gällande"),
        ("ties:t4", "Samarbete", "arbetsmarknadsläge", ["k1", "s1"], "samverkan, information, pågår"),
        ("activities:x1", "Verksamhet", "Läsverkstad", ["c1", "k2"], "pågår"),
    ],
)  # fmt: skip
def test_a_record_says_what_it_is_and_who_takes_part(
    shelf: EvidenceShelf, reference: str, kind: str, title: str, people: list[str], detail: str
) -> None:
    item = shelf.describe(reference)
    assert item.detail is not None
    assert (item.kind, item.title, [person.id for person in item.people]) == (kind, title, people)
    assert item.detail.render(str) == detail


def test_only_actors_have_a_page_of_their_own(shelf: EvidenceShelf) -> None:
    assert shelf.describe("actors:c4").address == "/aktorer/c4?date=2026-11-01&place=kn"
    assert shelf.describe("forums:f1").address is None


def test_every_record_that_an_edge_may_rest_on_can_be_described(shelf: EvidenceShelf) -> None:
    register = demo_register("place-a").tables()
    for table in ("actors", "forums", "agreements", "activities", "ties", "mandates", "needs"):
        for record in register[table]:
            assert shelf.describe(f"{table}:{record.id}").title  # type: ignore[attr-defined]


def test_a_record_that_does_not_exist_is_an_error(shelf: EvidenceShelf) -> None:
    with pytest.raises(KeyError):
        shelf.describe("forums:f99")
