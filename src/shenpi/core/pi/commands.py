"""The commands of the shell, as `help` lists them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Command:
    """A command: how it is written, and what it does, in both languages."""

    usage: str
    zh: str
    en: str


COMMANDS = {
    "agent": Command("agent A(x) = P", "定义进程", "define an agent"),
    "env": Command("env [A]", "列出定义", "show definitions"),
    "clear": Command("clear [A …]", "删除定义", "forget definitions"),
    "check": Command(
        "check [P] [F]",
        "P 是否有性质 F；无 F 则检查调用、控制和类",
        "whether P has property F; without F: calls, control, sorts",
    ),
    "sort": Command("sort [P]", "推断名字的类", "infer the sorts of names"),
    "size": Command(
        "size [P][; n][; pifra]",
        "数状态和变迁，至多 n 个；末尾写 pifra 则如该工具计数",
        "count states, at most n, and transitions; as the tool of that name with pifra",
    ),
    "step": Command("step [P][; 1 2 …]", "逐步走查", "walk through step by step"),
    "deadlocks": Command(
        "deadlocks [P]", "找不能再动的状态及其路径", "find states without a step, with the path"
    ),
    "traces": Command("traces [P][; n]", "列出可见的动作序列", "list the visible traces up to length n"),
    "eq": Command("eq P Q", "强开互模", "strong open bisimilarity"),
    "eqd": Command("eqd (x,y) P Q", "区分名字下的强开互模", "strong open bisimilarity under a distinction"),
    "weq": Command("weq P Q", "弱开互模", "weak open bisimilarity"),
    "weqd": Command("weqd (x,y) P Q", "区分名字下的弱开互模", "weak open bisimilarity under a distinction"),
    "strong-early": Command("strong-early P Q", "强前互模", "strong early bisimilarity"),
    "weak-early": Command("weak-early P Q", "弱前互模", "weak early bisimilarity"),
    "strong-late": Command("strong-late P Q", "强后互模", "strong late bisimilarity"),
    "weak-late": Command("weak-late P Q", "弱后互模", "weak late bisimilarity"),
    "congruence": Command("congruence P Q", "观察互模", "observation congruence"),
    "help": Command("help", "本表", "this list"),
    "quit": Command("quit", "退出", "leave"),
}
