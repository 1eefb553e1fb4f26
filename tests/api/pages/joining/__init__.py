"""Tests of the pages on which organisations register themselves, and of who decides about them."""
