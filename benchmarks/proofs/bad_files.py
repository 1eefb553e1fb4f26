"""Files that nobody should send, to a real server and the command line: refused in seconds, nothing stored.

Run from the checkout:

    .venv/bin/python -m benchmarks.proofs.bad_files [--only bomb] [--also FOLDER] [--port 8471]

Each file goes over the page of lists, over POST /api/v1/imports and to the command `import`. Measured is how long the
answer took and how far the memory of the process rose above what it took before the first file; of the command, what it
took more than for a file of nothing. What is said is printed, to be read. `--also` adds the files of a folder, which
must be refused too: a locked workbook, say. Linux only, because of how memory is measured.
"""

import html
import json
import os
import re
import resource
import sqlite3
import sys
import time
from argparse import ArgumentParser
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from subprocess import run
from tempfile import TemporaryDirectory

import httpx2

from api.access.viewer import HeldRole
from api.database import ready_database
from api.demo import load_demo
from api.settings import ROOT
from benchmarks.measuring import print_machine
from benchmarks.proofs import made_files as made
from benchmarks.proofs.trials import Service, conclude, key_for, serving
from benchmarks.serving import database_in
from graph.packages.limits import MEGABYTE
from models.vocabulary import Role

MOST_MIB, MOST_S = 350, 10
PLACE = "kn"
SAID = tuple(
    re.compile(found, re.DOTALL) for found in (r'class="fault-summary".*?</h2>(.*?)</section>', r"<h1>(.*?)</main>")
)

LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1016) + "EncryptedPackage".encode("utf-16-le") + bytes(9000)
SHARED = b'<c t="s"><v>0</v></c>'
PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n"
GEXF = b'<?xml version="1.0"?><gexf xmlns="http://gexf.net/1.3"><graph/></gexf>'
UTF_16 = "Namn;Ort\nFöreningen Bron;Norrort\n".encode("utf-16")

