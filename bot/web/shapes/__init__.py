"""What is told to the page and by it: the schema is made of these."""
