"""What each surface shows: frozen dataclasses and one pure build function each."""
