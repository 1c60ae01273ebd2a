"""What can be said: dimensions, scalars, vectors, operators, paths in time, relations, claims."""
