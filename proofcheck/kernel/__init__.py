"""What ``proved`` rests on: terms, normal form, rules, certificates. Standard library only."""
