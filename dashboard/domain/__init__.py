"""The rules of the plan: pure, exact, standard library only. The only place that says what a number means."""
