"""Events: conferences and meetings, whom to meet there, whom one met."""
