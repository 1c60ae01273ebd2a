"""Questions beyond right and wrong: how a claim fares on random instances, and how tight it is."""
