"""The parts of names, and what is written as one word."""


def split_name(name: str) -> tuple[str, str, str]:
    """Split a name into its base, what is raised (primes, a star) and what is lowered."""
    base, _, lowered = name.partition("_")
    root = base.rstrip("'*")
    return root, base[len(root) :], lowered


def is_word(written: str) -> bool:
    """Whether something is letters and digits alone: the digits of an exponent, as in x², are neither."""
    return written.isdecimal() or (written.isidentifier() and "_" not in written)
