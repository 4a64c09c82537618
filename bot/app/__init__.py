"""The parts put together, started and stopped. It may import every room but `cli`."""
