"""Employers in the order in which to work them, and the job openings there."""
