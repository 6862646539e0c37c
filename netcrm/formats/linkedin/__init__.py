"""What LinkedIn gives to who asks for their data: an archive of connections and messages."""
