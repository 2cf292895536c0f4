"""Everything the browser sees: pages that answer, components that draw, words for numbers."""
