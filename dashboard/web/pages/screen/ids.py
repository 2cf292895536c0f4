"""The names of the wall's parts that callbacks know."""

REVISION = "screen-revision"
MARKUP = "screen-markup"
QUERY = "screen-query"
