"""The JSON of HSDS 3.0 as the tables that its CSV files are."""

from collections.abc import Iterator, Mapping

from graph.exchange.documents import Document, objects, table_of
from graph.exchange.tables import Table

ORGANISATIONS, IDENTIFIERS, SERVICES = "organizations", "organization_identifiers", "services"
TABLES = (ORGANISATIONS, IDENTIFIERS, SERVICES)
"""The tables that are read, by their names in plural."""

_OWN_KEYS = frozenset(
    {"page_number", "organization_identifiers", "legal_status", "alternate_name", "services", "year_incorporated"}
)
"""Keys of pages and organisations that few other files have."""


def table_name(stem: str) -> str:
    """Return the name of a table in plural."""
    name = stem.replace(" ", "_").casefold()
    return name if name.endswith("s") else f"{name}s"


def kind_of(document: Document) -> str:
    """Return which table the objects of a document belong to; nothing when they are not of HSDS."""
    value = document.value
    if isinstance(value, dict) and (document.listed("organization", "organizations")):
        return "all"
    items = _items(value)
    if items and all("name" in item and "id" in item for item in items):
        if any(isinstance(item.get("organization"), dict) or "organization_id" in item for item in items):
            return SERVICES
        keys = {key for item in items for key in item} | (value.keys() if isinstance(value, dict) else set())
        if keys & _OWN_KEYS:
            return ORGANISATIONS
    return ""


def _items(value: object) -> list[Mapping[str, object]]:
    """Return the objects of a page, a list, or the object itself."""
    if isinstance(value, dict):
        contents = value.get("contents")
        return objects(contents) if isinstance(contents, list) else [value]
    return objects(value) if isinstance(value, list) else []


def tables_of(document: Document) -> Iterator[Table]:
    """Yield the tables of a document: what is nested becomes a table of its own, with the id of its owner."""
    name = kind_of(document)
    if name == "all":
        assert isinstance(document.value, dict)
        found = {table_name(key): objects(items) for key, items in document.value.items() if isinstance(items, list)}
    else:
        found = _unnested(name, _items(document.value))
    for stem, items in found.items():
        yield table_of(f"{document.label} ({stem})", stem, items)


def _unnested(name: str, items: list[Mapping[str, object]]) -> dict[str, list[Mapping[str, object]]]:
    found: dict[str, list[Mapping[str, object]]] = {table: [] for table in TABLES}
    seen: set[str] = set()
    for item in items:
        owner = item.get("organization")
        owned: Mapping[str, object] = {"organization_id": owner.get("id")} if isinstance(owner, dict) else {}
        if isinstance(owner, dict) and str(owner.get("id")) not in seen:
            seen.add(str(owner.get("id")))
            _take_apart(found, ORGANISATIONS, owner)
        _take_apart(found, name, {**item, **owned})
    return found


def _take_apart(found: dict[str, list[Mapping[str, object]]], name: str, item: Mapping[str, object]) -> None:
    """Add an object to its table, and the objects in its lists to theirs."""
    kept: dict[str, object] = {}
    for key, value in item.items():
        if isinstance(value, list) and objects(value):
            for inner in objects(value):
                _take_apart(found, table_name(key), {"organization_id": item.get("id"), **inner})
        elif key != "organization":
            kept[key] = value
    found.setdefault(name, []).append(kept)
