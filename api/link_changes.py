"""What differs between the rows that say who takes part in something, and those that somebody wants instead."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from graph.packages import Change, Key, key_of
from models.package_files import PackageFile
from models.records import Record


@dataclass(frozen=True)
class LinkChanges:
    """The rows that go, come and change, and how all of them are afterwards, by key."""

    gone: Sequence[Record]
    new: Sequence[Record]
    changed: Sequence[Change]
    after: Mapping[Key, Record]

    @classmethod
    def between(cls, links: PackageFile, before: Iterable[Record], wanted: Iterable[Record]) -> "LinkChanges":
        """Return what differs between the rows as they are and as they are wanted."""
        was = {key_of(links, row): row for row in before}
        after = {key_of(links, row): row for row in wanted}
        return cls(
            gone=[row for key, row in was.items() if key not in after],
            new=[row for key, row in after.items() if key not in was],
            changed=[
                Change(links.name, key, was[key], row) for key, row in after.items() if key in was and was[key] != row
            ],
            after=after,
        )

    @property
    def are_some(self) -> bool:
        """Whether anything differs."""
        return bool(self.gone or self.new or self.changed)

    def steps(self) -> Iterator[tuple[Record | None, Record | None]]:
        """Yield each row before and after, None where there is none."""
        yield from ((row, None) for row in self.gone)
        yield from ((None, row) for row in self.new)
        yield from ((change.before, change.after) for change in self.changed)

    def to_judge(self) -> list[Record]:
        """Return the rows to be judged.

        Where rows only go, one of those that stay makes sure that what they are about is judged without them.
        """
        return [*self.new, *(change.after for change in self.changed)] or list(self.after.values())[:1]
