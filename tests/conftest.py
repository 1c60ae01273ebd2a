"""Options of the whole test suite."""


def pytest_addoption(parser):
    parser.addoption("--full", action="store_true", help="more of what is random: slow")
