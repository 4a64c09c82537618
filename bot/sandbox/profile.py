"""What the bot says about itself: commands by scope and language, descriptions by language."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Command:
    """One line of the command menu."""

    name: str
    description: str

    def as_json(self) -> dict[str, object]:
        """BotCommand of the Bot API."""
        return {"command": self.name, "description": self.description}


@dataclass(frozen=True, slots=True)
class Scope:
    """For whom a list of commands is: the type and, for the narrow ones, which chat and member."""

    type: str = "default"
    chat_id: int | None = None
    user_id: int | None = None


@dataclass(frozen=True, slots=True)
class MenuButton:
    """What stands beside the input field: the commands, or a page."""

    label: str = ""
    page: str | None = None

    def as_json(self) -> dict[str, object]:
        """MenuButton of the Bot API."""
        if self.page is None:
            return {"type": "commands"}
        return {"type": "web_app", "text": self.label, "web_app": {"url": self.page}}


@dataclass(slots=True)
class Profile:
    """The bot's own page. An empty language code is the text for everyone who has none of their own."""

    commands: dict[tuple[Scope, str], tuple[Command, ...]] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    short_descriptions: dict[str, str] = field(default_factory=dict)
    menu_buttons: dict[int | None, "MenuButton"] = field(default_factory=dict)
    """By private chat; None is for all that have none of their own."""

    def menu(self, chat_id: int, language_code: str | None) -> tuple[Command, ...]:
        """What a reader finds in a private chat: the narrowest scope first, their language before none."""
        language = (language_code or "").split("-")[0]
        for scope in (Scope("chat", chat_id), Scope("all_private_chats"), Scope()):
            for code in (language, ""):
                if listed := self.commands.get((scope, code)):
                    return listed
        return ()

    def menu_button(self, chat_id: int | None) -> MenuButton:
        """A private chat's, else the one for all."""
        return self.menu_buttons.get(chat_id) or self.menu_buttons.get(None) or MenuButton()
