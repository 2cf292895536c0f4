"""The steps that the tables have taken; run by `init`."""
