"""Who may see a place and an actor."""

from models.vocabulary.codes import Code


class PlaceVisibility(Code):
    """Who may see what is registered at a place; a place that says nothing follows the one above it."""

    PRIVATE = "private", "bara de som arbetar med platsen"
    SHARED = "shared", "alla som är inloggade"
    PUBLIC = "public", "alla"


class ActorVisibility(Code):
    """Who may see that an actor exists."""

    PUBLIC = "public", "alla som får se platsen"
    PARTNERS = "partners", "bara samverkansparter på platsen"
    HIDDEN = "hidden", "bara aktören själv och de som sköter platsens karta"
