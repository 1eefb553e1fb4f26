"""Vocabularies about how actors collaborate: the ladder, forums, agreements, ties and money."""

from models.vocabulary.codes import Code


class Ladder(Code):
    """The collaboration ladder of the national guidance; `step` counts from 1, unknown has none."""

    UNKNOWN = "unknown", "nivå okänd"
    INFORMATION = "information", "information"
    CONSULTATION = "consultation", "samråd"
    DIALOGUE = "dialogue", "dialog"
    PARTNERSHIP = "partnership", "partnerskap"

    @property
    def strength(self) -> float:
        """How strong a tie on this step is, between 0 and 1 (unknown counts as consultation)."""
        return _LADDER_STRENGTH[self]

    @property
    def step(self) -> int:
        """The step from 1 (information) to 4 (partnership); 0 when the step is not known."""
        return _LADDER_STEP[self]


_LADDER_STEP = {step: number for number, step in enumerate(Ladder)}
_LADDER_STRENGTH = {
    Ladder.UNKNOWN: 0.4,
    Ladder.INFORMATION: 0.2,
    Ladder.CONSULTATION: 0.4,
    Ladder.DIALOGUE: 0.6,
    Ladder.PARTNERSHIP: 0.8,
}


class ForumKind(Code):
    """What sort of meeting or group a forum is."""

    ASSOCIATION_COUNCIL = "association_council", "föreningsråd"
    ALLIANCE = "alliance", "allians"
    MEETING_PLACE = "meeting_place", "mötesplats"
    WORKING_GROUP = "working_group", "arbetsgrupp"
    DIALOGUE_MEETING = "dialogue_meeting", "dialogmöte"
    CITIZEN_DIALOGUE = "citizen_dialogue", "medborgardialog"
    NETWORK = "network", "nätverk"
    KNOWLEDGE_ALLIANCE = "knowledge_alliance", "kunskapsallians eller forskningscirkel"
    CONSULTATION = "consultation", "samråd"
    CRIME_PREVENTION_COUNCIL = "crime_prevention_council", "brottsförebyggande råd"
    COMPACT_GROUP = "compact_group", "representationsgrupp för överenskommelse"
    STEERING_GROUP = "steering_group", "styrgrupp"
    OTHER = "other", "annat"


class ForumRole(Code):
    """What a member does in a forum."""

    CONVENOR = "convenor", "sammankallande"
    PROCESS_LEADER = "process_leader", "processledare"
    MEMBER = "member", "medlem"
    RESIDENT_REPRESENTATIVE = "resident_representative", "invånarrepresentant"
    RESEARCH_FOLLOWER = "research_follower", "följeforskare"
    OBSERVER = "observer", "observatör"


class Attendance(Code):
    """Whether a member takes part, or only stands on the list."""

    ACTIVE = "active", "aktiv"
    ON_PAPER = "on_paper", "på papperet"
    UNKNOWN = "unknown", "okänt"


class Governance(Code):
    """Who steers a forum."""

    SHARED = "shared", "gemensam"
    LEAD = "lead", "ledande part"
    COORDINATING_BODY = "coordinating_body", "samordnande organisation"
    UNKNOWN = "unknown", "okänt"


class ForumStatus(Code):
    """Where a forum stands."""

    PLANNED = "planned", "planerat"
    ONGOING = "ongoing", "pågår"
    ENDED = "ended", "avslutat"
    BROKEN = "broken", "avbrutet"


class AgreementKind(Code):
    """The form of an agreement; `strength` is what a pair of its parties counts for while it is in force."""

    IOP = "iop", "idéburet offentligt partnerskap (IOP)"
    COMPACT = "compact", "överenskommelse"
    LETTER_OF_INTENT = "letter_of_intent", "avsiktsförklaring"
    CONTRACT = "contract", "samverkansavtal"
    ASSIGNMENT = "assignment", "uppdrag"
    OTHER = "other", "annat"

    @property
    def strength(self) -> float:
        """How strong a tie between two parties is, between 0 and 1."""
        return _AGREEMENT_STRENGTH[self]


_AGREEMENT_STRENGTH = {
    AgreementKind.IOP: 0.8,
    AgreementKind.COMPACT: 0.6,
    AgreementKind.LETTER_OF_INTENT: 0.4,
    AgreementKind.CONTRACT: 0.6,
    AgreementKind.ASSIGNMENT: 0.6,
    AgreementKind.OTHER: 0.4,
}


class AgreementStage(Code):
    """How far an agreement has come."""

    APPROACH = "approach", "uppvaktning"
    DIALOGUE = "dialogue", "dialog"
    DRAFT = "draft", "utkast"
    DECIDED = "decided", "beslutad"
    IN_FORCE = "in_force", "gällande"
    ENDED = "ended", "avslutad"


class TieType(Code):
    """What a tie between two actors is about."""

    COLLABORATION = "collaboration", "samverkan"
    FUNDING = "funding", "finansiering"
    ORGANISATIONAL = "organisational", "organisatorisk tillhörighet"
    ASSIGNMENT = "assignment", "uppdrag"


class TieStatus(Code):
    """Where a tie stands."""

    PLANNED = "planned", "planerad"
    ONGOING = "ongoing", "pågår"
    COMPLETED = "completed", "avslutad"
    BROKEN = "broken", "avbruten"
    DECLINED = "declined", "avböjd"
    HINDERED = "hindered", "hindrad"
    UNKNOWN = "unknown", "okänt"


class Confirmation(Code):
    """Who stands behind a statement, from the best to the weakest; a disputed one never counts."""

    BOTH = "both", "bekräftad av båda parter"
    DOCUMENTED = "documented", "dokumenterad"
    ONE_PARTY = "one_party", "uppgift från en part"
    THIRD_PARTY = "third_party", "uppgift från tredje part"
    DISPUTED = "disputed", "bestridd"

    @property
    def rank(self) -> int:
        """0 for the best confirmation, higher for weaker ones."""
        return _CONFIRMATION_RANK[self]


_CONFIRMATION_RANK = {confirmation: rank for rank, confirmation in enumerate(Confirmation)}
CONFIRMED = frozenset({Confirmation.BOTH, Confirmation.DOCUMENTED})


class GrantStatus(Code):
    """How far a grant has come."""

    APPLIED = "applied", "sökt"
    GRANTED = "granted", "beviljat"
    PAID = "paid", "utbetalt"
    REJECTED = "rejected", "avslaget"
