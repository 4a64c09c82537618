"""The vocabulary of a chat as a file: out to Anki, spreadsheets and JSON, and in again. Pure: bytes in, bytes out."""
