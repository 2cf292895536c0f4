"""The wall screens, for those who look after them."""
