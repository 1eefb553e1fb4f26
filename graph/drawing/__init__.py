"""The map of a network: where everything is drawn, and what the browser's canvas gets to draw.

Computed once on the server, so that the picture on paper, without script and on the canvas is the same one.
"""
