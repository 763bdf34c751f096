"""나 이거 받을 수 있어?: rules as data, a few questions, and a verdict that is no decision."""
