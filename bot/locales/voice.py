"""What the bot says about listening."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceWords:
    """The words of one language."""

    hear: str
    digest: str
    hear_word: str
    hear_sentence: str
    by_ear: str
    recording: str
    recording_digest: str
    nothing: str
    enough: str
    failed: str
    open_first: str
    original: str
    title: str
    timbre: str
    default: str
    american: str
    british: str
    speed: str
    aloud: str
    both: str
    review: str
    switches: tuple[str, str]
    options: str
    admin: str
    admin_bill: str
    admin_none: str
    admin_prepared: str
    admin_trouble: str


ZH_VOICE = VoiceWords(
    hear="🔊",
    digest="🎧 听",
    hear_word="♪ 发音",
    hear_sentence="🔊 听句子",
    by_ear="听句子，想想空里的词：",
    recording="录音中，约 {n} 秒",
    recording_digest="录音中，约 {n} 分钟，录好就发来",
    nothing="这一段没有可以念的。",
    enough="今天现录的已经够多了，明天再录。录好的随时可听。",
    failed="没有录成，已经记下。请稍后再试。",
    open_first="还没有可听的一篇：先发 /today 打开今天的，再发 /listen 来听。",
    original="原声",
    title="<b>朗读</b>\n声音和语速对以后听的都有效；更快更慢，在播放器里调。",
    timbre="🗣 {name}",
    default="默认声音",
    american="美音 {name}",
    british="英音 {name}",
    speed="语速 {speed}",
    aloud="自动朗读 · {state}",
    both="英中对听 · {state}",
    review="复习听句子 · {state}",
    switches=("关", "开"),
    options="🗣 朗读",
    admin="声音：{engine}，已有 {pieces} 段，共 {minutes} 分钟",
    admin_bill="本月朗读字符：{bill}",
    admin_none="声音：没有来源，不显示朗读按钮。要有声音：{why}，或设 SPEECH_BASE_URL。",
    admin_prepared="声音：只有随篇备好的。要篇篇有声：{why}，或设 SPEECH_BASE_URL。",
    admin_trouble="声音出错：{what}",
)

EN_VOICE = VoiceWords(
    hear="🔊",
    digest="🎧 Listen",
    hear_word="♪ Hear it",
    hear_sentence="🔊 Hear the sentence",
    by_ear="Listen, and recall the missing term:",
    recording="Recording… about {n} s",
    recording_digest="Recording… about {n} min; it will be sent",
    nothing="There is nothing to say aloud here.",
    enough="Enough was recorded for you today; more tomorrow. What is recorded can be heard any time.",
    failed="It could not be recorded, and has been noted. Please try again later.",
    open_first="There is nothing to listen to yet: open today's with /today, then send /listen to hear it",
    original="Original recording",
    title="<b>Listening</b>\nVoice and speed count from now on; for anything faster or slower use the player.",
    timbre="🗣 {name}",
    default="Default voice",
    american="American {name}",
    british="British {name}",
    speed="Speed {speed}",
    aloud="Read aloud: {state}",
    both="English, then Chinese: {state}",
    review="Sentences in review: {state}",
    switches=("off", "on"),
    options="🗣 Listening",
    admin="Voice: {engine}, {pieces} pieces, {minutes} minutes",
    admin_bill="Characters spoken this month: {bill}",
    admin_none="Voice: no source, so its buttons are hidden. To have one: {why}, or set SPEECH_BASE_URL.",
    admin_prepared="Voice: prepared pieces only. For every piece: {why}, or set SPEECH_BASE_URL.",
    admin_trouble="Voice fails: {what}",
)
