"""The sectors of a place: every cell says its state in words, and the E-I index stands beside its expectation."""

import re

from fastapi.testclient import TestClient

from tests.api.pages.visible import part, words


def cells(html: str) -> list[list[str]]:
    table = html.partition('<table class="heat">')[2].partition("</table>")[0]
    rows = table.partition("<tbody>")[2].split("</tr>")[:6]
    return [[words(cell) for cell in re.findall(r"<td.*?</td>", row, re.DOTALL)] for row in rows]


def test_the_heat_map_is_symmetric_and_says_every_state(demo_client: TestClient) -> None:
    shown = cells(demo_client.get("/platser/kn/sektorer").text)
    assert shown[0] == [
        "2 av 3 som väntat (litet underlag)",
        "1 av 3 som väntat (litet underlag)",
        "3 av 6 som väntat",
        "3 av 12 varav 2 bekräftade som väntat",
        "2 av 6 som väntat",
        "ingen registrerad aktör",
    ]
    assert shown[1][1] == "bara en aktör"
    assert shown[2][3] == "0 av 8 ingen registrerad samverkan"
    assert [[row[column] for row in shown] for column in range(6)] == shown


def test_external_collaborations_stand_beside_what_is_expected(demo_client: TestClient) -> None:
    # E-I 0.294 from 11 external and 6 internal; expected 0.667, so 17·(1 + 0.667)/2 = 14.2; p of as low 0.024.
    html = words(demo_client.get("/platser/kn/sektorer").text)
    assert "11 av 17 samarbeten går mellan två sektorer." in html
    assert "skulle slumpen ge ungefär 14. Det är alltså färre än väntat" in html
    assert "Indexet är 0,29" in html
    assert "Väntat värde med de här sektorernas storlekar är 0,67" in html


def test_every_pair_is_told_in_words(demo_client: TestClient) -> None:
    told = part(demo_client.get("/platser/kn/sektorer").text, '<div class="pairs">', "</details>")
    assert told == (
        "Inom Kommun: som väntat 2 av 3 par samarbetar; slumpen skulle ge ungefär 0,8. "
        "Samarbetet syns genom direkt samarbete (1), gemensamt forum (1). 1 par möts bara i forum. "
        "1 par saknar egen kontakt men har en gemensam kontakt. 100 % av paren är kända."
    )


def test_where_little_is_known_cells_say_so(demo_client: TestClient) -> None:
    shown = cells(demo_client.get("/platser/sverige/sektorer").text)
    assert all("för lite känt" in cell for row in shown for cell in row)
