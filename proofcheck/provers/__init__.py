"""Untrusted provers: each proposes a certificate, as data, that the kernel replays."""
