"""Comparing collaboration systems across places, without ranking them."""
