"""The one door for both faces, the command line and the screens.

A method of a service is one act: one transaction, one change set, a frozen value that says what changed. Services know
no screen and no SQL.
"""
