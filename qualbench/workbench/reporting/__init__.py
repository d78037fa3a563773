"""Joint displays, and the report with its appendix and figures."""
