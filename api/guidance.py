"""The questions of the national guidance that findings help to answer, in words of our own, by section."""

from collections.abc import Mapping
from dataclasses import dataclass

from api.language import message

DOCUMENTS: Mapping[str, str] = {
    "F": message("Vägledning till ideella föreningar och stiftelser (2020)"),
    "K": message("Vägledning till kommuner och regioner (2020)"),
    "C": message("Promemoria om coronapandemins påverkan på arbetet mot segregation (2020)"),
}
"""The documents, by the first letter of a question's code."""


@dataclass(frozen=True)
class Question:
    """A question that one of the guidance documents asks, with the section where it stands, if it has a number."""

    code: str
    document: str
    section: str
    text: str


_TEXTS: Mapping[str, str] = {
    "F2.1.1": message("Vilka är verksamma här, vem gör vad, vilken samverkan finns redan och vem saknas?"),
    "F2.1.2": message(
        "Vad ansvarar kommunen för, vilka resurser finns i förvaltningarna och var kan föreningar bidra?"
    ),
    "F2.1.3": message("Hur får kommunen veta vad föreningarna ser, och tvärtom? Vilka kanaler och forum finns?"),
    "F2.1.4": message("Hur får föreningarna veta om varandra? Vilka vägar in och mötesplatser finns?"),
    "F2.2": message(
        "Vilket mål är gemensamt, vem gör vad, behövs fler, ska invånarna vara med och hur blir det varaktigt?"
    ),
    "F2.3.1": message("Ingår de insatser och aktörer som behövs i samverkan?"),
    "F2.3.2": message("Handlar samverkan om de problem som betyder mest i området?"),
    "F2.3.3": message("Kan samverkan få en form som gör att den håller?"),
    "F2.3.4–6": message("Blir alla intressen hörda, når arbetet dem det är till för och hur sprids erfarenheterna?"),
    "K1.1.2": message("Vilka föreningar känner området, vilka grupper når de och vilka når ingen?"),
    "K1.1.3": message("Vad behöver vi av samverkan, hur bedöms målet och vilka former finns redan?"),
    "K1.1.4": message(
        "Vilka insatser gör vi, vilka tillsammans med andra, vilka motverkar varandra och riktas de mot orsaker?"
    ),
    "K1.2": message("Vilka orsaker kan vi själva påverka och vilka ligger på en annan nivå?"),
    "K1.3": message("Vilka andra gör samma sak och vilka kan vi lära av?"),
    "K2.1.1": message("Vilka aktörer finns och vilka utmaningar och behov beskriver de?"),
    "K2.1.2": message("Vilket mandat, vilken roll och vilken kunskap har var och en?"),
    "K2.1.3": message("Finns det glapp mellan våra mandat och roller?"),
    "K2.2": message("Har de som deltar mandat att agera?"),
    "K2.3": message(
        "Vem har vilken roll, vad är mest angeläget, vilken form av samordning behövs och vem sammankallar?"
    ),
    "K2.4": message("Vilken kompetens och vilken dialog behövs?"),
    "K2.5": message("Vilka andra gör samma sak och hur utbyter vi erfarenheter?"),
    "C-tools": message("Hur kan pågående samverkan synliggöras på varje nivå, från område till riket?"),
    "C-who": message("Vem gör vad, och var hör en fråga hemma?"),
    "C-mentor": message("Hur kan stora organisationer stärka små?"),
    "C-present": message("Är kommunen och forskningen med i de lokala forumen?"),
}


def _question(code: str, text: str) -> Question:
    numbered = code[1].isdigit()
    return Question(code, DOCUMENTS[code[0]], code[1:] if numbered else "", text)


QUESTIONS: Mapping[str, Question] = {code: _question(code, text) for code, text in _TEXTS.items()}
