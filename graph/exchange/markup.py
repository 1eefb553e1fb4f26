"""XML that is written as it is made, element by element.

The writers of networkx build a tree first. They take ten times as long, and what they write of GEXF 1.3 does not
pass its schema; networkx is the peer that the tests read the files with.
"""

from collections.abc import Iterable, Mapping
from xml.sax.saxutils import escape, quoteattr

from graph.exchange.network_rows import Value

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'


def written(value: Value) -> str:
    """Return a value as XML Schema writes it."""
    return ("false", "true")[value] if isinstance(value, bool) else str(value)


def tag(name: str, attributes: Mapping[str, Value | None], *, empty: bool = False) -> str:
    """Return an opening tag with the attributes that have a value, or a whole empty element.

    >>> print(tag("node", {"id": "a", "label": 'A "&" B', "pid": None}, empty=True))
    <node id="a" label='A "&amp;" B'/>
    """
    said = "".join(f" {key}={quoteattr(written(value))}" for key, value in attributes.items() if value is not None)
    return f"<{name}{said}/>" if empty else f"<{name}{said}>"


def element(name: str, attributes: Mapping[str, Value | None], children: Iterable[str]) -> str:
    """Return an element around its children, which are markup already."""
    inside = "".join(children)
    return f"{tag(name, attributes)}{inside}</{name}>" if inside else tag(name, attributes, empty=True)


def text(value: Value) -> str:
    """Return a value as it stands between tags."""
    return escape(written(value))
