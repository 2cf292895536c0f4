"""Two scopes side by side: two months, two regions or two departments, differences first."""
