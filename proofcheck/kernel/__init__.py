"""What ``proved`` rests on: terms, normal form, rules, certificates. Standard library only.

In the order of reading: ``terms`` says what can be said, ``clauses`` what can be asserted; ``calculus`` differentiates
terms and tells which are continuous; ``words`` are products of operators, and ``normal`` decides when terms are equal;
``theorem`` is what only a rule makes, and ``rules`` holds the rules, logic first; ``certificate`` replays them from
what ``data`` reads. ``interned``, ``contained`` and ``readable`` are how terms are kept, files read under limits, and
statements printed.
"""
