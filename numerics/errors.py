"""The errors of the simulator: one line each, with the argument, its value and the remedy."""


class NumericsError(ValueError):
    """A call that makes no sense, or a computation that cannot be finished."""


class CallError(NumericsError):
    """An argument that makes no sense."""


class ModelError(NumericsError):
    """A model or its weights are unusable: wrong shape, wrong dtype, not finite, or it raised."""


class StepError(NumericsError):
    """An integrator could not reach the end of the interval."""


class JournalError(NumericsError):
    """A journal of batches cannot be read or written."""
