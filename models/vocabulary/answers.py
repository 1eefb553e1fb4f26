"""What actors are asked themselves, and what becomes of those who register themselves."""

from models.vocabulary.codes import Code


class Topic(Code):
    """What an actor is asked to look through; a survey round chooses among them, and a link alone asks all."""

    OWN_DATA = "own_data", "Uppgifter om er"
    TIES = "ties", "Samarbeten"
    GROUPS = "groups", "Forum och avtal"
    ACTIVITIES = "activities", "Verksamhet"
    NEEDS = "needs", "Behov"
    COMPLETENESS = "completeness", "Om allt är med"


class RegistrationState(Code):
    """What was decided about an actor that registered itself."""

    WAITING = "waiting", "väntar på granskning"
    ACCEPTED = "accepted", "registrerad"
    SAME = "same", "fanns redan"
    REFUSED = "refused", "inte registrerad"
