# SPDX-License-Identifier: Apache-2.0
"""Shorthand and MusicXML writer behind the sample cues of this folder."""
