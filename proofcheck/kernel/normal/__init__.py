"""The normal form: every term as a polynomial in finitely many atoms. Two terms are equal when their normal forms are.

A scalar becomes a polynomial with rational coefficients. Its atoms are scalar variables, dimensions, *Gram atoms*
(v'A'Bu and the like: each word is folded with its transpose), extreme eigenvalues and singular values, exponentials,
integrals, and the polynomials whose root or inverse occurs. Rationals are rational numbers: a norm is a Gram polynomial
to the power 1/2, a quotient a negative power, exp(a - 2b) is exp(a) exp(b)^-2. A vector or an operator becomes a
combination of words, products of operators, in which a vector is an operator with one column: the word A u ends in a
column, u v' is a word of two letters, and v' w in a word a number. Traces are cyclic. Variables that are bound are
numbered, #0, #1, ..., each one above those that occur free in its scope.

Splitting the root or the inverse of a product is only right where the factors have the right sign. A ``Normalizer``
is given theorems that state signs (``0 < a``), and equations between vectors or operators (the dynamics) that it
substitutes.

In the order of reading: ``polynomials``, and ``combinations`` of words; the ``facts`` that a normal form rests on; its
steps for ``scalars``, ``operators``, sums over ``bases`` and other ``binders``; and the ``normalizer``, which chooses
among them.
"""

from proofcheck.kernel.normal.combinations import Combination, Turn, column, gram, mentions, reverse, square_root_word
from proofcheck.kernel.normal.facts import Fact
from proofcheck.kernel.normal.normalizer import Normalizer
from proofcheck.kernel.normal.polynomials import (
    Atom,
    Form,
    Mono,
    Poly,
    Rational,
    add_into,
    constant,
    mono_without,
    multiply,
    order,
    scaled,
    thaw,
)
