"""The names of the publishing page's parts that callbacks know; forms in its markup know the store of steps."""

ROOT = "publish-root"
STEP = "publish-step"
MONTH = "publish-month"
VIEW = "publish-view"
LOOK = "publish-look"

BOARD = "publish-board"
REVIEW = "publish-review"
MESSAGE = "publish-message"
