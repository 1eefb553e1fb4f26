"""A hundred odd requests to every operation of OpenAPI: no 5xx, and no status or type that is not documented.

Run from the checkout:

    .venv/bin/python -m benchmarks.proofs.odd_requests [--examples 100] [--only actors]

The requests come from schemathesis, and are asked with the rights of an administrator over a copy of the demo.
"""

import logging
import time
from argparse import ArgumentParser
from pathlib import Path
from tempfile import TemporaryDirectory

from fastapi.testclient import TestClient

from api.access.viewer import HeldRole
from api.application import create_app
from api.database import ready_database
from api.demo import load_demo
from api.settings import Settings
from benchmarks.measuring import print_machine
from benchmarks.proofs.trials import conclude
from benchmarks.serving import database_in
from models.vocabulary import Role
from tests.api.accounts import bearer
from tests.api.odd_requests import faults


def main() -> None:
    """Ask, and tell of each operation what was wrong."""
    parser = ArgumentParser(description="Odd requests to every operation.")
    parser.add_argument("--examples", type=int, default=100)
    parser.add_argument("--only", default="", help="a part of the operation's address")
    asked = parser.parse_args()
    print_machine()
    logging.getLogger("api").setLevel(logging.CRITICAL)
    wrong = operations = 0
    start = time.perf_counter()
    with TemporaryDirectory() as name:
        url = database_in(Path(name))
        load_demo(ready_database(url))
        app = create_app(Settings(database_url=url, secret_key="x" * 32))
        with TestClient(app) as client:
            headers = bearer(client, "odd", HeldRole(Role.ADMIN))
            for operation, fault in faults(app, headers, asked.examples, asked.only):
                operations += 1
                wrong += fault is not None
                print(f"{time.perf_counter() - start:7.1f} s  {operation}: {fault or 'ok'}", flush=True)
    print(f"{operations} operations, {asked.examples} requests each; {wrong} with faults")
    conclude(operations > 0 and wrong == 0)


if __name__ == "__main__":
    main()
