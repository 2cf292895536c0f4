"""Publishing: what waits, looked at, published or returned; what was published, undone."""
