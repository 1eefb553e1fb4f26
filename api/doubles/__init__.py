"""Actors that may be the same: finding them, what people said of them, and making two of them one."""
