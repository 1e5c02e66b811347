"""Automatic list numbers as they are printed."""

_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"))
_ROMAN_ONES = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")

DECIMAL, LETTER, CAPITAL, ROMAN, CAPITAL_ROMAN = "1", "a", "A", "i", "I"
"Styles, by their first number."


def printed(number: int, style: str) -> str:
    """A number in a style: 4, d, D, iv or IV. What a style cannot say is written in digits."""
    if style in {LETTER, CAPITAL} and number > 0:
        letters = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
    elif style in {ROMAN, CAPITAL_ROMAN} and 0 < number < 4000:
        letters = _roman(number)
    else:
        return str(number)
    return letters.upper() if style in {CAPITAL, CAPITAL_ROMAN} else letters


def _roman(number: int) -> str:
    parts = []
    for value, letters in _ROMAN:
        parts.append(letters * (number // value))
        number %= value
    return "".join(parts) + _ROMAN_ONES[number]
