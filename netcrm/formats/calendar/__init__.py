"""iCalendar (RFC 5545, 5546 and 7986): written by our own lines, read by icalendar."""
