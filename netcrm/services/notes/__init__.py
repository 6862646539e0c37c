"""What may be noted about whom: the participant guard and the note policy, with one door for all that writes text."""
