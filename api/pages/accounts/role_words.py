"""What each role lets an account do, in the words of the pages."""

from collections.abc import Iterable, Mapping

from api.language import message
from models.vocabulary import Role

EXPLANATIONS: Mapping[Role, str] = {
    Role.READER: message("ser också det som är stängt för andra på platsen och i det som ligger under den"),
    Role.EDITOR: message("ändrar allt på platsen och i det som ligger under den, och bjuder in läsare och aktörer dit"),
    Role.MEMBER: message("ändrar det som gäller den egna aktören, och ser dess plats som partner"),
    Role.ANALYST: message("ser alla platser som delar sin karta, och de andra bara i jämförelsernas sammanlagda tal"),
    Role.ADMIN: message("ser och ändrar allt, ger alla roller och stänger konton"),
}


def explained(roles: Iterable[Role]) -> tuple[tuple[Role, str], ...]:
    """Return roles with what they mean, each once and in the order in which they were given."""
    return tuple((role, EXPLANATIONS[role]) for role in dict.fromkeys(roles))
