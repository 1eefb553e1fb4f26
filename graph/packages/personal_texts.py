"""Free texts of records that seem to hold facts about people, as warnings."""

from collections.abc import Iterator

from models.package_files import PackageFile
from models.personal_data import personal_data_in
from models.records import Record
from models.vocabulary import Code

CODED = frozenset({"id", "org_number", "diary_number", "code", "group", "scope"})
"""Texts that are no free text, and whose digits mean something else."""

ADVICE = "registret är till för organisationer; ta bort det, eller skriv en adress till en funktion"


def free_texts(file: PackageFile, record: Record) -> Iterator[tuple[str, str]]:
    """Yield each free text of a record with its column."""
    for column, value in vars(record).items():
        if value is None or column in CODED or column in file.references:
            continue
        for text in value if isinstance(value, tuple) else (value,):
            if isinstance(text, str) and not isinstance(text, Code):
                yield column, text


def personal_texts(file: PackageFile, record: Record) -> Iterator[tuple[str, str]]:
    """Yield each column that seems to hold a fact about a person, with what to say of it."""
    for column, text in free_texts(file, record):
        for kind in personal_data_in(text):
            yield column, f"innehåller det som ser ut som {kind.label}; {ADVICE}"
