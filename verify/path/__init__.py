"""X.509 paths: found, tested and judged at a time, with revocation data at hand (RFC 5280)."""

from verify.path.assessment import PathAssessment, PathResult
from verify.path.material import HelperSet
from verify.path.policies import PathInputs
from verify.path.validator import PathValidator

__all__ = ["HelperSet", "PathAssessment", "PathInputs", "PathResult", "PathValidator"]
