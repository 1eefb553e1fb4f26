"""Who may see and do what: accounts, sessions, roles, and the register as each viewer may see it."""
