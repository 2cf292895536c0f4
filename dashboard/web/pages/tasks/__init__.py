"""The inspection list: every task with its indicators, its milestones and the notes about it; printed and exported."""
