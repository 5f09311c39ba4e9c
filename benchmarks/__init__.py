"""What is measured, and beside what: ``python -m benchmarks``."""
