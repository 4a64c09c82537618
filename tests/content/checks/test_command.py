"""`buildspeak check` says where a doubt is, and counts them."""

from pathlib import Path

from click.testing import CliRunner

from bot.cli.main import main
from content.episode.episode import Episode, Kind, Segment
from content.files.library import write_episode


def faulty(folder: Path) -> Path:
    sound = Segment("It waits for a minute.", "它等一分钟。")
    wrong = Segment("The index has 175 billion entries by now.", "索引里如今有 17.5 亿个条目。")
    return write_episode(Episode(Kind.BLOG, "A Show", "A Title", (sound, wrong)), folder)


def test_check_prints_a_doubt_with_file_and_line_and_fails_only_if_it_is_to_be_strict(tmp_path: Path) -> None:
    path = faulty(tmp_path)
    line = next(at for at, text in enumerate(path.read_text("utf-8").splitlines(), 1) if "17.5 亿" in text)
    told = CliRunner().invoke(main, ["check", str(tmp_path)])
    assert told.exit_code == 0
    assert f"{path}:{line}: major, number: 175 billion is 17.5 亿 in the Chinese" in told.stderr
    assert "1 episode, no faults, 1 doubt" in told.stdout
    assert CliRunner().invoke(main, ["check", "--strict", str(tmp_path)]).exit_code == 1


def test_check_counts_what_is_doubted_a_thousand_segments(tmp_path: Path) -> None:
    path = faulty(tmp_path)
    told = CliRunner().invoke(main, ["check", "--rates", str(tmp_path)])
    assert told.stdout.splitlines() == [
        "2 segments, 1 with a major doubt (500 in a thousand), 0 with minor ones only (0 in a thousand)",
        "  major, number: 1",
    ]
    assert str(path) not in told.stderr
    assert told.exit_code == 0
    assert CliRunner().invoke(main, ["check", "--rates", "--strict", str(tmp_path)]).exit_code == 1
