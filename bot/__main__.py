from bot.cli.main import main

main(prog_name="buildspeak")
