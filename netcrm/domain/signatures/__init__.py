"""What a mail signature, or a pasted list, says of people."""
