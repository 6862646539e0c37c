"""Tables of people as separated values: what LinkedIn, Google, Outlook, Thunderbird, netcrm itself and others write."""
