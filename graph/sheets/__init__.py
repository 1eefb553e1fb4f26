"""The tables of a place's pages as files for a spreadsheet: in words rather than codes, columns with their meaning."""
