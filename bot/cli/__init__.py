"""What a person types: the command line. It may import every room; nothing imports it."""
