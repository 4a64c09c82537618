"""How the bot is, asked over HTTP and told to systemd."""
