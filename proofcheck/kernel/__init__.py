"""What ``proved`` rests on: terms, normal form, rules, certificates. Standard library only.

In the order of reading: ``interned`` keeps one object for one content; ``terms`` says what can be said, ``clauses``
what can be asserted; ``calculus`` differentiates terms and tells which are continuous; ``words`` are products of
operators, and ``normal`` decides when terms are equal; ``theorem`` is what only a rule makes, and ``rules`` holds the
rules, logic first; ``data`` reads terms that anybody wrote, and ``certificate`` replays derivations.

What says normal forms as terms, writes derivations, reads files under limits and prints statements stands outside, in
``proofcheck.evidence``; ``__main__`` alone uses it.
"""
