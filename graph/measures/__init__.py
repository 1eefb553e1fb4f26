"""Measures of a network: graph in, plain Python out; each cites its source."""
