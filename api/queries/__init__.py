"""Every read of the register: one function for each question, on a connection that somebody else opened."""
