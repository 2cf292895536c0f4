"""View model → markup. Pure drawing: no ids of their own, no callbacks, no services."""
