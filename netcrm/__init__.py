"""netcrm keeps the people who matter to your work in clinical research, and never lets one go quiet by accident."""

__version__ = "0.1.0"
