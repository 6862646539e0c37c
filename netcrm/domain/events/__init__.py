"""Events of the field, and the day sheet of one."""
