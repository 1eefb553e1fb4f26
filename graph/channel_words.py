"""What a collaboration comes by, in words."""

from collections.abc import Mapping

from graph.message import Message

CHANNEL_WORDS: Mapping[str, Message] = {
    "direct": Message("direkt samarbete"),
    "agreement": Message("avtal"),
    "activity": Message("gemensam verksamhet"),
    "forum": Message("gemensamt forum"),
}
