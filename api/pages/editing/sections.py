"""What a form is made of: sections of questions, and rows of them for those who take part."""

from collections.abc import Iterator
from dataclasses import dataclass

from api.pages.editing.fields import Field
from models.package_files import PackageFile


@dataclass(frozen=True)
class Section:
    """Questions that belong together.

    Attributes:
        title: a Swedish message; empty for the first, which needs none.
        fields: the questions.
        folded: whether it is folded away until somebody wants it, or something in it is filled in or wrong.
    """

    title: str
    fields: tuple[Field, ...]
    folded: bool = False


@dataclass(frozen=True)
class Rows:
    """Questions asked once for each actor that takes part.

    Attributes:
        file: the file of the rows; the first column of its key names what they are about.
        name: what stands first in the names of the fields as they are sent.
        title: a Swedish message, with `help` below it.
        one: what a row is called.
        another: what the button says that adds a row.
        fields: the questions.
        at_first: how many empty rows a new form has.
    """

    file: PackageFile
    name: str
    title: str
    help: str
    one: str
    another: str
    fields: tuple[Field, ...]
    at_first: int = 2


@dataclass(frozen=True)
class RecordForm:
    """The form of one kind of record.

    Attributes:
        file: the file of the records.
        slug: the last part of the address where one is registered.
        address: the first part of the addresses of those that are registered.
        kind, kinds: what it is, and what several are, Swedish messages.
        registering, changing, deleting: headings, Swedish messages.
        about: what it is for, in a sentence.
        sections: the questions.
        rows: the questions about those who take part; None where nobody does.
    """

    file: PackageFile
    slug: str
    address: str
    kind: str
    kinds: str
    registering: str
    changing: str
    deleting: str
    about: str
    sections: tuple[Section, ...]
    rows: Rows | None = None

    @property
    def fields(self) -> Iterator[Field]:
        """The questions of all sections."""
        return (field for section in self.sections for field in section.fields)

    def field(self, name: str) -> Field | None:
        """Return the question about a field of the record."""
        return next((field for field in self.fields if field.name == name), None)

    def change_address(self, record_id: str) -> str:
        """Return where a record is changed."""
        return f"/{self.address}/{record_id}/andra"

    def delete_address(self, record_id: str) -> str:
        """Return where a record is deleted."""
        return f"/{self.address}/{record_id}/ta-bort"
