"""How long things take, each against a floor measured beside it: the bare statement, the empty page, the plain loop."""
