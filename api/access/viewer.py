"""Whoever asks: nobody in particular, an account with its roles, or the operator at the command line."""

from dataclasses import dataclass

from models.vocabulary import Role, TokenScope


@dataclass(frozen=True)
class HeldRole:
    """A role, and for which place or actor it is held; the national roles are held for neither."""

    role: Role
    place_id: str | None = None
    actor_id: str | None = None


@dataclass(frozen=True)
class Viewer:
    """Who asks. Two viewers that are equal see and may do the same.

    Attributes:
        account_id: the account; None for nobody in particular and for the operator.
        roles: what the account may do, and where.
        scopes: what the API token allows; None for people.
        everything: whether this is the operator, who may see and do all.
        at_home: whether the register is used on one machine by its owner: no account was ever made, and the
            request comes from that machine. Places that say nothing of who may see them are then shown.
    """

    account_id: str | None = None
    roles: frozenset[HeldRole] = frozenset()
    scopes: frozenset[TokenScope] | None = None
    everything: bool = False
    at_home: bool = False

    @property
    def is_admin(self) -> bool:
        """Whether the account may see and do all."""
        return self.everything or any(held.role is Role.ADMIN for held in self.roles)

    @property
    def is_signed_in(self) -> bool:
        """Whether an account asks."""
        return self.account_id is not None or self.everything

    @property
    def may_change(self) -> bool:
        """Whether whoever asks may change anything at all: a program only with a token that says so."""
        return self.is_signed_in and (self.scopes is None or TokenScope.WRITE in self.scopes)

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
