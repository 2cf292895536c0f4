"""Pages do not know each other; each is a folder of ids, layout, callbacks and the page as a value."""
