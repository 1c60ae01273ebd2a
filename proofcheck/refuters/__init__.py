"""Untrusted refuters: each proposes an instance that the kernel confirms."""
