"""Graph → positions by springs: joined nodes pull each other, all push each other apart; in plain Python, for as many as one draws."""

import math
from collections.abc import Mapping, Sequence

_TURNS = 120


def spring_layout(count: int, ties: Mapping[tuple[int, int], float]) -> Sequence[tuple[float, float]]:
    """A place between -1 and 1 for each of `count` nodes, the same each time; `ties` are pairs with their weight.

    After Fruchterman and Reingold (1991). networkx's own needs numpy. The time grows with the square of the number of nodes.
    """
    if count == 1:
        return [(0.0, 0.0)]
    ideal = 1 / math.sqrt(max(count, 1))
    places = [_spiral(at, count) for at in range(count)]
    for turn in range(_TURNS):
        moves = _pushes(places, ideal)
        for (one, other), weight in ties.items():
            dx, dy = places[one][0] - places[other][0], places[one][1] - places[other][1]
            pull = math.hypot(dx, dy) / ideal * min(1 + math.log(weight), 3)
            moves[one][0] -= dx * pull
            moves[one][1] -= dy * pull
            moves[other][0] += dx * pull
            moves[other][1] += dy * pull
        heat = 0.12 * (1 - turn / _TURNS) + 0.002
        places = [_moved(place, move, heat) for place, move in zip(places, moves, strict=True)]
    return _fitted(places)


def _spiral(at: int, count: int) -> tuple[float, float]:
    far, angle = math.sqrt((at + 0.5) / count), at * math.pi * (3 - math.sqrt(5))
    return far * math.cos(angle), far * math.sin(angle)


def _pushes(places: Sequence[tuple[float, float]], ideal: float) -> list[list[float]]:
    moves = [[-0.6 * x, -0.6 * y] for x, y in places]
    for one, (x, y) in enumerate(places):
        for other in range(one + 1, len(places)):
            dx, dy = x - places[other][0], y - places[other][1]
            push = ideal * ideal / (dx * dx + dy * dy + 1e-9)
            moves[one][0] += dx * push
            moves[one][1] += dy * push
            moves[other][0] -= dx * push
            moves[other][1] -= dy * push
    return moves


def _moved(place: tuple[float, float], move: Sequence[float], heat: float) -> tuple[float, float]:
    far = math.hypot(*move)
    share = min(far, heat) / far if far else 0.0
    return place[0] + move[0] * share, place[1] + move[1] * share


def _fitted(places: Sequence[tuple[float, float]]) -> Sequence[tuple[float, float]]:
    """The same, stretched to the square from -1 to 1."""
    across, down = ([place[axis] for place in places] for axis in (0, 1))
    return list(zip(_stretched(across), _stretched(down), strict=True))


def _stretched(values: Sequence[float]) -> Sequence[float]:
    low, high = min(values), max(values)
    return [2 * (value - low) / (high - low) - 1 if high > low else 0.0 for value in values]
