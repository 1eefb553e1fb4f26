"""Amounts as other tools write them."""

from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

MOST_DIGITS = 20
"""Digits of an amount; a longer text is no amount, and an exponent could ask for millions of digits."""


def kronor(text: str) -> tuple[str, bool]:
    """Return an amount as whole kronor, and whether it was rounded; what is no amount comes back as it stands.

    >>> kronor("25000.00"), kronor("1250.5"), kronor("ett par tusen")
    (('25000', False), ('1251', True), ('ett par tusen', False))
    """
    try:
        amount = Decimal(text.replace(" ", "").replace("\u00a0", ""))
    except InvalidOperation:
        return text, False
    if not amount.is_finite() or abs(amount.adjusted()) > MOST_DIGITS:
        return text, False
    whole = amount.to_integral_value(ROUND_HALF_UP)
    return f"{whole:f}", whole != amount
