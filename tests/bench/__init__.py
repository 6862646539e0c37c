"""The measurements: `python -m tests.bench` prints them as ratios, each pair taken in one run."""
