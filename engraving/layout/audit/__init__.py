"""The audit: every page judged from its display list (A1–A7).

It knows pages, outlines and atoms, and nothing of how they came about.
"""

from __future__ import annotations

from engraving.layout.audit.examination import Seen as Seen
from engraving.layout.audit.examination import audit as audit
from engraving.layout.audit.examination import examine as examine
from engraving.layout.audit.exemptions import EXEMPTIONS as EXEMPTIONS
from engraving.layout.audit.exemptions import Exemption as Exemption
from engraving.layout.audit.exemptions import exemption_table as exemption_table
from engraving.layout.audit.report import Audit as Audit
from engraving.layout.audit.report import Fault as Fault
from engraving.layout.audit.report import Place as Place
