"""What ``refuted`` rests on: instances, exact and interval evaluation, confirmation. Standard library only."""
