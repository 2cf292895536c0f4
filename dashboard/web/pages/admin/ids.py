"""The names of the administration page's parts that callbacks know; forms in its markup know the store of steps."""

ROOT = "admin-root"
STEP = "admin-step"
PLACE = "admin-place"

MESSAGE = "admin-message"
BODY = "admin-body"
