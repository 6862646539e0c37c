"""What ties people: introductions, relations, mentors and their advice."""
