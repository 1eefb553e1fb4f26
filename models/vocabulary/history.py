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


class Obstacle(Code):
    """Why a change cannot be undone as it is."""

    CHANGED_LATER = "changed_later", "har ändrats senare"
    DELETED_LATER = "deleted_later", "har tagits bort senare"
    CAME_BACK = "came_back", "finns igen"
    STILL_NAMED = "still_named", "nämns av en annan post"
    NAMES_MISSING = "names_missing", "nämner något som inte längre finns"
    CONTRADICTS = "contradicts", "går inte ihop med det som är registrerat nu"
    ROLE_HELD = "role_held", "har konton med roller"
    IN_COLLECTION = "in_collection", "ingår i en samling av uppgifter"
    ERASED = "erased", "är raderat på riktigt och går inte att få tillbaka"


class PersonalData(Code):
    """What in a free text seems to be about a person."""

    PERSONAL_NUMBER = "personal_number", "ett personnummer"
    PHONE = "phone", "ett telefonnummer"
    EMAIL = "email", "en e-postadress med ett personnamn"
