"""A folder of vCards kept in step with the network: what it holds, what others changed there, and what is written."""
