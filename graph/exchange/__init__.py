"""Other formats of the ecosystem: files of other tools read as packages, and networks written for them."""
