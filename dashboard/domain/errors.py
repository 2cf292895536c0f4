"""What can be refused, as a family; each carries one sentence for the person who asked.

Refusal
├── NotFound          no such plan, indicator, region, submission
├── PlanRefused       a plan folder with faults
├── FileRefused       a figures file that cannot be taken as it is
├── NotAllowed        the account may not do that
├── SubmissionRefused a submission in a state that does not allow the step
├── MonthClosed       a month whose figures stand
├── EntryRefused      a mark or a note that lacks something
└── StoreUnavailable  the database cannot be reached, is locked, full or read-only
"""


class Refusal(Exception):
    """A wish that is not carried out; its text is the reason, in Chinese, for the screen."""

    code = "refused"


class NotFound(Refusal):
    """Nothing has that name; not the same as being kept from it."""

    code = "not-found"


class PlanRefused(Refusal):
    """A plan folder with faults, or one that would lose published figures."""

    code = "plan-refused"


class FileRefused(Refusal):
    """A figures file that cannot be taken as it is; what is wrong stands in its problems."""

    code = "file-refused"


class NotAllowed(Refusal):
    """The account may not do that; the text says who may."""

    code = "not-allowed"


class SubmissionRefused(Refusal):
    """A submission that is not in the state which the step needs."""

    code = "submission-refused"


class MonthClosed(Refusal):
    """A month that is closed, so that its figures cannot be changed."""

    code = "month-closed"


class EntryRefused(Refusal):
    """A milestone's mark or a task's note that lacks something, or says nothing new."""

    code = "entry-refused"


class StoreUnavailable(Refusal):
    """The database cannot be reached, or cannot be written now; nothing was changed."""

    code = "store-unavailable"
