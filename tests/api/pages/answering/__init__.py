"""Tests of the pages of an actor's own link."""
