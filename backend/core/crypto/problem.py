"""What is wrong with a master key."""

from backend.core.problem import Problem


class MasterKeyProblem(Problem):
    """A setting, a file or an answer of a key service; the detail names what to mend, never a secret."""

    key, title = "master-key", "The master key cannot be used"
