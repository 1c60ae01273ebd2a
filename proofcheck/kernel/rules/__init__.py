"""The rules: the only functions that make theorems.

Each takes the theorems that it draws on and, as data, the terms that it speaks of; each is drawn in its docstring as
premises over conclusion. ``RULES`` holds them by name, so that a derivation can be replayed from plain data. A rule
that is used wrongly raises ``KernelError``.

Notation: ``A |- c`` is a theorem with hypotheses A and clause c. The hypotheses of a conclusion are those of its
premises, unless a rule says otherwise. ``for s in [a, b]: r`` is the clause with the variable s, the conditions a <= s
and s <= b, and the relation r. Dimensions are at least 1.

References: Horn and Johnson, Matrix Analysis, 2nd edition, 2013. Evans, Partial Differential Equations, 2nd edition,
2010. Nesterov, Introductory Lectures on Convex Optimization, 2004. Lojasiewicz, Sur les trajectoires du gradient d'une
fonction analytique, 1984. Bolte, Daniilidis, Ley, Mazet, Characterizations of Lojasiewicz inequalities, 2010. Krivine,
Anneaux preordonnes, 1964. Stengle, A Nullstellensatz and a Positivstellensatz in semialgebraic geometry, 1974.

In the order of reading: ``making``, how a rule makes a theorem; ``logic`` and ``reading`` (for other letters);
``algebra``, ``dimensions``, ``extrema``, ``functionals`` and ``analysis``.
"""

from proofcheck.kernel.rules.algebra import (
    arithmetic,
    definite,
    identity,
    maximum,
    monotone_root,
)
from proofcheck.kernel.rules.analysis import (
    continuation,
    fundamental_theorem,
    mean_value_inequality,
)
from proofcheck.kernel.rules.dimensions import (
    basis_orthogonal,
    basis_unit,
    inverse,
    no_singular_value,
)
from proofcheck.kernel.rules.extrema import extremum_best, extremum_bound, positive_operators
from proofcheck.kernel.rules.functionals import almost_surely, exchange, functional_monotone, split_sum
from proofcheck.kernel.rules.logic import absurd, assume, cases, congruence, generalize, induction, instantiate
from proofcheck.kernel.rules.making import RULES, Conclusion, Premises, over, rule, size
from proofcheck.kernel.rules.reading import rename, specialize
