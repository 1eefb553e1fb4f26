"""Who may write anything at all, somewhere: asked before anything that they sent is read or judged."""

from api.access.viewer import Viewer
from models.errors import ForbiddenError, SignInRequiredError


def may_write(viewer: Viewer) -> bool:
    """Tell whether a viewer may write anything at all."""
    return viewer.may_change and bool(viewer.is_admin or viewer.edits or viewer.speaks_for)


def require_writer(viewer: Viewer) -> None:
    """Do nothing when a viewer may write something somewhere.

    Raises:
        SignInRequiredError: nobody in particular asks.
        ForbiddenError: the account may only read, or the program's token.
    """
    if not viewer.is_signed_in:
        raise SignInRequiredError
    if not may_write(viewer):
        raise ForbiddenError
