"""A part of the register that can stand on its own: no reference leads out of it."""

from graph.packages.cells import Key, key_of
from graph.packages.references import references_of
from graph.register import Register
from models.package_files import FILES, PACKAGE_FILES


def closed(register: Register, keep: Register) -> Register:
    """Return the kept records and everything they refer to, and so on, in the order of `register`.

    Args:
        register: where the records that are referred to stand.
        keep: the records to begin with; they are part of `register`.
    """
    tables = register.tables()
    by_id = {
        file.name: {key_of(file, record)[0]: record for record in tables[file.name]}
        for file in PACKAGE_FILES
        if file.key == ("id",)
    }
    kept: dict[str, set[Key]] = {file.name: set() for file in PACKAGE_FILES}
    waiting = [(name, record) for name, records in keep.tables().items() for record in records]
    while waiting:
        name, record = waiting.pop()
        key = key_of(FILES[name], record)
        if key in kept[name]:
            continue
        kept[name].add(key)
        waiting += [(target, by_id[target][id_]) for _, target, id_ in references_of(FILES[name], record)]
    return Register.of(
        {
            file.name: tuple(record for record in tables[file.name] if key_of(file, record) in kept[file.name])
            for file in PACKAGE_FILES
        }
    )
