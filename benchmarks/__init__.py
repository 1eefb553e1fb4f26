"""What the product is measured by, each beside a peer in the same run; `docs/benchmarks.md` says how to run them."""
