"""What people should not type, and the sign that a page has said so."""

LONG, NUL, RARE, EMOJI, HTML = "长" * 2001, "看\x00过", "田𠮷", "同意👍🏽", "<img src=x onerror=alert(1)>"


def one_summary(text):
    """Whether the page's error summary takes the focus."""
    return text.count("data-focus") == 1 and 'class="error-summary"' in text
