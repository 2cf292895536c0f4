"""Reporting: what a month still owes, a file sent in, its review, and the submissions so far."""
