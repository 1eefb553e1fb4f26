"""Small packages written in the tests themselves, as the text of their files."""

import io
import zipfile
from collections.abc import Mapping

from graph.packages import CheckedPackage, check_package, read_package
from graph.register import Register

PLACES = "id,name,level,parent_id\nsverige,Sverige,nation,\nkn,Kommunen,municipality,sverige\nng,Norra,area,kn\n"
ACTORS = (
    "id,name,sector,place_id\n"
    "k1,Kulturförvaltningen,municipality,kn\n"
    "c1,Föreningen Bron,civil_society,ng\n"
    "c2,Idrottsklubben,civil_society,ng\n"
    "b1,Bostadsbolaget,business,kn\n"
)
TIES = "id,actor_a,actor_b,level\nt1,k1,c1,dialogue\n"


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    """Return an archive with these files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def package(**files: str) -> bytes:
    """Return a package as an archive; a file is given as its text."""
    return zipped({f"{name}.csv": text for name, text in files.items()})


def checked(stored: Register | None = None, *, accept_valid: bool = False, **files: str) -> CheckedPackage:
    """Check a package of these files against a register, by default an empty one."""
    raw = read_package(package(**files), "test")
    return check_package(raw, stored or Register(), accept_valid=accept_valid)


def register(**files: str) -> Register:
    """Return the register that a package without errors describes."""
    found = check_package(read_package(package(**files), "test"), Register())
    assert found.errors == ()
    return Register.of(found.records)


def drawn_register() -> Register:
    """Return three places in a line, four actors and a tie between two of them."""
    return register(places=PLACES, actors=ACTORS, ties=TIES)


def told(found: CheckedPackage) -> list[str]:
    """Return the errors as the command line prints them."""
    return [str(error) for error in found.errors]
