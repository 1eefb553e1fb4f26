"""From records to network, measures, findings and drawings. Pure: no database, no web, no settings."""
