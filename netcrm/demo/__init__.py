"""The sample network: invented people, years of history, and something of everything that can be due.

What is in it stands in `people.toml` and `history.toml`; the modules beside them turn days counted from today into
dates.
"""

from netcrm.demo.network import build_demo

__all__ = ["build_demo"]
