"""How the register came to be as it is: the kinds of what changes it."""

from models.vocabulary.codes import Code


class ChangeKind(Code):
    """What somebody did when records came, changed or went together."""

    IMPORT = "import", "inläsning"
    EDIT = "edit", "ändring"
    SELF_SERVICE = "self_service", "egen uppgift"
    MERGE = "merge", "sammanslagning"
    UNDO = "undo", "ångrat"
    ERASURE = "erasure", "radering"
