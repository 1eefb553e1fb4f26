"""What an account may do, and where; what its API tokens and its links are for."""

from models.vocabulary.codes import Code


class Role(Code):
    """What an account is to the product; each role but the national ones is held for a place or an actor."""

    ADMIN = "admin", "administratör"
    EDITOR = "editor", "samordnare"
    READER = "reader", "läsare"
    MEMBER = "member", "aktör"
    ANALYST = "analyst", "nationell analytiker"


class TokenScope(Code):
    """What a program may do with an API token."""

    READ = "read", "läsa"
    WRITE = "write", "ändra"


class LinkPurpose(Code):
    """What a link that works once is for."""

    INVITATION = "invitation", "inbjudan"
    PASSWORD_RESET = "password_reset", "nytt lösenord"


class ReadSubject(Code):
    """What the access log says that somebody read of."""

    PLACE = "place", "en plats"
    ACTOR = "actor", "en aktör"
    REGISTER = "register", "allt i registret"
