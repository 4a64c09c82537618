"""What every door shares: who reads, what they see and keep. It may import `render`, `store` and below; no Telegram."""
