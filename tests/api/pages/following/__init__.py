"""Tests of the pages on which whoever coordinates asks actors and follows who has answered."""
