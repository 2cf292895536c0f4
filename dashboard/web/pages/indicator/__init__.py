"""One indicator in full: its wording, its path, its lamp, its regions, and where every figure came from."""
