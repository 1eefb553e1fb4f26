"""A network as the two tables that Gephi's data laboratory imports: nodes.csv first, then edges.csv.

Any other tool reads them too: each is a CSV file with a heading. Texts that a spreadsheet would run as formulas are
guarded as in every CSV file that we write.

The format: https://gephi.org/users/supported-graph-formats/spreadsheet
"""

import io
import zipfile
from collections.abc import Mapping

from graph.exchange.day_network import DayNetwork
from graph.exchange.gexf import inclusive
from graph.exchange.markup import written
from graph.exchange.network_rows import EDGE_FACTS, NODE_FACTS, EdgeRow, Value, edge_rows, node_rows
from graph.exchange.spells import ALWAYS, Spells
from graph.packages.csv_text import write_csv
from graph.packages.writing import EPOCH

NODE_COLUMNS = ("Id", "Label", *NODE_FACTS, "Time Interval")
EDGE_COLUMNS = ("Source", "Target", "Type", "Id", "Label", "Weight", *EDGE_FACTS, "Time Interval")
_READABLE_BY_ALL = 0o644 << 16


def write_gephi(shown: DayNetwork) -> bytes:
    """Return a .zip with the table of nodes and the table of edges."""
    nodes = (
        [node.id, node.name, *_cells(NODE_FACTS, node.facts), time_interval(node.spells)] for node in node_rows(shown)
    )
    edges = (
        [*_ends(edge), str(edge.strength), *_cells(EDGE_FACTS, edge.facts), time_interval(edge.spells)]
        for edge in edge_rows(shown)
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        _add(archive, "nodes.csv", write_csv(NODE_COLUMNS, nodes))
        _add(archive, "edges.csv", write_csv(EDGE_COLUMNS, edges))
    return out.getvalue()


def time_interval(spells: Spells) -> str:
    """Return spells as Gephi writes them, bounds included; blank for what has no dates.

    >>> from datetime import date
    >>> from graph.exchange.spells import Spell
    >>> time_interval((Spell(date.min, date(2022, 1, 1)), Spell(date(2024, 6, 1), date.max)))
    '<[-Infinity, 2021-12-31]; [2024-06-01, Infinity]>'
    """
    if spells == (ALWAYS,):
        return ""
    bounds = (f"[{one['start'] or '-Infinity'}, {one['end'] or 'Infinity'}]" for one in inclusive(spells))
    return f"<{'; '.join(bounds)}>"


def _ends(edge: EdgeRow) -> tuple[str, ...]:
    return edge.a, edge.b, "Undirected", edge.id, edge.label


def _cells(columns: Mapping[str, type[Value]], facts: Mapping[str, Value]) -> list[str]:
    return [written(facts[column]) if column in facts else "" for column in columns]


def _add(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    """Add a file that looks the same wherever and whenever it is written."""
    entry = zipfile.ZipInfo(name, EPOCH.timetuple()[:6])
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr, entry.create_system = _READABLE_BY_ALL, 3
    archive.writestr(entry, content)
