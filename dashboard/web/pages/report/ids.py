"""The names of the report page's parts that callbacks know; the browser's scripts know the stores and the file's."""

ROOT = "report-root"
DRAFT = "report-draft"
EFFECT = "report-effect"
UNDO = "report-undo"
DEMONSTRATION = "report-demonstration"

UPLOAD = "report-upload"
MONTH = "report-month"
BOARD = "report-board"
REVIEW = "report-review"
MESSAGE = "report-message"

SAY = "report-say"
EXPLAIN = "report-explain"
ACCEPT = "report-accept"
DISCARD = "report-discard"
SUBMIT = "report-submit"
