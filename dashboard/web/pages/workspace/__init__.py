"""The workspace: the whole plan for one scope, what needs work first."""
