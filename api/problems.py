"""Problems (RFC 9457): one table of codes, each with status and words; `http.*` is never renamed.

A route raises `ProblemError`; what it may raise is declared with `responses_of`, for OpenAPI.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

from pydantic import BaseModel, ConfigDict, Field

__all__ = ["PROBLEMS", "Fault", "Problem", "ProblemError", "ProblemRow", "responses_of"]


class ProblemRow(NamedTuple):
    """One kind of problem."""

    status: int
    zh: str
    en: str


PROBLEMS: Mapping[str, ProblemRow] = MappingProxyType({
    "http.unauthorized": ProblemRow(401, "未出示有效的访问令牌", "no valid access token"),
    "http.client_refused": ProblemRow(401, "客户端身份未通过验证", "the client is not who it says"),
    "http.assertion_replayed": ProblemRow(
        401, "该客户端断言已用过", "this assertion was used before"),
    "http.login_not_configured": ProblemRow(
        403, "本系统尚未接入人员登录", "login of people is not configured"),
    "http.forbidden": ProblemRow(403, "该身份无权进行此操作", "this role may not do this"),
    "http.not_found": ProblemRow(404, "不存在，或者不属于您", "not there, or not yours"),
    "http.method_not_allowed": ProblemRow(405, "不支持该方法", "method not allowed"),
    "http.timed_out": ProblemRow(408, "传输过慢或者中断", "too slow, or it stopped"),
    "http.conflict": ProblemRow(409, "与现有状态冲突", "conflicts with what is there"),
    "http.request_running": ProblemRow(
        409, "同一幂等键的请求正在处理", "a request with this key is running"),
    "http.package_id_reused": ProblemRow(
        409, "该证据包编号已用于另一证据包", "this package id names another package"),
    "http.upload_expired": ProblemRow(410, "该上传已过期", "this upload is over"),
    "http.too_large": ProblemRow(413, "超过大小限制", "larger than the limit"),
    "http.media_type": ProblemRow(415, "不支持该媒体类型", "this media type is not read"),
    "http.range": ProblemRow(416, "请求的范围不可用", "this range cannot be given"),
    "http.misdirected": ProblemRow(421, "请求的主机名不属于本系统", "this host is not ours"),
    "http.invalid": ProblemRow(422, "请求内容有误", "the request is faulty"),
    "http.idempotency_key_missing": ProblemRow(
        400, "缺少 Idempotency-Key", "Idempotency-Key is called for"),
    "http.idempotency_key_reused": ProblemRow(
        422, "该幂等键已用于另一请求", "this key was used for another request"),
    "http.digest_differs": ProblemRow(
        422, "内容与声明的摘要不符", "the content is not that of the digest"),
    "http.digest_unsupported": ProblemRow(
        400, "不支持该摘要算法", "this digest algorithm is not known"),
    "http.package_refused": ProblemRow(422, "证据包不予接收", "the package is not accepted"),
    "http.sender_differs": ProblemRow(
        422, "证据包声明的主体不是发送方", "the package names somebody else than its sender"),
    "http.elements_faulty": ProblemRow(422, "要素列表有误", "the element list has faults"),
    "http.not_synthetic": ProblemRow(
        422, "沙箱只接受虚构身份号码", "the sandbox takes synthetic numbers only"),
    "http.sandbox_only": ProblemRow(422, "仅沙箱可用", "only a sandbox takes this"),
    "http.parts_missing": ProblemRow(422, "尚有文件未上传", "files have not been sent"),
    "http.quota": ProblemRow(429, "超过发送方配额", "over the sender's quota"),
    "http.internal": ProblemRow(500, "系统内部错误", "a fault of ours"),
    "http.unavailable": ProblemRow(503, "系统暂不可用，请稍后重试", "not available for the moment"),
    "http.no_space": ProblemRow(507, "存储空间不足", "there is no room left"),
})  # fmt: skip


class Fault(BaseModel):
    """One thing that is wrong with a request."""

    model_config = ConfigDict(extra="forbid")

    pointer: str = Field(description="JSON pointer, header or query name, path or cell")
    detail: str
    code: str | None = Field(default=None, description="a finding code, where one says more")


class Problem(BaseModel):
    """What `application/problem+json` carries."""

    model_config = ConfigDict(extra="forbid")

    type: str = Field(description="urn:evidence-gateway:problem:<code>")
    code: str = Field(description="stable; never renamed")
    title: str
    title_en: str
    status: int
    detail: str | None = None
    instance: str | None = Field(default=None, description="the request id")
    errors: list[Fault] = Field(default_factory=list)


class ProblemError(Exception):
    """Ends a request with a problem."""

    def __init__(
        self,
        code: str,
        detail: str | None = None,
        *,
        errors: Sequence[Fault] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(code)
        self.code = code
        self.row = PROBLEMS[code]
        self.detail = detail
        self.errors = list(errors)
        self.headers = dict(headers or {})

    def as_problem(self, request_id: str | None) -> Problem:
        """Return it as it is sent."""
        return Problem(
            type=f"urn:evidence-gateway:problem:{self.code.removeprefix('http.')}",
            code=self.code,
            title=self.row.zh,
            title_en=self.row.en,
            status=self.row.status,
            detail=self.detail,
            instance=request_id,
            errors=self.errors,
        )


def responses_of(*codes: str) -> dict[int | str, dict[str, Any]]:
    """Return what OpenAPI says of the problems of a route, by status."""
    found: dict[int | str, dict[str, Any]] = {}
    for code in codes:
        row = PROBLEMS[code]
        said = found.setdefault(
            row.status,
            {"model": Problem, "description": "", "content": {"application/problem+json": {
                "schema": {"$ref": "#/components/schemas/Problem"}, "examples": {}}}},
        )  # fmt: skip
        said["content"]["application/problem+json"]["examples"][code] = _example(code)
        said["description"] = "; ".join(filter(None, [said["description"], f"{code}: {row.en}"]))
    return found


def _example(code: str) -> dict[str, Any]:
    problem = ProblemError(code).as_problem(f"req-{'a' * 26}")
    return {"value": problem.model_dump()}
