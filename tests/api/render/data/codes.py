"""A code table of our own: renderers take the mapping as an argument."""

from tests.api.render.data.admissioncodes import ADMISSION_CODES
from verify.findings import CheckStatus, CodeRow, Side, SubIndication

_ROWS = (
    CodeRow(
        code="timestamp.imprint_mismatch",
        statuses=(CheckStatus.FAILED,),
        rule="RFC 3161 2.4.2",
        zh="时间戳所盖的摘要与本文件的摘要不同：该证明与所交文件不对应（文件改动或证明错附）。",
        en="The timestamp was made over another digest: proof and file do not belong together.",
        sub_indication=SubIndication.HASH_FAILURE,
        cure_zh="提交与该时间戳对应的原文件，或更换为本文件的时间戳。",
        cure_en="Send the file this timestamp was made over, or the timestamp of this file.",
        contradiction=True,
    ),
    CodeRow(
        code="integrity.neighbour_file",
        statuses=(CheckStatus.FAILED,),
        rule="formats package 7",
        zh="摘要与同案另一份证据相同，可能是两份文件的位置互换。",
        en="The digest is that of a neighbouring file; the two may have been exchanged.",
    ),
    CodeRow(
        code="revocation.absent",
        statuses=(CheckStatus.INDETERMINATE,),
        rule="RFC 5280 6.3",
        zh="没有该证书在证明时间的吊销数据，不能确定证书当时是否有效。",
        en="No revocation data of this certificate reaches the proven time.",
        sub_indication=SubIndication.TRY_LATER,
        side=Side.WORLD,
        cure_zh="补交该证书颁发机构的吊销列表。",
        cure_en="Add the issuer's revocation list.",
        retry=True,
    ),
    CodeRow(
        code="path.root_unknown",
        statuses=(CheckStatus.INDETERMINATE,),
        rule="RFC 5280 6.1",
        zh="签名证书的根证书不在信任清单中。",
        en="The root of the signing certificate is not on the trust list.",
        side=Side.COURT,
    ),
    CodeRow(
        code="package.signature_wrong",
        statuses=(CheckStatus.FAILED,),
        rule="formats package 7",
        zh="证据包签名与标签清单不符。",
        en="The package signature does not fit the tag manifest.",
        cure_zh="由存证平台重新签名后提交。",
        cure_en="Have the platform sign again and send it.",
    ),
)

CODES = {row.code: row for row in _ROWS} | ADMISSION_CODES
