"""One file a kind of reasoning; each tactic is a function from a goal to a theorem, by way of smaller goals."""
