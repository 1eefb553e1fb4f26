"""What actors say of themselves without an account: their links, survey rounds, registrations and confirmations."""
