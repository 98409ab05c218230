"""Every write to what people said, to what is done about it, and to who follows which topic."""

from .answers import CannotChangeAction, change_action, create_action, keep_action
from .following import (
    CannotFollow,
    follow,
    merge_followings,
    stop_following,
    stop_following_everything,
    tell_followers,
)
from .points import (
    CannotChangePoint,
    CannotClearPoint,
    CannotDeletePoint,
    change_point,
    clear_point,
    create_point,
    delete_point,
)

__all__ = [
    "CannotChangeAction",
    "CannotChangePoint",
    "CannotClearPoint",
    "CannotDeletePoint",
    "CannotFollow",
    "change_action",
    "change_point",
    "clear_point",
    "create_action",
    "create_point",
    "delete_point",
    "follow",
    "keep_action",
    "merge_followings",
    "stop_following",
    "stop_following_everything",
    "tell_followers",
]
