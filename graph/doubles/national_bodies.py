"""What bodies that are the same in all of Sweden are also called, where no spelling and no initials tell.

Any other organisation's other names belong to its own record. Sources: the names and abbreviations that the bodies use
of themselves on their web sites.
"""

from collections.abc import Mapping

from graph.doubles.names import NameKey, name_key

_NAMES = (
    ("Arbetsförmedlingen", "AF"),
    ("Barnens rätt i samhället", "BRIS"),
    ("Folkhälsomyndigheten", "FHM", "FoHM"),
    ("Försäkringskassan", "FK"),
    ("Kronofogdemyndigheten", "Kronofogden", "KFM"),
    ("Myndigheten för samhällsskydd och beredskap", "MSB"),
    ("Myndigheten för ungdoms- och civilsamhällesfrågor", "MUCF"),
    ("Polismyndigheten", "Polisen"),
    ("Riksidrottsförbundet", "Sveriges riksidrottsförbund", "RF"),
    ("Skatteverket", "SKV"),
    ("Statens institutionsstyrelse", "SiS"),
    ("Sveriges Kommuner och Regioner", "SKR", "Sveriges Kommuner och Landsting", "SKL"),
)

FULL_NAMES: Mapping[tuple[str, ...], NameKey] = {
    name_key(other).words: name_key(full) for full, *others in _NAMES for other in others
}
"""The full name as it is compared, by the words of the other names."""
