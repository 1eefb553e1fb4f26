"""What forms offer to choose from."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Option:
    """Something to choose: what the address says of it, such as its id, and its name."""

    value: str
    name: str
