"""Why a diagram has no π term, or a term no diagram: typed, with the element and two sentences."""

from shenpi.core.pi.errors import PiError

_REASONS: dict[str, tuple[str, str]] = {
    "terminate": (
        "子流程内、或并非只由消息启动的流程内的终止事件不能转换：遗留的进程会在重新开始时复活",
        "terminating ends inside a sub-process, or of a process that messages begin, but not they alone, are not "
        "translated: what they leave would revive when it begins again",
    ),
    "error": (
        "没有子流程捕获的错误事件会结束整个流程，π 演算中没有对应的一步",
        "an error that no sub-process catches ends its whole process, which no single step of the calculus does",
    ),
    "inside_interrupted": (
        "可被中断的范围内，不支持任务的非中断边界事件和子流程的消息流",
        "within what can be interrupted, events that do not interrupt their task, and message flows of "
        "sub-processes, are not translated",
    ),
    "message_again": (
        "可被中断后重新进入的范围内，不支持以消息流开始的活动：中断时已收到的消息会再次被收到",
        "within what can be interrupted and entered again, activities that begin with the message of a message "
        "flow are not translated: what was received before the interruption would be received again",
    ),
    "link": ("不支持链接事件，请改画顺序流", "link events are not translated; draw a sequence flow"),
    # the way back
    "no_main": ("没有名为 Main 的进程定义", "no agent Main is defined"),
    "composition": (
        "这里应是进程调用的并行组合，外加限制名",
        "a parallel composition of agent calls under restricted names belongs here",
    ),
    "unknown_agent": ("进程“{name}”没有定义", "agent {name} is not defined"),
    "arguments": ("进程“{name}”的参数个数不符", "agent {name} is called with the wrong number of names"),
    "not_an_element": (
        "进程名“{name}”不对应任何 BPMN 元素（应如 UserTask_review）",
        "the agent name {name} stands for no BPMN element (it should read like UserTask_review)",
    ),
    "twice": ("进程“{name}”出现了两次", "agent {name} occurs twice"),
    "flow_ends": (
        "名“{name}”应恰由一个进程发出、一个进程接收，才是一条顺序流或消息流",
        "the name {name} must be sent by one agent and received by one to be a flow",
    ),
    "host": ("边界事件“{name}”没有所附的活动", "the boundary event {name} has no activity"),
    "shape": (
        "进程“{name}”不具有其 BPMN 元素的形状",
        "agent {name} does not have the shape of its BPMN element",
    ),
    "model": ("得到的流程图无效：{zh}", "the diagram would be refused: {en}"),
}


class NotTranslatable(PiError):
    """One of the two has no counterpart; `element` is the BPMN id or the agent meant, or ''."""

    def __init__(self, element: str, code: str, zh: str, en: str) -> None:
        super().__init__(zh, en)
        self.element = element
        self.code = code

    def __str__(self) -> str:
        return f"{self.code} [{self.element}]: {self.en}"


def refused(element: str, reason: str, **values: str) -> NotTranslatable:
    """The typed error for a reason of this table."""
    zh, en = _REASONS[reason]
    return NotTranslatable(element, reason, zh.format(**values), en.format(**values))
