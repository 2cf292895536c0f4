"""The names of the page's parts that callbacks know."""

BODY = "screens-body"
CLOCK = "screens-clock"
