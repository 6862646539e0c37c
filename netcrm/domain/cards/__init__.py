"""What others changed on the cards that netcrm wrote."""
