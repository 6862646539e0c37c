"""The report: what came of a span of time, and the lines of a CV that follow from it."""
