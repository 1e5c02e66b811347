"""Tables → pages: HTML that is complete without JavaScript, the same on a server and as files."""
