"""Lists that somebody reads into a place: drafts of them, what they say judged against the register, and storing it."""
