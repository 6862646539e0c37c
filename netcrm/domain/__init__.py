"""Plain values and the rules about them.

Standard library and rapidfuzz only: no database, no screen, no clock. `today` is always an argument. Dates are local
calendar dates; ranges of dates include both ends.
"""
