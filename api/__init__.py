"""The only package that reads and writes: settings, database, web service and command line."""
