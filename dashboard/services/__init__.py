"""One function per thing that somebody does. A service owns the transaction; it sees the engine as an opaque handle."""
