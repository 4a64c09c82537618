"""Every method the sandbox serves, by its Bot API name; what is not here is refused by name."""

from collections.abc import Awaitable, Callable, Mapping

from bot.sandbox.methods import chats, commands, media, messages, taps, updates
from bot.sandbox.parameters import Arguments
from bot.sandbox.world import World

Method = Callable[[World, Arguments], object | Awaitable[object]]

METHODS: Mapping[str, Method] = {
    "getMe": updates.get_me,
    "getUpdates": updates.get_updates,
    "setWebhook": updates.set_webhook,
    "deleteWebhook": updates.delete_webhook,
    "getWebhookInfo": updates.get_webhook_info,
    "sendMessage": messages.send_message,
    "editMessageText": messages.edit_message_text,
    "editMessageReplyMarkup": messages.edit_message_reply_markup,
    "deleteMessage": messages.delete_message,
    "answerCallbackQuery": taps.answer_callback_query,
    "setMyCommands": commands.set_my_commands,
    "getMyCommands": commands.get_my_commands,
    "deleteMyCommands": commands.delete_my_commands,
    "setMyDescription": commands.set_my_description,
    "getMyDescription": commands.get_my_description,
    "setMyShortDescription": commands.set_my_short_description,
    "getMyShortDescription": commands.get_my_short_description,
    "setChatMenuButton": commands.set_chat_menu_button,
    "getChatMenuButton": commands.get_chat_menu_button,
    "sendDocument": media.send_document,
    "sendAudio": media.send_audio,
    "sendVoice": media.send_voice,
    "editMessageMedia": media.edit_message_media,
    "sendPhoto": media.send_photo,
    "getFile": media.get_file,
    "getChat": chats.get_chat,
    "getChatMember": chats.get_chat_member,
    "getChatAdministrators": chats.get_chat_administrators,
    "sendChatAction": chats.send_chat_action,
}
