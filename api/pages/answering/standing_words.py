"""What a page says of who stands behind a record, and who wishes what, to the actor that it is about."""

from collections.abc import Mapping

from api.language import message
from api.pages.answering.own_records import AskedRecord
from api.self_service.standing import Side
from graph.message import Message
from models.records import Tie
from models.vocabulary import Confirmation

_OF_TIES: Mapping[tuple[Confirmation, Side | None], str] = {
    (Confirmation.BOTH, None): message("Bekräftat av er båda."),
    (Confirmation.DOCUMENTED, None): message("Finns i ett dokument."),
    (Confirmation.ONE_PARTY, Side.OWN): message("Ni har sagt det. {other} har inte svarat än."),
    (Confirmation.ONE_PARTY, Side.OTHER): message("{other} har sagt det. Säger ni att det stämmer är ni två om det."),
    (Confirmation.ONE_PARTY, None): message("En av er har sagt det. Säger ni att det stämmer är ni två om det."),
    (Confirmation.THIRD_PARTY, None): message("Någon annan har sagt det. Stämmer det?"),
    (Confirmation.DISPUTED, Side.OWN): message("Ni har sagt att det inte stämmer. Det räknas inte på kartan."),
    (Confirmation.DISPUTED, None): message(
        "Någon har sagt att det inte stämmer, så det räknas inte på kartan. Är det fel, skriv det i hälsningen."
    ),
}

_OF_PARTS: Mapping[tuple[Confirmation, Side | None], str] = {
    **_OF_TIES,
    (Confirmation.BOTH, None): message("Bekräftat av båda sidor."),
    (Confirmation.ONE_PARTY, Side.OWN): message("Ni har sagt det."),
    (Confirmation.ONE_PARTY, None): message("En sida har sagt det. Stämmer det?"),
}
"""The same of a part in a forum, an agreement or an activity, where there is no single other side."""


def standing_words(asked: AskedRecord) -> Message | None:
    """Return who stands behind a record; None where records of its kind do not say."""
    said = asked.confirmation
    if said is None or asked.fact is None:
        return None
    words = _OF_TIES if isinstance(asked.record, Tie) else _OF_PARTS
    text = words.get((said, asked.standing.side)) or words[said, None]
    return Message(text, {"other": other_names(asked)})


def wish_words(asked: AskedRecord, actor_id: str) -> Message | None:
    """Return who wishes to get where with a collaboration; None where nobody wishes more."""
    tie = asked.record
    if not isinstance(tie, Tie) or tie.desired_level is None:
        return None
    wish = {"step": tie.desired_level, "other": other_names(asked)}
    if tie.desired_by is None:
        return Message("Önskad nivå: {step}.", wish)
    if tie.desired_by == actor_id:
        return Message("Ni vill till {step}.", wish)
    return Message("{other} vill till {step}.", wish)


def other_names(asked: AskedRecord) -> str:
    """Return what the others are called that take part."""
    return ", ".join(other.name for other in asked.fact.others) if asked.fact else ""
