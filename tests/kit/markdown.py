"""An episode's file, and what is wrong with it."""

from __future__ import annotations

HEAD = """\
---
kind: blog
show: BuildSpeak Workshop
title: "Retries: Why Waiting at Random Helps"
title_zh: 重试：为什么要随机等待
evergreen: true
url: https://example.org/retries
words: 120
sources:
  - https://example.org/paper
---
"""


SEGMENT = "## 1\n\nWait a random time before you retry.\n\n> 重试（retry）之前，等待一段随机的时间。\n"
