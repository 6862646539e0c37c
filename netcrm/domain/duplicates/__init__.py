"""Who stands there twice: pairs of people, how alike they are, and why."""
