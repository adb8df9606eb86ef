"""Groups A to E: the batch, the lender, its agent, the borrower, who guarantees."""

from verify.rules.elements.field import Field, Kind, Need, PersonalClass, Sheet, When

__all__ = ["FIELDS", "IDENTITY_KINDS"]

R, C, O = Need.REQUIRED, Need.CONDITIONAL, Need.OPTIONAL  # noqa: E741 - the court's own letters
BATCH, COMPUTED = Sheet.BATCH, Sheet.COMPUTED
C1, C2, C3 = PersonalClass.C1, PersonalClass.C2, PersonalClass.C3

IDENTITY_KINDS = (
    "居民身份证",
    "港澳居民来往内地通行证",
    "台湾居民来往大陆通行证",
    "港澳台居民居住证",
    "外国人永久居留身份证",
    "护照",
)
"""Documents by which a person is identified."""

YES_NO = ("是", "否")
NONE_OR_SOME = ("无", "有")
AGENT = When("c_name", ())
GUARANTEED = When("e_guarantee", ("有",))
NATURAL = When("d_party_type", ("自然人",), or_absent=True)

FIELDS = (
    # A batch
    Field("a_batch_id", "A1", "批次编号", "batch id", Kind.TEXT, O, "6", COMPUTED),
    Field("a_product_code", "A2", "贷款产品编号", "product code", Kind.TEXT, R, "5(6)", BATCH,
          hint="须为已通过本院合规化审查的产品", example="prod-001"),
    Field("a_row_no", "A3", "行号", "row number", Kind.COUNT, O, "6", COMPUTED),
    Field("a_template_version", "A4", "模板版本", "template version", Kind.TEXT, R, "6", COMPUTED),
    Field("a_batch_ref", "A5", "贷款人批次号", "lender's batch reference", Kind.TEXT, O, "6", BATCH,
          example="虚构批次-2025-06"),
    # B lender
    Field("b_name", "B1", "贷款人名称", "lender's name", Kind.TEXT, R, "7(1)", BATCH,
          example="虚构甲小额贷款有限公司"),
    Field("b_uscc", "B2", "贷款人统一社会信用代码", "lender's credit code", Kind.CREDIT_CODE, R,
          "7(1)", BATCH, example="91440101F00000018N"),
    Field("b_domicile", "B3", "贷款人住所地", "lender's domicile", Kind.TEXT, R, "4(2)", BATCH,
          example="广东省广州市虚构区虚构路1号"),
    Field("b_registered_at", "B4", "贷款人注册地", "lender's place of registration", Kind.TEXT, R,
          "7(1)", BATCH, example="广东省广州市虚构区虚构路1号"),
    Field("b_type", "B5", "机构类型", "kind of institution", Kind.CHOICE, R, "2", BATCH,
          choices=("小额贷款公司", "银行", "消费金融公司", "信托公司", "汽车金融公司", "其他金融机构"),
          example="小额贷款公司"),
    Field("b_licence_no", "B6", "金融许可证或者小贷经营许可号", "licence number", Kind.TEXT, R,
          "7(1)", BATCH, example="虚构许可证第0001号"),
    Field("b_licence_from", "B6", "许可有效期自", "licence from", Kind.DAY, O, "7(1)", BATCH,
          example="2020-01-01"),
    Field("b_licence_to", "B6", "许可有效期至", "licence to", Kind.DAY, O, "7(1)", BATCH,
          hint="长期有效的留空"),
    Field("b_legal_representative", "B7", "法定代表人姓名", "legal representative", Kind.TEXT, R,
          "7(1)", BATCH, personal=C1, example="虚构代表人"),
    Field("b_legal_representative_title", "B7", "法定代表人职务", "title", Kind.TEXT, O, "7(1)",
          BATCH, example="执行董事"),
    Field("b_legal_representative_id_no", "B7", "法定代表人证件号", "representative's id number",
          Kind.TEXT, O, "7(1)", BATCH, personal=C2),
    Field("b_phone", "B7", "贷款人电话", "lender's telephone", Kind.PHONE, R, "7(1)", BATCH,
          example="020-00000000"),
    Field("b_service_address", "B8", "贷款人送达地址", "lender's address for service", Kind.TEXT, O,
          "7(1)", BATCH, example="广东省广州市虚构区虚构路1号"),
    Field("b_service_recipient", "B8", "收件人", "recipient", Kind.TEXT, O, "7(1)", BATCH,
          personal=C1, example="虚构收件人"),
    Field("b_service_phone", "B8", "收件电话", "recipient's telephone", Kind.PHONE, O, "7(1)", BATCH,
          example="020-00000000"),
    Field("b_e_service", "B9", "贷款人是否接受电子送达", "lender accepts e-service", Kind.CHOICE, R,
          "7(1)", BATCH, choices=("同意电子送达", "不同意电子送达"), example="同意电子送达"),
    # C agent
    Field("c_name", "C1", "代理人姓名", "agent's name", Kind.TEXT, O, "7(3)", BATCH, personal=C1,
          hint="没有委托代理人的留空", example="虚构代理人"),
    Field("c_firm", "C2", "代理人单位", "agent's firm", Kind.TEXT, C, "7(3)", BATCH, when=AGENT,
          example="虚构律师事务所"),
    Field("c_licence_no", "C3", "执业证号或者身份证号", "agent's licence number", Kind.TEXT, O, "7(3)",
          BATCH, personal=C2),
    Field("c_authority", "C4", "代理权限", "agent's authority", Kind.CHOICE, C, "7(3)", BATCH,
          choices=("特别授权", "一般授权"), when=AGENT, example="特别授权"),
    Field("c_authority_from", "C5", "授权起始日", "authority from", Kind.DAY, O, "7(3)", BATCH,
          example="2024-06-01"),
    Field("c_authority_to", "C5", "授权截止日", "authority to", Kind.DAY, O, "7(3)", BATCH,
          hint="不限期的留空"),
    # D borrower
    Field("d_party_type", "D1", "借款人类型", "kind of borrower", Kind.CHOICE, O, "7(2)", BATCH,
          choices=("自然人", "法人"), example="自然人"),
    Field("d_name", "D1", "借款人姓名或者名称", "borrower's name", Kind.TEXT, R, "7(2)", personal=C1,
          example="虚构借款人"),
    Field("d_sex", "D2", "性别", "sex", Kind.CHOICE, O, "7(2)", choices=("男", "女"), personal=C1),
    Field("d_birth_date", "D3", "出生日期", "date of birth", Kind.DAY, C, "7(2)", personal=C2,
          when=When("d_id_type", IDENTITY_KINDS[1:]), hint="居民身份证可以留空，由号码得出"),
    Field("d_ethnicity", "D4", "民族", "ethnicity", Kind.TEXT, O, "7(2)", personal=C1),
    Field("d_id_type", "D5", "证件类型", "kind of document", Kind.CHOICE, R, "7(2)",
          choices=IDENTITY_KINDS, when=NATURAL, example="居民身份证"),
    Field("d_id_no", "D6", "证件号码", "document number", Kind.IDENTITY_NO, R, "7(2)", personal=C2,
          when=NATURAL, hint="请按文本填写", example="440106199001010013"),
    Field("d_domicile", "D7", "户籍地", "registered residence", Kind.TEXT, R, "4(2)", personal=C2,
          example="广东省广州市天河区虚构街2号"),
    Field("d_domicile_region", "D7", "户籍地区划代码", "its division", Kind.REGION, O, "4(2)",
          example="440106"),
    Field("d_residence", "D8", "经常居住地", "habitual residence", Kind.TEXT, O, "4(2)", personal=C2,
          hint="与户籍地不同的填写"),
    Field("d_residence_region", "D8", "经常居住地区划代码", "its division", Kind.REGION, O, "4(2)"),
    Field("d_mobile", "D9", "约定手机号码", "agreed mobile number", Kind.MOBILE, R, "5(3)",
          personal=C2, example="13800000000"),
    Field("d_email", "D10", "约定电子邮箱", "agreed e-mail", Kind.EMAIL, O, "5(3)", personal=C2,
          example="borrower@mail.example"),
    Field("d_address", "D11", "约定送达地址", "agreed address", Kind.TEXT, O, "5(3)", personal=C2),
    Field("d_employer", "D12", "工作单位", "employer", Kind.TEXT, O, "7(2)", personal=C1),
    Field("d_uscc", "D6", "借款人统一社会信用代码", "borrower's credit code", Kind.CREDIT_CODE, C,
          "7(2)", when=When("d_party_type", ("法人",))),
    # E guarantor
    Field("e_guarantee", "E1", "有无担保", "whether guaranteed", Kind.CHOICE, R, "7(10)", BATCH,
          choices=NONE_OR_SOME, example="无"),
    Field("e_kind", "E2", "担保类型", "kind of security", Kind.CHOICE, C, "7(10)", BATCH,
          choices=("保证", "抵押", "质押"), when=GUARANTEED),
    Field("e_name", "E3", "担保人姓名或者名称", "guarantor", Kind.TEXT, C, "7(10)", BATCH,
          when=GUARANTEED, personal=C1),
    Field("e_id_no", "E3", "担保人证件号码", "guarantor's number", Kind.TEXT, C, "7(10)", BATCH,
          when=GUARANTEED, personal=C2),
    Field("e_method", "E4", "保证方式", "kind of suretyship", Kind.CHOICE, C, "7(10)", BATCH,
          choices=("连带责任保证", "一般保证"), when=When("e_kind", ("保证",))),
    Field("e_collateral", "E5", "抵押物或者质押物", "collateral", Kind.TEXT, C, "7(10)", BATCH,
          when=When("e_kind", ("抵押", "质押"))),
    Field("e_registration_no", "E5", "担保登记号", "registration number", Kind.TEXT, O, "7(10)",
          BATCH),
    Field("e_maximum", "E6", "是否最高额担保", "whether for a maximum", Kind.CHOICE, O, "7(10)",
          BATCH, choices=YES_NO),
)  # fmt: skip
