"""Why a BPMN file is refused: every reason code with its two sentences."""

from shenpi.core.process.errors import BpmnRefused

_REASONS: dict[str, tuple[str, str]] = {
    # the file
    "too_large": ("文件超过 {limit} 字节", "the file is larger than {limit} bytes"),
    "not_xml": ("不是合法的 XML 文件：{detail}", "this is not well-formed XML: {detail}"),
    "doctype": ("文件不得含有 DOCTYPE 声明或实体", "DOCTYPE declarations and entities are not accepted"),
    "encoding": ("文件须以 UTF-8 编码", "the file must be encoded in UTF-8"),
    "not_bpmn": ("不是 BPMN 2.0 文件", "this is not a BPMN 2.0 file"),
    "no_process": ("文件中没有流程", "the file holds no process"),
    "attributes": (
        "元素的属性超过 {limit} 个",
        "the element has more than {limit} attributes",
    ),
    "too_deep": ("子流程嵌套超过 {limit} 层", "sub-processes are nested deeper than {limit}"),
    "no_id": ("元素 {tag} 没有编号（id）", "an element {tag} has no id"),
    "duplicate_id": ("编号重复", "the id is used twice"),
    "bad_number": ("图形坐标不是数字", "a coordinate is not a number"),
    # elements without a stated meaning
    "element": ("不支持元素 {tag}", "the element {tag} is not supported"),
    "event": ("不支持 {tag} 类型的事件", "events of type {tag} are not supported here"),
    "events_several": ("一个事件只能有一个事件定义", "an event may have one event definition only"),
    "event_undefined": ("捕获事件须为消息或定时事件", "a catching event must be a message or a timer"),
    "timer_cycle": (
        "不支持循环定时器，请写一次的时限或时刻",
        "cyclic timers are not supported; give one duration or one moment",
    ),
    "call_inside": (
        "不支持调用同一文件中的流程 {called}，请改用子流程",
        "calls of a process in the same file ({called}) are not supported; draw it as a sub-process",
    ),
    "link": (
        "链接事件须成对：同一流程中每个抛出的链接“{name}”恰有一个同名的捕获，且无其他流入流出",
        "links come in pairs: each link {name!r} thrown leads to one catching event of that name in its scope",
    ),
    "error_interrupts": ("错误边界事件必定中断", "a boundary error event always interrupts"),
    "error_instances": (
        "错误不得离开多实例活动",
        "an error may not leave a multi-instance activity",
    ),
    "too_tangled": (
        "包容网关的结构过于复杂，无法识别其分支",
        "the branches of this inclusive gateway are too tangled to be made out",
    ),
    "too_many": ("元素超过 {limit} 个", "the file holds more than {limit} elements"),
    "loop": (
        "循环只能写“在条件成立时重复”，不支持最多次数，也不能兼为多实例",
        "a loop repeats while its condition holds; a maximum, or several instances besides, are not supported",
    ),
    "loop_condition": (
        "多实例须等待全部实例，不支持完成条件",
        "multi-instance waits for all; no completion condition",
    ),
    "instances_name": (
        "多实例的处室名单“{name}”不是案卷变量名",
        "multi-instance runs over {name!r}, which is not the name of a case value",
    ),
    "instances_nested": ("多实例不得嵌套", "multi-instance inside multi-instance is not supported"),
    "instances_kind": (
        "等待消息或外部流程的活动不能循环或多实例",
        "activities that wait for a message or another process may not loop or be multi-instance",
    ),
    "event_sub_process": (
        "不支持事件子流程，请改用子流程边界上的事件",
        "event sub-processes are not supported; put an event on the border of a sub-process",
    ),
    "compensation": ("不支持补偿活动", "compensation activities are not supported"),
    "quantity": ("不支持大于一的令牌数量", "token quantities other than one are not supported"),
    "pool_multiplicity": ("不支持多重参与者", "multiple participants are not supported"),
    "gateway_instantiate": (
        "不支持由事件网关启动流程",
        "event gateways that start a process are not supported",
    ),
    "extension": ("不认识的 shenpi 扩展属性 {name}", "unknown shenpi attribute {name}"),
    "limit": (
        "时限“{value}”无法理解，应如 P5WD、P15D、PT24H 或案卷变量名",
        "the limit {value!r} makes no sense: P5WD, P15D, PT24H or the name of a case value",
    ),
    # structure
    "reference": ("引用的元素 {target} 不存在", "the element {target} referred to does not exist"),
    "flow_scope": ("顺序流不得穿越子流程或流程边界", "a sequence flow may not cross a process boundary"),
    "flow_into": ("顺序流不得进入此类事件", "a sequence flow may not enter this event"),
    "flow_out": ("结束事件不得有流出的顺序流", "an end event may not have outgoing flows"),
    "flow_condition": (
        "只有排他网关和包容网关的流出可以带条件",
        "only flows out of exclusive and inclusive gateways may carry a condition",
    ),
    "condition": ("{detail_zh}", "{detail_en}"),
    "default": ("默认流须是本网关的流出", "the default flow must leave this gateway"),
    "attached": (
        "边界事件须附着在同一流程的活动上",
        "a boundary event must sit on an activity of its own scope",
    ),
    "event_gateway": (
        "事件网关之后须是只有一个流入的消息、定时事件或接收任务",
        "an event gateway must lead to message or timer events or receive tasks of its own",
    ),
    "starts_several": ("子流程只能有一个开始事件", "a sub-process may have one start event"),
    "start_trigger": ("子流程的开始事件不得有触发条件", "the start event of a sub-process has no trigger"),
    "inclusive": (
        "包容网关须成对使用：各分支只从同一分叉网关出发并只在同一汇合网关结束",
        "inclusive gateways must form a block: branches start at one split and end at one join",
    ),
    "message_source": (
        "消息流只能由活动、消息抛出事件或消息结束事件发出",
        "a message flow must leave an activity, a throwing message event or a message end event",
    ),
    "message_target": (
        "消息流只能进入活动、流程的开始事件或消息事件",
        "a message flow must enter an activity, the start of a process or a message event",
    ),
    "instances_gateway": (
        "多实例之中和循环活动本身的消息须由流程外部送达",
        "message flows into or out of a multi-instance part or a looping activity are not supported",
    ),
}

_KINDS: dict[object, tuple[str, str]] = {
    "signalEventDefinition": ("信号事件，请改用消息事件", "signal events are not supported; use messages"),
    "escalationEventDefinition": ("升级事件", "escalation events are not supported"),
    "conditionalEventDefinition": ("条件事件", "conditional events are not supported"),
    "compensateEventDefinition": ("补偿事件", "compensation events are not supported"),
    "cancelEventDefinition": ("取消事件", "cancel events are not supported"),
    "complexGateway": ("复杂网关", "complex gateways are not supported"),
    "transaction": ("事务子流程", "transactions are not supported; draw a sub-process"),
    "adHocSubProcess": ("自由子流程", "ad-hoc sub-processes are not supported"),
}
"""What people call a kind of element that has no meaning here."""


def refused(element_id: str, reason: str, **values: object) -> BpmnRefused:
    """The typed error for a reason code of this table."""
    zh, en = _REASONS[reason]
    if values.get("tag") in _KINDS:
        kind_zh, en = _KINDS[values["tag"]]
        zh = f"不支持{kind_zh}"
    return BpmnRefused(element_id, reason, zh.format(**values), en.format(**values))
