"""Where the pages of a place are seen from - date, view and reading - and the addresses that keep it."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import quote, urlencode

from graph.system import Reading, View


@dataclass(frozen=True)
class Viewpoint:
    """A place as it is looked at on a day. Every link inside a place is made here, so that none loses the day."""

    place_id: str
    day: date
    view: View = View.UNIT
    reading: Reading = Reading.PLUS

    def address(self, section: str = "", *, anchor: str = "", **filters: Any) -> str:
        """Return the address of a page of the place.

        Args:
            section: the last part of the path, such as `luckor`; none is the place's first page.
            anchor: the id of an element on the page.
            filters: further choices that the page understands; None and empty ones are left out.
        """
        path = f"/platser/{quote(self.place_id)}" + (f"/{section}" if section else "")
        return self._complete(path, anchor, filters)

    def network_file(self, form: str) -> str:
        """Return the address of the network that is seen, as a file."""
        return self._complete(f"/api/v1/exports/{form}", "", {"place": self.place_id})

    def live_file(self, form: str) -> str:
        """Return the address of a file of the place that no day is chosen for."""
        return f"/api/v1/exports/{form}?{urlencode({'place': self.place_id})}"

    def actor_address(self, actor_id: str, *, anchor: str = "") -> str:
        """Return the address of an actor's page that leads back to this place and day."""
        return self._complete(f"/aktorer/{quote(actor_id)}", anchor, {"place": self.place_id})

    def on(self, day: date) -> "Viewpoint":
        """Return the same place looked at on another day."""
        return replace(self, day=day)

    def of(self, place_id: str) -> "Viewpoint":
        """Return another place looked at on the same day."""
        return replace(self, place_id=place_id)

    def choices(self) -> dict[str, str]:
        """Return what a form has to carry along: the view and the reading when they are not the usual ones."""
        chosen = {"view": self.view, "readings": self.reading}
        usual = {"view": View.UNIT, "readings": Reading.PLUS}
        return {name: str(value) for name, value in chosen.items() if value != usual[name]}

    def _complete(self, path: str, anchor: str, filters: dict[str, Any]) -> str:
        query = {"date": self.day.isoformat()} | self.choices()
        query |= {name: value for name, value in filters.items() if value not in (None, "")}
        return f"{path}?{urlencode(query, doseq=True)}" + (f"#{quote(anchor)}" if anchor else "")
