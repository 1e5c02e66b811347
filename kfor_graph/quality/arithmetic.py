"""What printed figures give: exact decimals, rounded as a reader would round them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal

_EXACT = Context(prec=60, rounding=ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class Given:
    """What an arithmetic is given."""

    operands: Mapping[str, Sequence[Decimal]]
    "figures by role"
    digits: int = 0
    "decimal places to round to, where it must round"
    percent: bool = False
    "whether the result is in per cent"

    def one(self, role: str) -> Decimal | None:
        """The figure of a role; None where there is not exactly one."""
        figures = self.operands.get(role, ())
        return figures[0] if len(figures) == 1 else None


def places(printed: str) -> int:
    """How many decimal places a printed figure has: 2 for 6.83, none for 308 or two."""
    return len(printed.partition(".")[2])


def shown(value: Decimal) -> str:
    """A figure as reports print it: with commas between thousands."""
    return f"{value:,f}"


def share(given: Given) -> Decimal | None:
    """The one `part` in per cent of the one `whole`, rounded."""
    part, whole = given.one("part"), given.one("whole")
    return _percent(part, whole, given.digits) if part is not None and whole else None


def total(given: Given) -> Decimal | None:
    """All `parts` together, exactly."""
    parts = given.operands["parts"]
    return sum(parts, Decimal()) if parts else None


def difference(given: Given) -> Decimal | None:
    """The one `later` less the one `earlier`, exactly; or in per cent of the earlier, rounded."""
    later, earlier = given.one("later"), given.one("earlier")
    if later is None or earlier is None or (given.percent and not earlier):
        return None
    return _percent(later - earlier, earlier, given.digits) if given.percent else later - earlier


ARITHMETIC: dict[str, Callable[[Given], Decimal | None]] = {"share": share, "sum": total, "difference": difference}
"The names that a shape's kfsh:recompute may have. Each returns None where it cannot tell."


def formula(name: str, printed: Mapping[str, Sequence[str]], percent: bool) -> str:
    """What an arithmetic does with its figures, as people write it: `100 × 194 ÷ 2,913`.

    name:    one of ARITHMETIC
    printed: the figures by role, as printed; one for each role but the parts of a sum
    percent: whether a difference is in per cent
    """
    if name == "sum":
        return " + ".join(printed["parts"])
    one = {role: figures[0] for role, figures in printed.items() if figures}
    if name == "share":
        return f"100 × {one['part']} ÷ {one['whole']}"
    change = f"{one['later']} − {one['earlier']}"
    return f"100 × ({change}) ÷ {one['earlier']}" if percent else change


def _percent(part: Decimal, whole: Decimal, digits: int) -> Decimal:
    return _EXACT.quantize(_EXACT.divide(100 * part, whole), Decimal(1).scaleb(-digits))
