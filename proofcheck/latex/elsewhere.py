"""What is supposed in statements and proofs that are closed, and may be meant in others."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from proofcheck.lang import expressions as ex
from proofcheck.latex.about import counts
from proofcheck.latex.doubts import Doubts
from proofcheck.latex.notation import named
from proofcheck.latex.parts import Scope


@dataclass(slots=True)
class Elsewhere(Doubts):
    """The parts that are open, and what those that are closed suppose."""

    supposed_before: dict[str, dict[Any, None]] = field(default_factory=dict)
    """What is supposed of names in statements and proofs that are closed."""
    unread_before: set[str] = field(default_factory=set)
    """The names of which something is supposed there that is not read."""

    def keep(self, scope: Scope) -> None:
        """Keep what is supposed in a statement or a proof, read or not, for those after it."""
        if scope.kind not in {"statement", "proof"}:
            return
        for supposed in [*scope.given[scope.start :], *scope.tacit]:
            for symbol in named(supposed):
                if not isinstance(symbol, ex.Dimension) and not counts(symbol):
                    self.supposed_before.setdefault(str(symbol.name), {})[supposed] = None
        self.unread_before |= {name for place, _, names in self.broken if place == scope.number for name in names}

    def supposed_elsewhere(self, names: Sequence[str]) -> tuple[Any, ...]:
        """Return what other statements suppose of names, and of the names in that; nothing where some is not read."""
        reached, found = list(names), dict[Any, None]()
        for name in reached:
            for supposed in self.supposed_before.get(name, {}):
                found[supposed] = None
                others = (str(s.name) for s in named(supposed) if not isinstance(s, ex.Dimension) and not counts(s))
                reached += [other for other in dict.fromkeys(others) if other not in reached]
        return () if not self.unread_before.isdisjoint(reached) else tuple(found)

    def forget(self, ended: Sequence[Any]) -> None:
        """Suppose no longer in statements to come what others have supposed."""
        for known in self.supposed_before.values():
            for one in ended:
                known.pop(one, None)
