"""The steps by which a store grew, in order; each is plain SQL and runs once in one transaction."""
