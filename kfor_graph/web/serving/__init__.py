"""Between the socket and the handlers: the front that speaks HTTP, the keepers of builds, and the processes that do the work."""
