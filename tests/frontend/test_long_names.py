"""A name of as many letters as a name may have, without a space, pushes nothing out of any page."""

import pytest
from playwright.sync_api import Page

from models.text import LONGEST_NAME

OPEN_ALL = "document.querySelectorAll('details').forEach(part => { part.open = true; })"
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
OF_A_PLACE = (
    *("", "luckor", "karta", "brobyggare", "brobyggare/mellanhander", "sektorer", "vem-gor-vad", "forslag", "tank-om"),
    *("forandring", "registrera", "registrera/aktor", "registrera/samarbete", "registrera/forum", "registrera/avtal"),
    *("installningar", "historik", "historik/laget", "borttaget", "lasningar"),
)
OF_AN_ACTOR = ("", "andra", "ta-bort", "historik", "lasningar")
ELSEWHERE = ("/", "/?q=kommun", "/konto", "/jamfor?place=kn&place=bn", "/personuppgifter/kontakt", "/aktorer/c1")


def registered(page: Page, slug: str, **fields: str) -> str:
    """Send a form and return the id of what it stored."""
    origin = page.evaluate("location.origin")
    sent: dict[str, str | float | bool] = {**fields}
    if slug != "samarbete":
        sent["place_id"] = "kn"
    answer = page.request.post(f"/platser/kn/registrera/{slug}", form=sent, headers={"Origin": origin})
    assert answer.status == 200, answer.text()
    return answer.url.rpartition("%3A")[2]


@pytest.fixture
def addresses(editor: Page) -> list[str]:
    """The address of every page of a place and of an actor, where everything has a name that is too long."""
    actor = registered(editor, "aktor", name="W" * LONGEST_NAME, sector="civil_society")
    alone = registered(editor, "aktor", name="<i>" + "M" * (LONGEST_NAME - 3), sector="civil_society")
    tie = registered(editor, "samarbete", actor_a=actor, actor_b="c1", level="dialogue", what="W" * LONGEST_NAME)
    forum = registered(editor, "forum", name="Å" * LONGEST_NAME, status="ongoing")
    agreement = registered(editor, "avtal", title="Ä" * LONGEST_NAME, kind="other", stage="in_force")
    return [
        *(f"/platser/kn/{section}".rstrip("/") for section in OF_A_PLACE),
        *(f"/aktorer/{record}/{section}".rstrip("/") for record in (actor, alone) for section in OF_AN_ACTOR),
        *(f"/{kind}/ta-bort" for kind in (f"samarbeten/{tie}", f"forum/{forum}", f"avtal/{agreement}")),
        f"/platser/kn/tank-om?utan=actors:{actor}",
        f"/radera/actors/{actor}",
        *ELSEWHERE,
    ]


def test_no_page_scrolls_sideways_for_a_long_name(editor: Page, addresses: list[str]) -> None:
    too_wide = []
    for address in addresses:
        answer = editor.goto(address)
        assert answer is not None
        assert answer.status == 200, address
        editor.evaluate(OPEN_ALL)
        for width in (1280, 360):
            editor.set_viewport_size({"width": width, "height": 800})
            if editor.evaluate(TOO_WIDE) > 0:
                too_wide.append((address, width))
    assert too_wide == []
