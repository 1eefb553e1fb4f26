"""What accounts and API tokens are called."""

from pydantic import TypeAdapter, ValidationError

from api.language import message
from models.errors import InvalidRequestError
from models.text import Name

_NAME: TypeAdapter[str] = TypeAdapter(Name)

NO_NAME = message("Namnet saknas eller går inte att läsa.")


def read_name(text: str) -> str:
    """Return a name, cleaned.

    Raises:
        InvalidRequestError: when there is none.
    """
    try:
        return _NAME.validate_python(text)
    except ValidationError:
        raise InvalidRequestError(NO_NAME) from None
