"""What the records of each table are called, one and several, wherever people are told of them."""

from collections.abc import Mapping

from api.language import message

ONE: Mapping[str, str] = {
    "places": message("Plats"),
    "actors": message("Aktör"),
    "forums": message("Forum"),
    "forum_members": message("Medlem i forum"),
    "agreements": message("Avtal"),
    "agreement_parties": message("Part i avtal"),
    "ties": message("Samarbete"),
    "mandates": message("Mandat"),
    "activities": message("Verksamhet"),
    "activity_actors": message("Deltagare i verksamhet"),
    "needs": message("Behov"),
    "need_sightings": message("Aktör som ser behov"),
    "grants": message("Bidrag"),
    "inventories": message("Kartläggning"),
    "completeness": message("Bekräftelse från aktör"),
}
"""What one record of each table is called."""

SEVERAL: Mapping[str, str] = {
    "places": message("platser"),
    "actors": message("aktörer"),
    "forums": message("forum"),
    "forum_members": message("medlemskap i forum"),
    "agreements": message("avtal"),
    "agreement_parties": message("parter i avtal"),
    "ties": message("samarbeten"),
    "mandates": message("mandat"),
    "activities": message("verksamheter"),
    "activity_actors": message("deltaganden i verksamheter"),
    "needs": message("behov"),
    "need_sightings": message("uppgifter om vem som ser ett behov"),
    "grants": message("bidrag"),
    "inventories": message("uppgifter om inventering"),
    "completeness": message("egna bekräftelser från aktören"),
    "collections": message("samlingar av uppgifter"),
    "account_roles": message("konton med en roll här"),
}
"""What the records of each table are called where they are counted."""
