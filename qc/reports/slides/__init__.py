"""Slides for the meeting: native tables and charts that can be edited, one message a slide."""
