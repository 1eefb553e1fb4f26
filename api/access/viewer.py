"""Whoever asks: nobody in particular, an account with its roles, or the operator at the command line."""

from dataclasses import dataclass
from typing import Self

from models.vocabulary import Role, TokenScope


@dataclass(frozen=True)
class HeldRole:
    """A role, and for which place or actor it is held; the national roles are held for neither."""

    role: Role
    place_id: str | None = None
    actor_id: str | None = None


def author_named(account_id: str | None, actor_id: str | None) -> str | None:
    """Return who made something: an account, or an actor that said it by its own link; None when nobody is known."""
    return account_id or (f"actor:{actor_id}" if actor_id else None)


@dataclass(frozen=True)
class Viewer:
    """Who asks. Two viewers that are equal see and may do the same.

    Attributes:
        account_id: the account; None for nobody in particular and for the operator.
        roles: what the account may do, and where.
        scopes: what the API token allows; None for people.
        everything: whether this is the operator, who may see and do all.
        answering: the actor that somebody without an account speaks for by its own link, who has its role as member
            and nothing else.
        at_home: whether the register is used on one machine by its owner: no account was ever made, and the
            request comes from that machine. Places that say nothing of who may see them are then shown.
    """

    account_id: str | None = None
    roles: frozenset[HeldRole] = frozenset()
    scopes: frozenset[TokenScope] | None = None
    everything: bool = False
    at_home: bool = False
    answering: str | None = None

    @classmethod
    def of_actor(cls, actor_id: str) -> Self:
        """Return whoever answers for an actor by its own link, without an account."""
        return cls(roles=frozenset({HeldRole(Role.MEMBER, actor_id=actor_id)}), answering=actor_id)

    @property
    def is_admin(self) -> bool:
        """Whether the account may see and do all."""
        return self.everything or any(held.role is Role.ADMIN for held in self.roles)

    @property
    def is_signed_in(self) -> bool:
        """Whether an account asks."""
        return self.account_id is not None or self.everything

    @property
    def is_somebody(self) -> bool:
        """Whether it is known who asks: an account, or an actor by its own link."""
        return self.is_signed_in or self.answering is not None

    @property
    def author(self) -> str | None:
        """By whom the records are that this viewer makes, as `api.queries.surroundings` tells of each record."""
        return author_named(self.account_id, self.answering)

    @property
    def may_change(self) -> bool:
        """Whether whoever asks may change anything at all: a program only with a token that says so."""
        return self.is_somebody and (self.scopes is None or TokenScope.WRITE in self.scopes)

    @property
    def edits(self) -> frozenset[str]:
        """The places that the account edits, with all below them."""
        return self._held_for_place(Role.EDITOR)

    @property
    def works_with(self) -> frozenset[str]:
        """The places that the account works with as editor or reader, and all below them."""
        return self._held_for_place(Role.EDITOR, Role.READER)

    @property
    def speaks_for(self) -> frozenset[str]:
        """The actors that the account speaks for."""
        return frozenset(held.actor_id for held in self.roles if held.role is Role.MEMBER and held.actor_id)

    def _held_for_place(self, *roles: Role) -> frozenset[str]:
        return frozenset(held.place_id for held in self.roles if held.role in roles and held.place_id)


ANYBODY = Viewer()
"""Somebody who has not signed in."""

OPERATOR = Viewer(everything=True)
"""Whoever runs the program at the command line."""
