"""Who takes part: an IOP has a public and an idéburen party, and others have somebody at all."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import cast

from graph.packages.cells import Key
from graph.packages.draft import Draft, Fault
from graph.packages.remarks import RowWarning
from models.records import Actor, Agreement
from models.vocabulary import PUBLIC_SECTORS, AgreementKind, Sector

_PARTICIPATION = {
    "agreements": ("agreement_parties", "avtalet har inga registrerade parter"),
    "forums": ("forum_members", "forumet har inga registrerade medlemmar"),
    "activities": ("activity_actors", "insatsen har inga registrerade aktörer"),
}


def one_sided_partnerships(draft: Draft, *, strict: bool) -> Iterator[Fault]:
    """Yield IOPs whose parties are not both public and idéburna, where the package has a part in it.

    Args:
        draft: the register as it would be.
        strict: whether to judge although a row about a party cannot be read. While errors are gathered that
            row's own error is enough.
    """
    agreements = cast(Mapping[tuple[str], Agreement], draft.after("agreements"))
    actors = cast(Mapping[tuple[str], Actor], draft.after("actors"))
    unread = {key[0] for key in draft.refused("agreement_parties")}
    parties = _members(draft, "agreement_parties")
    for key, agreement in agreements.items():
        names = parties.get(key[0], [])
        if agreement.kind != AgreementKind.IOP or not names:
            continue
        if not strict and (key[0] in unread or any((name,) in draft.refused("actors") for name in names)):
            continue
        sectors = {actors[name,].sector for name in names if (name,) in actors}
        lacking = _lacking(sectors)
        where = _row_to_blame(draft, key, names) if lacking else None
        if where:
            yield Fault(*where, f"ett IOP har minst en offentlig och en idéburen part; här saknas {lacking} part")


def without_participants(draft: Draft) -> Iterator[RowWarning]:
    """Yield a warning for what the package describes but nobody takes part in."""
    for name, (links, reason) in _PARTICIPATION.items():
        if not draft.read(name):
            continue
        taken = {key[0] for key in draft.after(links)}
        file = draft.files[name]
        for key in file.records:
            if key[0] not in taken:
                yield RowWarning(file.label, file.rows[key], "id", reason)


def _members(draft: Draft, links: str) -> dict[str, list[str]]:
    members: dict[str, list[str]] = defaultdict(list)
    for key in draft.after(links):
        members[key[0]].append(key[1])
    return members


def _lacking(sectors: set[Sector]) -> str:
    kinds = ["en offentlig"] if not sectors & PUBLIC_SECTORS else []
    kinds += ["en idéburen"] if Sector.CIVIL_SOCIETY not in sectors else []
    return " och ".join(kinds)


def _row_to_blame(draft: Draft, key: Key, names: list[str]) -> tuple[str, Key, str] | None:
    """Return the row of the package to put right: the agreement, else one of its parties, else an actor."""
    if key in draft.read("agreements"):
        return "agreements", key, "kind"
    for name in names:
        if (key[0], name) in draft.read("agreement_parties"):
            return "agreement_parties", (key[0], name), "actor_id"
    for name in names:
        if (name,) in draft.read("actors"):
            return "actors", (name,), "sector"
    return None
