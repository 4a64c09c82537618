"""The push, from due to settled. It may import `library` and what is below."""
