"""Contains all the data models used in inputs/outputs"""

from .accepted_model import AcceptedModel
from .accepted_model_links import AcceptedModelLinks
from .access_token import AccessToken
from .acknowledged import Acknowledged
from .asked_judgement import AskedJudgement
from .attempt_list import AttemptList
from .attempt_model import AttemptModel
from .batch_detail import BatchDetail
from .batch_detail_links import BatchDetailLinks
from .batch_detail_routes import BatchDetailRoutes
from .batch_page import BatchPage
from .batch_summary import BatchSummary
from .cancelled import Cancelled
from .case_detail import CaseDetail
from .case_detail_counts_type_0 import CaseDetailCountsType0
from .case_detail_links import CaseDetailLinks
from .case_page import CasePage
from .case_summary import CaseSummary
from .case_summary_counts_type_0 import CaseSummaryCountsType0
from .commit_model import CommitModel
from .correction import Correction
from .correction_page import CorrectionPage
from .court_profile_model import CourtProfileModel
from .decision_model import DecisionModel
from .decision_page import DecisionPage
from .decision_request import DecisionRequest
from .decision_request_outcome import DecisionRequestOutcome
from .decision_request_scope import DecisionRequestScope
from .fault import Fault
from .fault_model import FaultModel
from .fault_model_decides_type_0 import FaultModelDecidesType0
from .fault_page import FaultPage
from .handoff_feed import HandoffFeed
from .handoff_summary import HandoffSummary
from .judge_again_request import JudgeAgainRequest
from .judgement_model import JudgementModel
from .life import Life
from .list_batches_state import ListBatchesState
from .list_cases_route import ListCasesRoute
from .parties import Parties
from .problem import Problem
from .progress_model import ProgressModel
from .read_batch_report_as_form import ReadBatchReportAsForm
from .read_batch_report_as_response_200 import ReadBatchReportAsResponse200
from .read_batch_report_form import ReadBatchReportForm
from .read_batch_report_response_200 import ReadBatchReportResponse200
from .read_case_report_as_form import ReadCaseReportAsForm
from .read_case_report_as_response_200 import ReadCaseReportAsResponse200
from .read_case_report_form import ReadCaseReportForm
from .read_case_report_response_200 import ReadCaseReportResponse200
from .read_handoff_response_read_handoff import ReadHandoffResponseReadHandoff
from .read_template_form import ReadTemplateForm
from .ready import Ready
from .ready_reasons_item import ReadyReasonsItem
from .receipt_model import ReceiptModel
from .receipt_model_links import ReceiptModelLinks
from .receipt_model_value import ReceiptModelValue
from .retried_attempt import RetriedAttempt
from .sample_list import SampleList
from .sample_model import SampleModel
from .sample_model_links import SampleModelLinks
from .secret import Secret
from .sign_in import SignIn
from .submit_element_list_body import SubmitElementListBody
from .submit_element_list_body_stage import SubmitElementListBodyStage
from .token_body import TokenBody
from .token_body_client_assertion_type import TokenBodyClientAssertionType
from .token_body_grant_type import TokenBodyGrantType
from .token_refusal import TokenRefusal
from .token_refusal_error import TokenRefusalError
from .upload_model import UploadModel
from .upload_model_links import UploadModelLinks
from .verdict_model import VerdictModel
from .verdict_page import VerdictPage
from .waiting_model import WaitingModel
from .withdrawal_request import WithdrawalRequest

__all__ = (
    "AcceptedModel",
    "AcceptedModelLinks",
    "AccessToken",
    "Acknowledged",
    "AskedJudgement",
    "AttemptList",
    "AttemptModel",
    "BatchDetail",
    "BatchDetailLinks",
    "BatchDetailRoutes",
    "BatchPage",
    "BatchSummary",
    "Cancelled",
    "CaseDetail",
    "CaseDetailCountsType0",
    "CaseDetailLinks",
    "CasePage",
    "CaseSummary",
    "CaseSummaryCountsType0",
    "CommitModel",
    "Correction",
    "CorrectionPage",
    "CourtProfileModel",
    "DecisionModel",
    "DecisionPage",
    "DecisionRequest",
    "DecisionRequestOutcome",
    "DecisionRequestScope",
    "Fault",
    "FaultModel",
    "FaultModelDecidesType0",
    "FaultPage",
    "HandoffFeed",
    "HandoffSummary",
    "JudgeAgainRequest",
    "JudgementModel",
    "Life",
    "ListBatchesState",
    "ListCasesRoute",
    "Parties",
    "Problem",
    "ProgressModel",
    "ReadBatchReportAsForm",
    "ReadBatchReportAsResponse200",
    "ReadBatchReportForm",
    "ReadBatchReportResponse200",
    "ReadCaseReportAsForm",
    "ReadCaseReportAsResponse200",
    "ReadCaseReportForm",
    "ReadCaseReportResponse200",
    "ReadHandoffResponseReadHandoff",
    "ReadTemplateForm",
    "Ready",
    "ReadyReasonsItem",
    "ReceiptModel",
    "ReceiptModelLinks",
    "ReceiptModelValue",
    "RetriedAttempt",
    "SampleList",
    "SampleModel",
    "SampleModelLinks",
    "Secret",
    "SignIn",
    "SubmitElementListBody",
    "SubmitElementListBodyStage",
    "TokenBody",
    "TokenBodyClientAssertionType",
    "TokenBodyGrantType",
    "TokenRefusal",
    "TokenRefusalError",
    "UploadModel",
    "UploadModelLinks",
    "VerdictModel",
    "VerdictPage",
    "WaitingModel",
    "WithdrawalRequest",
)
