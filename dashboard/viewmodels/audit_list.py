"""The audit log as a list: what was done in the words of the interface."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from dashboard.domain.audit import REFUSED, AuditEntry
from dashboard.viewmodels.sheet import Sheet, SheetColumn

ACTION_WORDS: Mapping[str, str] = {
    "sign in": "登录",
    "sign out": "退出",
    "sign out everywhere": "全部退出",
    "password change": "改密码",
    "account add": "新建账号",
    "account change": "改账号",
    "account reset": "重置账号",
    "account disable": "停用账号",
    "account enable": "启用账号",
    "token add": "新建令牌",
    "token revoke": "停用令牌",
    "draft": "存草稿",
    "mend": "改单元格",
    "leave out": "不报此行",
    "bring back": "恢复此行",
    "submit": "提交",
    "take back": "收回提交",
    "return": "退回",
    "publish": "发布",
    "withdraw": "撤回",
    "discard": "放弃",
    "milestone done": "里程碑完成",
    "milestone open": "里程碑改为未完成",
    "note": "写进展意见",
    "month close": "结账",
    "month open": "重新开账",
    "plan load": "装入工作要点",
    "target change": "改目标",
    "plan use": "切换工作要点",
    "plan export": "导出工作要点",
    "export": "导出",
    "demo remove": "撤下演示",
    "rebuild": "重新计算",
    "backup": "备份",
    "restore": "恢复",
    "refused": "越权",
    "settings": "设置",
}


@dataclass(frozen=True, slots=True)
class AuditLine:
    """One entry as a row."""

    number: int
    at: datetime
    actor: str
    address: str
    action: str
    subject: str
    refused: bool
    detail: str
    before: str
    after: str


def build_audit_lines(entries: Iterable[AuditEntry]) -> tuple[AuditLine, ...]:
    """The entries in the order given; an action without a word stands as it was recorded."""
    return tuple(
        AuditLine(
            e.number, e.at, e.actor, e.address, action_word(e.action), e.subject, e.result == REFUSED, e.detail,
            e.before, e.after,
        )
        for e in entries
    )  # fmt: skip


def build_audit_sheet(lines: Sequence[AuditLine]) -> Sheet:
    """The entries as a table for an office file."""
    heads = ("序号", "时间", "谁", "从哪里", "动作", "对象", "结果", "说明", "改前", "改后")
    rows = tuple(
        (
            Decimal(line.number), f"{line.at.astimezone():%Y-%m-%d %H:%M:%S}", line.actor, line.address, line.action,
            line.subject, "拒绝" if line.refused else "完成", line.detail, line.before, line.after,
        )
        for line in lines
    )  # fmt: skip
    return Sheet("审计日志", (), tuple(SheetColumn(head, 16) for head in heads), rows)


def action_word(action: str) -> str:
    """An action in the words of the interface."""
    return ACTION_WORDS.get(action, action)
