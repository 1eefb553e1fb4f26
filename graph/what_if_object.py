"""What would follow from a thought, as JSON: the frame of every analysis and what comes, goes and changes."""

from graph.analysis_object import Json, frame_object, plain
from graph.contrast_object import contrast_object
from graph.message import Translate
from graph.suppositions import Supposition, WithTie, written
from graph.what_if import Consequences, Contacts


def what_if_object(found: Consequences, translate: Translate = str) -> Json:
    """Return the consequences; the frame is that of the place as registered.

    `leaving` are actors from outside that belonged to the place through what is gone alone.
    """
    before, after = found.before.system, found.after.system
    return {
        **frame_object(before),
        "suppositions": [_supposition(supposed) for supposed in found.suppositions],
        "kappa_after": plain(after.knowledge.kappa()),
        "confirmation_after": plain(after.confirmation),
        **contrast_object(found.before, found.after, found.contrast, translate),
        "leaving": list(found.leaving),
        "contacts": {
            "reaching_before": found.reaching,
            "lost": _contacts(found.lost),
            "gained": _contacts(found.gained),
        },
    }


def _supposition(supposed: Supposition) -> Json:
    return {"with" if isinstance(supposed, WithTie) else "without": written(supposed)}


def _contacts(contacts: Contacts) -> Json:
    return {
        "count": contacts.count,
        "pairs": [list(pair) for pair in contacts.named],
        "parts": [[list(part) for part in parts] for parts in contacts.parts],
    }
