"""Vocabularies about what is done and needed: themes, mandates, activities, needs and inventories."""

from models.vocabulary.actors import Sector
from models.vocabulary.codes import Code


class MandateKind(Code):
    """What an actor may or does do about a theme."""

    DECIDES = "decides", "beslutar"
    RESPONSIBLE = "responsible", "ansvarar"
    FUNDS = "funds", "finansierar"
    COORDINATES = "coordinates", "samordnar"
    DELIVERS = "delivers", "genomför"
    KNOWLEDGE = "knowledge", "har kunskap"
    VOICE = "voice", "röstbärare"


class MandateStatus(Code):
    """Whether the source says that the actor has the mandate, lacks it, or ought to have it."""

    HELD = "held", "har"
    MISSING = "missing", "saknar"
    PROPOSED = "proposed", "föreslås få"


class Direction(Code):
    """Whether an activity meets causes of segregation or its consequences."""

    CAUSE = "cause", "orsak"
    CONSEQUENCE = "consequence", "konsekvens"
    UNKNOWN = "unknown", "okänt"


class Scope(Code):
    """Whether an activity is aimed at some or changes how things work for all."""

    TARGETED = "targeted", "riktad"
    STRUCTURAL = "structural", "strukturell"
    UNKNOWN = "unknown", "okänt"


class Funding(Code):
    """Whether the money for an activity ends."""

    REGULAR = "regular", "ordinarie"
    TIME_LIMITED = "time_limited", "tidsbegränsad"
    UNKNOWN = "unknown", "okänt"


class ActivityStatus(Code):
    """Where an activity stands."""

    PLANNED = "planned", "planerad"
    ONGOING = "ongoing", "pågår"
    COMPLETED = "completed", "genomförd"
    CANCELLED = "cancelled", "inställd"
    UNKNOWN = "unknown", "okänt"


class Theme(Code):
    """The six statistical areas of the guidance and safety, which the 2020 memorandum adds."""

    SOCIOECONOMIC = "socioeconomic", "socioekonomisk segregation"
    HOUSING_SERVICES = "housing_services", "boende och samhällsservice"
    EDUCATION = "education", "utbildning"
    LABOUR_MARKET = "labour_market", "arbetsmarknad"
    DEMOCRACY = "democracy", "demokrati och civilsamhälle"
    HEALTH = "health", "hälsa"
    SAFETY = "safety", "trygghet och brottslighet"


class NeedKind(Code):
    """Whose need it is, or of what."""

    RESIDENTS = "residents", "invånarnas"
    COLLABORATION = "collaboration", "samverkan"
    COMPETENCE = "competence", "kompetens"
    RESOURCES = "resources", "resurser"


class Priority(Code):
    """How urgent a need is said to be; `factor` scales the severity of findings about it."""

    HIGH = "high", "hög"
    MEDIUM = "medium", "medel"
    LOW = "low", "låg"

    @property
    def factor(self) -> float:
        """What the priority multiplies an urgency with."""
        return _PRIORITY_FACTOR[self]


_PRIORITY_FACTOR = {Priority.HIGH: 1.0, Priority.MEDIUM: 0.75, Priority.LOW: 0.5}


class ProblemLevel(Code):
    """Where the problem behind a need sits."""

    INDIVIDUAL = "individual", "individ"
    AREA = "area", "område"
    STRUCTURE = "structure", "struktur"
    UNKNOWN = "unknown", "okänt"


class InventoryStatus(Code):
    """How far the mapping of one scope has come."""

    NOT_STARTED = "not_started", "inte påbörjad"
    ONGOING = "ongoing", "pågår"
    DONE = "done", "klar"


INVENTORY_SCOPES: tuple[str, ...] = (
    *(f"sector:{sector}" for sector in Sector),
    *(f"theme:{theme}" for theme in Theme),
    "forums",
    "agreements",
    "mandates",
    "needs",
    "activities",
)
ALL_RESIDENTS = "all_residents"
