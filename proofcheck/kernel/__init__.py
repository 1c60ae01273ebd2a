"""The trusted part: terms, normal form, certificates and rules. Standard library only."""
