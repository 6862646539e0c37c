"""Studies of ClinicalTrials.gov: reading its JSON, and the people in a record."""
