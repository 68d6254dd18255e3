"""The public record: meetings, offices, undertakings, and who reported them.  Pure."""

from jisr.record.accounts import Row, check_accounts, parse_accounts
from jisr.record.checks import check
from jisr.record.parse import parse_register
from jisr.record.register import Register

__all__ = ["Register", "Row", "check", "check_accounts", "parse_accounts", "parse_register"]
