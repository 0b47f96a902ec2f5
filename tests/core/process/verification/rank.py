"""The rank theorem for free-choice nets: a second opinion that looks at no state.

A connected free-choice net is well-formed (some marking makes it live and bounded) just when it has a
positive place invariant and a positive transition invariant, and the rank of its incidence matrix is
one less than the number of its clusters; a marking of such a net is live just when every place
invariant carries a token (Desel, Esparza: Free Choice Petri Nets, theorems 6.17 and 5.8).

A process with one start and one end is sound just when the net closed by "the end begins anew" is
live and bounded (van der Aalst); sound free-choice nets are safe.
"""

from fractions import Fraction

from shenpi.core.process import PlainNet

Matrix = list[list[int]]


def sound(net: PlainNet) -> bool:
    """Whether a free-choice net with one initial place is sound; every transition without outputs is its end."""
    places = [*net.places, "end"]
    row = {place: number for number, place in enumerate(places)}
    arcs = [(t.takes, t.gives or ("end",)) for t in net.transitions] + [(("end",), net.initial)]
    matrix = [[0] * len(arcs) for _ in places]
    for column, (takes, gives) in enumerate(arcs):
        for place in takes:
            matrix[row[place]][column] -= 1
        for place in gives:
            matrix[row[place]][column] += 1
    invariants = semiflows(matrix)
    cycles = semiflows([list(column) for column in zip(*matrix, strict=True)])
    return (
        covers(invariants, len(places))
        and covers(cycles, len(arcs))
        and rank(matrix) == clusters(arcs, row) - 1
        and all(invariant[row[net.initial[0]]] for invariant in invariants)
    )


def covers(vectors: Matrix, length: int) -> bool:
    """Whether every index is in the support of some vector."""
    return all(any(vector[index] for vector in vectors) for index in range(length))


def clusters(arcs: list[tuple[tuple[str, ...], tuple[str, ...]]], row: dict[str, int]) -> int:
    """How many sets of places and transitions hang together by "takes from"."""
    head = list(range(len(row) + len(arcs)))

    def find(node: int) -> int:
        while head[node] != node:
            node = head[node]
        return node

    for column, (takes, _gives) in enumerate(arcs):
        for place in takes:
            head[find(row[place])] = find(len(row) + column)
    return len({find(node) for node in range(len(head))})


def rank(matrix: Matrix) -> int:
    """By elimination, exactly."""
    rows = [[Fraction(value) for value in line] for line in matrix]
    found = 0
    for column in range(len(rows[0])):
        pivot = next((index for index in range(found, len(rows)) if rows[index][column]), None)
        if pivot is None:
            continue
        rows[found], rows[pivot] = rows[pivot], rows[found]
        for index in range(found + 1, len(rows)):
            factor = rows[index][column] / rows[found][column]
            if factor:
                rows[index] = [
                    left - factor * right for left, right in zip(rows[index], rows[found], strict=True)
                ]
        found += 1
    return found


def semiflows(matrix: Matrix) -> Matrix:
    """The minimal non-negative integer vectors y ≠ 0 with y·matrix = 0 (Farkas)."""
    size = len(matrix)
    table = [(list(line), [int(index == own) for index in range(size)]) for own, line in enumerate(matrix)]
    for column in range(len(matrix[0])):
        combined = [
            _combined(left, right, column)
            for left in table
            for right in table
            if left[0][column] > 0 > right[0][column]
        ]
        table = _minimal([line for line in table if not line[0][column]] + combined)
    return [vector for _line, vector in table]


def _combined(left: tuple[list[int], list[int]], right: tuple[list[int], list[int]], column: int) -> tuple:
    up, down = left[0][column], -right[0][column]
    return tuple([down * a + up * b for a, b in zip(left[part], right[part], strict=True)] for part in (0, 1))


def _minimal(table: list[tuple[list[int], list[int]]]) -> list[tuple[list[int], list[int]]]:
    supports = [frozenset(index for index, value in enumerate(line[1]) if value) for line in table]
    kept: dict[frozenset[int], tuple[list[int], list[int]]] = {}
    for support, line in zip(supports, table, strict=True):
        if not any(other < support for other in supports):
            kept.setdefault(support, line)
    return list(kept.values())
