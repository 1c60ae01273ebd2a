"""What every node has: how it prints, what occurs free in it, and how SymPy rebuilds it."""

from typing import Any, NoReturn

from sympy import Atom, Basic


class LanguageError(TypeError):
    """Wrong use of the language: one sentence that names the argument, its value and the remedy."""


class Printed:
    """What SymPy's printers, LaTeX and text, leave to ``proofcheck.lang.printing``."""

    def _latex(self, printer: object = None) -> str:
        from proofcheck.lang.printing import latex

        return latex(self)

    def _sympystr(self, printer: object = None) -> str:
        from proofcheck.lang.printing import text

        return text(self)


class Scoped:
    """Something in which symbols occur free: scalars, vectors, operators and dimensions; found once, and kept."""

    args: tuple[Any, ...]
    _free: frozenset[Any]

    def parts(self) -> tuple[Any, ...]:
        """Return what it is made of."""
        return self.args

    def _free_here(self) -> frozenset[Any]:
        """The free symbols, from those of the parts."""
        return frozenset().union(*map(free_symbols, self.parts()))

    @property
    def free_symbols(self) -> set[Basic]:
        """The symbols that occur free, through definitions too."""
        return set(free_symbols(self))


def free_symbols(node: Any) -> frozenset[Any]:
    """Return the symbols that occur free, through definitions too; found once for each node, and without recursion."""
    waiting = [node] if _is_unseen(node) else []
    while waiting:
        current = waiting[-1]
        missing = [part for part in current.parts() if _is_unseen(part)]
        if missing:
            waiting += missing
        else:
            waiting.pop()
            current._free = current._free_here()
            hash(current)  # kept by SymPy, so that no later one goes down through a long sum
    return node._free if isinstance(node, Scoped) else frozenset(getattr(node, "free_symbols", ()))


def _is_unseen(node: Any) -> bool:
    return isinstance(node, Scoped) and not hasattr(node, "_free")


class Leaf(Printed, Atom):
    """Something that SymPy's traversal does not enter; ``_content`` rebuilds it and decides equality."""

    def _content(self) -> tuple[Any, ...]:
        raise NotImplementedError

    def _hashable_content(self) -> tuple[Any, ...]:
        return self._content()

    def __reduce_ex__(self, protocol: Any) -> Any:
        return type(self), self._content()


class Function(Leaf):
    """A name that takes an argument."""

    name: str


class Assertion(Printed, Scoped, Basic):
    """Something that is true or false: a relation, or one under quantifiers and conditions."""

    def __bool__(self) -> NoReturn:
        raise LanguageError(
            f"the truth of `{self}` was asked for while the file was read: "
            "write `a <= b <= c` as two relations, or within(t, 0, T) for a time."
        )
