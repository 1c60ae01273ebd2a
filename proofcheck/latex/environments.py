"""Which environments are statements, proofs, suppositions or asides, by their names and their titles."""

import re

_STATEMENTS = re.compile(r"theorem|lemma|proposition|corollary|claim|fact|conjecture|^(thm|lem|prop|cor|clm)\b", re.I)
_SUPPOSITIONS = re.compile(
    r"assumption|condition|hypothes|setting|definition|notation|^(ass|asm|assum|defn?|hyp)\b", re.IGNORECASE
)
EXPERIMENTS = r"experiments?\b|simulations?\b|(?:numerical|empirical|experimental) (?:results|stud(?:y|ies)|evaluation)"
_ASIDES = re.compile(
    rf"{EXPERIMENTS}|example|remark|exercise|illustration|solution|answer|warning|question|figure|table|tabular|abstract|"
    r"quot(?:e|ation)|caption|^(?:problem|task) ?#? ?[\dIVX]|^(ex|exa|exmp|rem|rmk|eg)\b",
    re.IGNORECASE,
)
_REMARKS = re.compile(r"remark|warning|^(rem|rmk)\b", re.IGNORECASE)
"""Asides in which something may be said for good, as in no example, figure or quotation."""
_POSED = re.compile(r"exercise|question|^(?:problem|task)\b", re.IGNORECASE)
_ANSWERS = re.compile(r"solution|answer|hint", re.IGNORECASE)
_PROOFS = re.compile(r"^proof", re.I)
_KINDS = {"proof": _PROOFS, "statement": _STATEMENTS, "supposition": _SUPPOSITIONS, "aside": _ASIDES}


def kind_of_part(environment: str, title: str) -> str:
    """Return which kind of part an environment is; nothing where it is none.

    >>> kind_of_part("thm", ""), kind_of_part("mine", "Remark"), kind_of_part("center", "")
    ('statement', 'aside', '')
    """
    names = (title or environment, environment)
    return next((kind for kind, pattern in _KINDS.items() if any(map(pattern.search, names))), "")


def is_list(environment: str) -> bool:
    """Whether an environment is a list of items."""
    return environment.rstrip("*") in {"itemize", "enumerate", "description", "compactenum", "inparaenum"}


def passes(environment: str, title: str) -> bool:
    """Whether nothing in an aside is said for good: it is an example, an exercise, and no remark.

    >>> passes("example", ""), passes("remark", ""), passes("mine", "Remark 3")
    (True, False, False)
    """
    return kind_of_part(environment, title) == "aside" and _REMARKS.search(title or environment) is None


def poses(environment: str, title: str) -> bool:
    """Whether an aside is an exercise, whose suppositions hold where it is answered.

    >>> poses("exercise", ""), poses("mine", "Problem 3"), poses("example", "")
    (True, True, False)
    """
    return kind_of_part(environment, title) == "aside" and _POSED.search(title or environment) is not None


def answers(called: str) -> bool:
    """Whether what is called so answers an exercise, by its title or its environment."""
    return _ANSWERS.search(called) is not None


def begins_part(environment: str, title: str) -> bool:
    """Whether an environment is a statement, a proof or a supposition."""
    return kind_of_part(environment, title) not in {"", "aside"}