BAD: Mapping[str, tuple[str, Callable[[], bytes]]] = {
    "nothing": ("tom.csv", lambda: b""),
    "blanks": ("blank.csv", lambda: b" \r\n\t\n" * 1000),
    "pdf as xlsx": ("lista.xlsx", lambda: PDF),
    "docx as xlsx": ("lista.xlsx", lambda: made.zipped({"word/document.xml": b"<w/>", "[Content_Types].xml": b"<T/>"})),
    "jpg as csv": ("lista.csv", lambda: b"\xff\xd8\xff\xe0" + bytes(range(256)) * 400),
    "locked workbook": ("lista.xlsx", lambda: LOCKED),
    "merged cells": ("lista.xlsx", made.merged_cells),
    "million columns in csv": ("lista.csv", lambda: b"a;" * 1_000_000),
    "million columns in a zip": ("lista.zip", lambda: made.zipped({"actors.csv": b"a," * 1_000_000})),
    "million columns in xlsx": ("lista.xlsx", made.million_columns),
    "bomb": ("bomb.zip", made.bomb),
    "bomb in a bomb": ("bomb.zip", lambda: made.zipped({"a.zip": made.bomb()})),
    "bomb as a sheet": (
        "bomb.xlsx",
        lambda: made.with_parts(made.plain_workbook(), {made.SHEET: made.repeated(b" ", made.GIGABYTE)}),
    ),
    "size that lies small": ("lista.zip", lambda: made.lying(1000)),
    "size that lies within the limit": ("lista.zip", lambda: made.lying(199 * MEGABYTE)),
    "NUL in csv": ("lista.csv", lambda: b"Namn;Ort\nBr\0on;Norrort\n"),
    "NUL in a package": ("p.zip", lambda: made.zipped({"actors.csv": made.ACTORS + b"a,A\0,state,kn\n"})),
    "file without a name": ("lista.zip", made.nameless),
    "absolute name": ("lista.zip", lambda: made.zipped({"/etc/actors.csv": made.ACTORS})),
    "way out": ("lista.zip", lambda: made.zipped({"../../actors.csv": made.ACTORS})),
    "200 MB of csv": ("lista.csv", lambda: b"Bron;Norrort\n" * (200 * MEGABYTE // 13)),
    "200 MB of csv in a zip": (
        "lista.zip",
        lambda: made.zipped({"actors.csv": made.repeated(b"a,b,c,d\n", 199 * MEGABYTE, made.ACTORS)}),
    ),
    "19 MB of csv": ("lista.csv", lambda: b"Bron;Norrort\n" * (19 * MEGABYTE // 13)),
    "19 MB of edges": ("lista.csv", lambda: b"source,target\n" + b"a,b\n" * (19 * MEGABYTE // 4)),
    "19 MB of JSON": ("lista.json", lambda: b'{"elements": [' + b'{"a":1},' * (19 * MEGABYTE // 8) + b"{}]}"),
    "19 MB of lines": ("lista.csv", lambda: b"\n" * (19 * MEGABYTE)),
    "9 MB of short lines": ("lista.csv", lambda: b"a\n" * (9 * MEGABYTE // 2)),
    "9 MB of semicolons": ("lista.csv", lambda: b";" * (9 * MEGABYTE)),
    "line of 100 MB": ("lista.csv", lambda: b"x" * (100 * MEGABYTE)),
    "line of 19 MB": ("lista.csv", lambda: b"x" * (19 * MEGABYTE)),
    "line of 9 MB": ("lista.csv", lambda: b"x" * (9 * MEGABYTE)),
    "line of 100 MB in a zip": ("p.zip", lambda: made.zipped({"actors.csv": made.repeated(b"x", 100 * MEGABYTE)})),
    "shared texts of 1 GB": (
        "lista.xlsx",
        lambda: made.with_parts(
            made.plain_workbook(), {made.TEXTS: made.texts_of(b"x" * 32_000 for _ in range(31_250))}
        ),
    ),
    "shared texts of 55 MB": (
        "lista.xlsx",
        lambda: made.with_parts(
            made.plain_workbook(), {made.TEXTS: made.texts_of(b"x" * 10 for _ in range(2_000_000))}
        ),
    ),
    "shared texts of 190 MB": (
        "lista.xlsx",
        lambda: made.with_parts(made.plain_workbook(), {made.TEXTS: made.texts_of(b"x" for _ in range(9_000_000))}),
    ),
    "one text in a million cells": ("lista.xlsx", lambda: made.many_cells(10_000, 100, SHARED)),
    "eight million cells": ("lista.xlsx", lambda: made.many_cells(40_000, 200, b"<c><v>1</v></c>")),
    "three million cells": ("lista.xlsx", lambda: made.many_cells(14_900, 200, b"<c><v>1</v></c>")),
    "UTF-16 in a package": ("p.zip", lambda: made.zipped({"actors.csv": made.ACTORS.decode().encode("utf-16")})),
    "graphml": ("karta.graphml", lambda: b'<?xml version="1.0"?><graphml/>'),
    "gexf": ("karta.gexf", lambda: GEXF),
    "gexf in a zip": ("karta.zip", lambda: made.zipped({"karta.gexf": GEXF})),
}
"""What every way in must refuse: the name of the file, and its bytes."""


@dataclass(frozen=True)
class Answer:
    """How a file was met: a status, what was said, how long it took and how much memory."""

    way: str
    refused: bool
    said: str
    seconds: float
    mib: float

    @property
    def faults(self) -> list[str]:
        """What is wrong with it."""
        wrong = {
            "not refused": not self.refused,
            "no sentence": len(self.said.split()) < 3,
            f"more than {MOST_S} s": self.seconds > MOST_S,
            f"more than {MOST_MIB} MiB": self.mib > MOST_MIB,
        }
        return [fault for fault, found in wrong.items() if found]


class Sender:
    """Sends files to a server and watches its memory."""

    def __init__(self, service: Service, token: str) -> None:
        self._pid = service.process.pid
        self._client = httpx2.Client(
            base_url=f"http://127.0.0.1:{service.port}", headers={"Authorization": f"Bearer {token}"}, timeout=300
        )
        self._client.get(f"/platser/{PLACE}/registrera/lista").raise_for_status()
        self._idle = self._memory("VmRSS")

    def page(self, content: bytes, name: str) -> Answer:
        """Send a file as the form does."""
        return self._sent("page", f"/platser/{PLACE}/registrera/lista", content, name)

    def programs(self, content: bytes, name: str) -> Answer:
        """Send a file as a program does."""
        return self._sent("API", "/api/v1/imports", content, name)

    def _sent(self, way: str, address: str, content: bytes, name: str) -> Answer:
        Path(f"/proc/{self._pid}/clear_refs").write_text("5")
        start = time.perf_counter()
        answer = self._client.post(address, files={"file": (name, content)}, data={})
        seconds = time.perf_counter() - start
        said = answer.text[:2_000_000]
        told = str(json.loads(said).get("detail", "")) if said.startswith("{") else _words(said)
        risen = self._memory("VmHWM") - self._idle
        return Answer(f"{way} {answer.status_code}", 400 <= answer.status_code < 500, told, seconds, risen)

    def _memory(self, name: str) -> float:
        return peak(Path(f"/proc/{self._pid}/status").read_text(), name)


def _words(page: str) -> str:
    """Return what a page says is wrong."""
    said = next((found[1] for sought in SAID if (found := sought.search(page))), "")
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", said)).split())


COMMAND = """
import sys
from pathlib import Path
from api.__main__ import main
code = main(["import", sys.argv[1]])
Path(sys.argv[2]).write_text(Path("/proc/self/status").read_text())
sys.exit(code)
"""
"""Imports a file, and leaves what the process took: the kernel's own account of a child begins with its parent's."""


def at_command(url: str, file: Path) -> Answer:
    """Import a file by the command line. The seconds are those in which the processor worked for it."""
    status = file.with_suffix(".status")
    environment = os.environ | {"SAMVERKAN_DATABASE_URL": url}
    start = _work_of_children()
    command = [sys.executable, "-c", COMMAND, str(file), str(status)]
    done = run(command, check=False, cwd=ROOT, env=environment, capture_output=True)
    seconds = _work_of_children() - start
    said = done.stderr.decode(errors="replace").strip().splitlines() or [""]
    return Answer(f"command {done.returncode}", done.returncode == 1, said[-1], seconds, peak(status.read_text()))


def _work_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def peak(status: str, name: str = "VmHWM") -> float:
    """Return the MiB that a status of /proc tells."""
    return int(status.partition(f"{name}:")[2].split()[0]) / 1024


def idle_command(url: str) -> Answer:
    """Return what the command takes when it has nothing to read."""
    with TemporaryDirectory() as folder:
        empty = Path(folder) / "ingenting.csv"
        empty.write_bytes(b"")
        return at_command(url, empty)


def ways(sender: Sender, url: str, idle: Answer, content: bytes, name: str) -> Iterator[Answer]:
    """Yield how a file is met by each way in."""
    yield sender.page(content, name)
    yield sender.programs(content, name)
    with TemporaryDirectory() as folder:
        file = Path(folder) / name
        file.write_bytes(content)
        answer = at_command(url, file)
        yield replace(answer, mib=answer.mib - idle.mib, seconds=answer.seconds - idle.seconds)


def stored(folder: Path) -> tuple[int, int]:
    """Return how many change sets and drafts of lists the register has."""
    with closing(sqlite3.connect(folder / "register.db")) as register:
        sets, drafts = (
            register.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ("change_sets", "list_drafts")
        )
    return sets, drafts


def main() -> None:
    """Send every file every way, and tell of each how it was met."""
    parser = ArgumentParser(description="Files that nobody should send.")
    parser.add_argument("--only", default="", help="a part of what the file is called")
    parser.add_argument("--also", type=Path, help="a folder of more files that must be refused")
    parser.add_argument("--port", type=int, default=8471)
    asked = parser.parse_args()
    print_machine()
    more = {file.name: (file.name, file.read_bytes) for file in sorted(asked.also.iterdir())} if asked.also else {}
    files = {label: file for label, file in {**BAD, **more}.items() if asked.only in label}
    faults = 0
    with TemporaryDirectory() as name:
        url = database_in(Path(name))
        load_demo(ready_database(url))
        token = key_for(url, "proof", HeldRole(Role.ADMIN))
        before, idle = stored(Path(name)), idle_command(url)
        with serving(url, asked.port, Path(name) / "log") as service:
            sender = Sender(service, token)
            for label, (called, make) in files.items():
                content = make()
                print(f"{label} ({called}, {len(content)} bytes)")
                for answer in ways(sender, url, idle, content, called):
                    wrong = answer.faults + (["something was stored"] if stored(Path(name)) != before else [])
                    faults += len(wrong)
                    print(f"  {answer.way:<12}{answer.seconds:6.1f} s {answer.mib:6.0f} MiB  {answer.said[:150]}")
                    print("".join(f"  !! {fault}\n" for fault in wrong), end="", flush=True)
                    before = stored(Path(name))
    print(f"{len(files)} files, {faults} faults")
    conclude(bool(files) and not faults)


if __name__ == "__main__":
    main()
