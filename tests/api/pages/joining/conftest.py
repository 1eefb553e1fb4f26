"""Who decides about organisations that register themselves, and who may not."""

from tests.api.pages.editing.conftest import admin, editor, member, nobody, reader

__all__ = ["admin", "editor", "member", "nobody", "reader"]
