"""Codes of electronic seals: GB/T 38540-2020, GM/T 0031-2014, judgement 1 to 4."""

from verify.findings import Asks, CheckStatus, CodeRow, Effect, Scope, Side, SubIndication

__all__ = ["ROWS"]

_FAILED = (CheckStatus.FAILED,)
_OPEN = (CheckStatus.INDETERMINATE,)
_EITHER = (CheckStatus.INDETERMINATE, CheckStatus.FAILED)
_TOLD = (CheckStatus.PASSED, CheckStatus.INDETERMINATE)
"""Told only; a policy may raise it to an open check."""
_FORM = SubIndication.FORMAT_FAILURE
_ORIGINAL = "请提交签章完成时的原始文件。"
_ORIGINAL_EN = "Send the document as it was when it was sealed."
_AGAIN = "请由印章持有人用有效的电子印章重新签章，或者补充其他证明。"
_AGAIN_EN = "Have the holder seal it again with a seal in force, or send another proof."
_EARLIER = "如有签章当时的可信时间戳，请一并提交。"
_EARLIER_EN = "Send a timestamp of the time at which it was sealed, where there is one."

ROWS = (
    CodeRow(
        "eseal.malformed", _FAILED, "GB/T 38540 6.1, 7.1; GM/T 0031 6.1, 7.1",
        "电子签章数据不是完整的规范结构，无法读取。",
        "The electronic seal signature is of no well-formed structure.",
        sub_indication=_FORM, cure_zh=_ORIGINAL, cure_en=_ORIGINAL_EN,
    ),
    CodeRow(
        "eseal.version_unsupported", _OPEN, "judgement 1; GB/T 38540 7.1",
        "电子签章数据的版本本系统暂不支持，未能核验。",
        "The electronic seal signature is of a version that is not read here.",
        sub_indication=SubIndication.GENERIC, side=Side.COURT,
    ),
    CodeRow(
        "eseal.digest_mismatch", _FAILED, "GB/T 38540 7.3",
        "电子签章中的摘要与被签章内容的摘要不同：内容在签章之后改动，或者签章属于另一份文件。",
        "The digest inside the seal signature is not that of what it is on: that was changed "
        "afterwards, or the signature belongs to another document.",
        sub_indication=SubIndication.HASH_FAILURE, contradiction=True,
        cure_zh=_ORIGINAL, cure_en=_ORIGINAL_EN,
    ),
    CodeRow(
        "eseal.value_wrong", _FAILED, "GB/T 38540 6.2",
        "电子印章与制章者的签名不符：印章数据（名称、图样、使用人或者有效期）与制作时不同，原因待查。",
        "The seal does not belong to its maker's signature: its name, picture, users or term are "
        "not those that were signed.",
        sub_indication=SubIndication.SIG_CRYPTO_FAILURE, contradiction=True,
        cure_zh=_AGAIN, cure_en=_AGAIN_EN,
    ),
    CodeRow(
        "eseal.algorithm_unsupported", _OPEN, "judgement 1",
        "制章者签名所用算法本系统暂不支持。",
        "The algorithm of the seal maker's signature is not supported here.",
        sub_indication=SubIndication.GENERIC, side=Side.COURT,
    ),
    CodeRow(
        "eseal.certificate_absent", _OPEN, "GB/T 38540 6.2",
        "电子印章内的制章者证书无法读取，无法核验印章。",
        "The certificate of the seal's maker cannot be read.",
        sub_indication=SubIndication.NO_SIGNING_CERTIFICATE_FOUND,
        cure_zh=_AGAIN, cure_en=_AGAIN_EN,
    ),
    CodeRow(
        "eseal.certificate_replaced", _OPEN, "GB/T 38540 7.3; judgement 4",
        "另有一张同名同序列号的证书，无法确定签章数据所附证书即签名证书。",
        "There is another certificate of the same name and serial number: which one is meant "
        "cannot be told.",
        sub_indication=SubIndication.SIG_CONSTRAINTS_FAILURE,
    ),
    CodeRow(
        "eseal.signer_not_listed", _EITHER, "GB/T 38540 7.3",
        "加盖该印章的证书不在印章所列的使用人证书之内：数据不一致，原因待查。",
        "The certificate that signed is none of those that the seal lists: the two disagree, and "
        "why is open.",
        sub_indication=SubIndication.SIG_CONSTRAINTS_FAILURE, contradiction=True,
        cure_zh="请由印章所列使用人的证书重新签章，或者提交列有该证书的印章所作的签章。",
        cure_en="Have it sealed with a certificate that the seal lists, or send the sealing by a "
        "seal that lists this one.",
    ),
    CodeRow(
        "eseal.list_not_evaluated", _OPEN, "GB/T 38540 6.1",
        "电子印章只以本系统不认可的摘要列明使用人证书，无法判断签章人是否为登记的使用人。",
        "The seal lists its users by digests that are not accepted here: whether the signer is "
        "one of them cannot be told.",
        sub_indication=SubIndication.GENERIC, side=Side.COURT,
    ),
    CodeRow(
        "eseal.header_wrong", _FAILED, "GB/T 38540 6.1",
        "电子印章的头标识不是 ES，不是规范的电子印章。",
        "The seal's header is not ES: it is no electronic seal of the standard.",
        sub_indication=_FORM, cure_zh=_AGAIN, cure_en=_AGAIN_EN,
    ),
    CodeRow(
        "eseal.version_mismatch", _FAILED, "GB/T 38540 7.1",
        "签章数据的版本与其中电子印章的版本不同。",
        "The version of the seal signature is not that of the seal in it.",
        sub_indication=_FORM, cure_zh=_AGAIN, cure_en=_AGAIN_EN,
    ),
    CodeRow(
        "eseal.extension_critical", _OPEN, "GB/T 38540 6.1",
        "电子印章或者签章数据带有标明必须处理、而本系统不识别的扩展项。",
        "The seal or its use has critical extensions that are not known here.",
        sub_indication=SubIndication.GENERIC, side=Side.COURT,
    ),
    CodeRow(
        "eseal.term_reversed", _FAILED, "GB/T 38540 6.1",
        "电子印章有效期的终止早于起始。",
        "The seal's term ends before it begins.",
        sub_indication=_FORM, cure_zh=_AGAIN, cure_en=_AGAIN_EN,
    ),
    CodeRow(
        "eseal.expired", _EITHER, "GB/T 38540 6.3, 7.3; judgement 3",
        "可证明的签章时间晚于电子印章的有效期（仅凭收件时间的，不能排除签章时印章仍有效）。",
        "The time that is proved lies after the seal's term; where it is only that of receipt, the "
        "seal may have been in force when it was used.",
        sub_indication=SubIndication.EXPIRED, contradiction=True,
        cure_zh=_EARLIER, cure_en=_EARLIER_EN,
    ),
    CodeRow(
        "eseal.not_yet_valid", _OPEN, "GB/T 38540 6.3, 7.3; judgement 3",
        "签章时间早于电子印章有效期的起始。",
        "It was sealed, or says that it was, before the seal's term begins.",
        sub_indication=SubIndication.NOT_YET_VALID,
        cure_zh=_AGAIN, cure_en=_AGAIN_EN,
    ),
    CodeRow(
        "eseal.made_by_user", _OPEN, "GB/T 38540 5, 6.2",
        "电子印章由使用人自己制作（制章者与签章人是同一把密钥），没有制章机构为该印章作证。",
        "The seal was made by its own user, with the same key: no maker vouches for it.",
        sub_indication=SubIndication.CHAIN_CONSTRAINTS_FAILURE,
        cure_zh=_AGAIN, cure_en=_AGAIN_EN,
    ),
    CodeRow(
        "eseal.maker_not_organisation", _OPEN, "GB/T 38540 3.6, 6.2",
        "制章者的证书不是单位证书（是个人证书，或者未载明单位），不能认定印章由制章机构制作。",
        "The certificate of the seal's maker is no organisation's: nobody who makes seals vouches "
        "for this one.",
        sub_indication=SubIndication.CHAIN_CONSTRAINTS_FAILURE,
        cure_zh=_AGAIN, cure_en=_AGAIN_EN,
    ),
    CodeRow(
        "eseal.name_of_another", (CheckStatus.HUMAN,), "GB/T 38540 6.1; judgement 4",
        "印章名称所示单位不是签章证书的持有人，需人工核对由谁签章；签章人以证书为准。",
        "The name on the seal is another's than the holder's of the certificate that signed, which "
        "is what counts: a person has to look who sealed.",
        cure_zh="请说明签章人与印章名称所示单位的关系，或者提交由该单位证书作出的签章。",
        cure_en="Say how the signer stands to the one named on the seal, or send that one's seal.",
        asks=Asks(Scope.CASE, Effect.BLOCKING),
    ),
    CodeRow(
        "eseal.name_unlike_signer", _TOLD, "GB/T 38540 6.1; judgement 4",
        "印章名称与签章证书的持有人名称不同；签章人以证书为准（已注明，不影响结论）。",
        "The name on the seal is not the holder's of the certificate that signed, which is what "
        "counts (stated; it moves no result).",
        warns_only=True,
    ),
    CodeRow(
        "eseal.time_not_evaluated", _TOLD, "GM/T 0031 7.1",
        "签章数据中的时间不是时间值而是其他数据，未予采用（已注明，不影响结论）。",
        "What stands for the time is no time, and is not used (stated; it moves no result).",
        warns_only=True,
    ),
    CodeRow(
        "eseal.zone_assumed", _TOLD, "GB/T 38540 6.1, 7.1",
        "电子印章或者签章中的时间未注明时区，按北京时间读取（已注明，不影响结论）。",
        "Times of the seal are written without a zone and were read as +08:00 (stated; it moves no "
        "result).",
        warns_only=True,
    ),
)  # fmt: skip
