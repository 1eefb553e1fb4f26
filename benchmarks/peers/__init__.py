"""The same work done the way it is usually done, to be measured beside ours."""
