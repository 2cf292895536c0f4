"""Administration: accounts, tokens, the audit log."""
