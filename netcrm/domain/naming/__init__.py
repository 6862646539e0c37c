"""Names of people: their parts, how they are read, credentials behind them, how to address somebody."""
