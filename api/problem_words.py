"""What readers are told when something goes wrong: headings and sentences by status, and the words of the forms."""

from collections.abc import Mapping
from http import HTTPStatus

from api.language import message

HEADINGS: Mapping[int, str] = {
    HTTPStatus.BAD_REQUEST: message("Adressen går inte att läsa"),
    HTTPStatus.UNAUTHORIZED: message("Logga in först"),
    HTTPStatus.FORBIDDEN: message("Det går inte"),
    HTTPStatus.NOT_FOUND: message("Sidan finns inte"),
    HTTPStatus.METHOD_NOT_ALLOWED: message("Sidan kan bara läsas"),
    HTTPStatus.CONFLICT: message("Det går inte"),
    HTTPStatus.GONE: message("Länken fungerar inte längre"),
    HTTPStatus.TOO_MANY_REQUESTS: message("Vänta en stund"),
    HTTPStatus.BAD_GATEWAY: message("Inloggningstjänsten svarar inte"),
    HTTPStatus.SERVICE_UNAVAILABLE: message("Det går inte att svara just nu"),
    HTTPStatus.INSUFFICIENT_STORAGE: message("Det går inte att spara just nu"),
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: message("Det är för stort"),
}
SOMETHING_WRONG = message("Något gick fel hos oss")
UNEXPECTED = message("Ett oväntat fel har inträffat. Det har skrivits i tjänstens logg.")
NOT_READABLE = message("Något i frågan går inte att läsa. Se ”errors”.")
NOT_READABLE_BY_A_PERSON = message("Något som adressen frågar efter går inte att visa.")
EXPLANATIONS: Mapping[int, str] = {
    HTTPStatus.NOT_FOUND: message("Det finns inget på den här adressen."),
    HTTPStatus.METHOD_NOT_ALLOWED: message("Den här adressen går att läsa men inte att skicka något till."),
    HTTPStatus.REQUEST_TIMEOUT: message("Det som skulle skickas kom inte fram i tid. Försök igen."),
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: message("Det som skickades är större än vad den här adressen tar emot."),
    HTTPStatus.REQUEST_URI_TOO_LONG: message("Adressen är för lång."),
    HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE: message("Det som webbläsaren skickade med är för stort."),
}
ANOTHER_ERROR = message("Det går inte att svara på frågan.")

REASONS: Mapping[str, str] = {
    "missing": message("saknas"),
    "not_a_date": message("är inget datum; skriv till exempel 2026-11-01"),
    "date_type": message("är inget datum; skriv till exempel 2026-11-01"),
    "enum": message("är inget av de värden som går att välja"),
    "int_parsing": message("är inget heltal"),
    "greater_than_equal": message("är för litet"),
    "less_than_equal": message("är för stort"),
    "string_too_long": message("är för långt"),
    "bool_parsing": message("är varken ja eller nej"),
    "extra_forbidden": message("är ett okänt fält"),
}
ANOTHER_REASON = message("går inte att läsa")

LABELS: Mapping[str, str] = {
    "date": message("Datum"),
    "from": message("Från den dag"),
    "view": message("Förvaltningar"),
    "readings": message("Uppgifter"),
    "order": message("Ordning"),
    "theme": message("Sakfråga"),
    "place": message("Plats"),
    "omgang": message("Omgång"),
    "sector": message("Sektor"),
    "level": message("Nivå"),
    "channel": message("Slag av samarbete"),
    "actor": message("Aktör"),
    "funder": message("Aktören får bidrag av"),
    "direction": message("Riktar sig mot"),
    "text": message("Ord i titel, målgrupp eller aktörens namn"),
    "q": message("Sökord"),
    "group": message("Kommungrupp"),
    "a": message("Den ena"),
    "b": message("Den andra"),
    "small": message("Fråga också små aktörer om hjälp"),
    "dag": message("Dag"),
    "adress": message("E-postadress"),
    "sida": message("Del av listan"),
    "fran": message("Del av listan"),
    "aldre": message("Bara det som inte är bekräftat på över ett år"),
}
"""What the forms of pages call the parts of their addresses."""
