"""The port that a peer is told to listen on."""

from argparse import ArgumentParser


def chosen_port() -> int:
    """Return what the command line says of the port."""
    parser = ArgumentParser()
    parser.add_argument("--port", type=int, required=True)
    port: int = parser.parse_args().port
    return port
