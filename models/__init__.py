"""What the register holds: vocabularies, records, tables and the errors that name what went wrong."""
