"""What ``proved`` rests on: terms, normal form, rules. Standard library only.

In the order of reading: ``interned`` keeps one object for one content; ``terms`` says what can be said, ``clauses``
what can be asserted; ``calculus`` differentiates terms and tells which are continuous; ``words`` are products of
operators, and ``normal`` decides when terms are equal; ``theorem`` is what only a rule makes, and ``rules`` holds the
rules, logic first; ``proof`` says when a theorem proves what a claim asserts.

What says normal forms as terms, writes derivations, reads and replays them under limits and prints statements stands
outside, in ``proofcheck.evidence``; ``__main__`` alone uses it. Whatever is read becomes terms by their constructor and
theorems by the rules, and the problem that is printed is the one that was read: who misreads a file proves something
else, and says so.
"""
