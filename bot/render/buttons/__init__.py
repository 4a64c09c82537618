"""Every button that a message may carry, one file a noun; how one is packed is in `packing`."""
