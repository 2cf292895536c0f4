"""The wall: read from afar, by nobody at a keyboard."""
