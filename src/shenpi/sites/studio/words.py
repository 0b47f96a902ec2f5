"""What the studio's scripts say, in the reader's language."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _


def words() -> dict[str, Any]:
    """Return the words by the part of the page that says them."""
    return {
        "fields": _fields(),
        "saving": _saving(),
        "checking": _checking(),
        "player": _player(),
        "calculus": {"failed": _("暂时不能转换，请稍后再试。")},
        "scenarios": {"failed": _("没有保存成功，请稍后再试。")},
    }


def _fields() -> dict[str, str]:
    return {
        "whole": _("（整个流程）"),
        "none": _("（不填）"),
        "name": _("名称"),
        "role": _("岗位"),
        "office": _("哪个科室"),
        "limit": _("时限"),
        "limit_hint": _(
            "P5WD 五个工作日，P15D 十五日，PT24H 24 小时；或事项给出的时限名，如 correction_limit"
        ),
        "act": _("办理动作"),
        "verdicts": _("可选结论"),
        "verdicts_hint": _("用逗号分开，如 agree,disagree；后面的网关按 verdict 分流"),
        "form": _("表单"),
        "document": _("文书"),
        "instances": _("多实例名单"),
        "instances_hint": _("每个科室一份时填 offices"),
        "times": _("办几次"),
        "times_hint": _("不填就是办一次"),
        "times_parallel": _("各科室同时办"),
        "times_sequence": _("各科室依次办"),
        "times_loop": _("条件成立就再办"),
        "loop": _("循环条件"),
        "loop_hint": _("条件成立就再办一轮，如 verdict == 'again'"),
        "loop_before": _("何时判断"),
        "loop_before_hint": _("不填时，每轮办完之后判断"),
        "loop_first": _("办理之前先判断"),
        "message": _("消息名称"),
        "message_hint": _("收到这条消息时继续，如 withdrawal（撤回）"),
        "default": _("默认流"),
        "default_hint": _("其他条件都不成立时走这一条"),
        "condition": _("条件"),
        "condition_hint": _("如 verdict == 'accept'、fee_due、not certificate_due"),
        "documentation": _("说明"),
        "process_kind": _("办件类型"),
    }


def _saving() -> dict[str, str]:
    return {
        "unsaved": _("有改动，稍后自动保存"),
        "saving": _("正在保存…"),
        "failed": _("没有保存成功，可能是网络中断。恢复后会自动再存，请不要关闭这一页。"),
        "signed_out": _("登录已过期。请在另一个窗口重新登录，这一页会自动再存。"),
        "stopped": _("已停止自动保存"),
    }


def _checking() -> dict[str, str]:
    return {
        "play": _("演示怎样出错"),
        "walk": _("在图上走一遍"),
        "where": _("在图上看"),
        "failed": _("暂时不能检查，请稍后再试。"),
        "unreadable": _("流程图打不开。请导出文件检查，或放弃这份草稿重新开始。"),
    }


def _player() -> dict[str, str]:
    return {
        "play": _("播放"),
        "pause": _("暂停"),
        "begins": _("开始之前"),
        "unnamed": _("未命名的元素"),
    }
