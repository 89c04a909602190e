"""What screening a message costs, beside other detectors: `python -m benchmarks screening`. Needs no service.

Public detectors are measured where they are installed: cogno-aegis, pantheon-guardrails, rrt-advocate (PyPI).
"""

import json
import os
import re
import time
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # figures are for one core; read before numpy is imported

from backend.screening import engine, warm_up
from benchmarks.figures import quantiles

SENTENCES = Path(__file__).parents[1] / "tests" / "data" / "screening"
PHRASES = (
    "kill myself",
    "want to die",
    "suicide",
    "end my life",
    "hurt myself",
    "self harm",
    "hits me",
    "not safe",
)


def _texts() -> list[str]:
    paths = sorted(SENTENCES.rglob("*.jsonl"))
    return [
        json.loads(line)["text"] for path in paths for line in path.read_text(encoding="utf-8").splitlines()
    ]


def _each_ms(read: Callable[[str], object], texts: list[str]) -> list[float]:
    found = []
    for text in texts:
        began = time.process_time()
        read(text)
        found.append((time.process_time() - began) * 1000)
    return found


def _line(name: str, read: Callable[[str], object], texts: list[str]) -> None:
    each = _each_ms(read, texts)
    p50, p99 = quantiles(each)
    p95 = sorted(each)[int(len(each) * 0.95)]
    print(f"{name}: mean {sum(each) / len(each):.2f} ms, p50 {p50:.2f}, p95 {p95:.2f}, p99 {p99:.2f}")


def _aegis() -> Callable[[str], object]:
    rules = import_module("cogno_aegis.safety").DEFAULT_CRISIS_RULES
    patterns = [re.compile(rule.pattern, re.IGNORECASE) for rule in rules]
    return lambda text: any(pattern.search(text) for pattern in patterns)


def _pantheon() -> Callable[[str], object]:
    read: Callable[[str], object] = import_module("pantheon_guardrails.crisis").CrisisProtocol().check
    return read


def _advocate() -> Callable[[str], object]:
    detector = import_module("rrt_advocate.crisis_detector").CrisisDetector()
    read: Callable[[str], object] = detector.detect_crisis_indicators
    return read


def _others() -> Iterator[tuple[str, Callable[[str], object]]]:
    makers = {"cogno-aegis": _aegis, "pantheon-guardrails": _pantheon, "rrt-advocate": _advocate}
    for name, make in makers.items():
        try:
            yield name, make()
        except ModuleNotFoundError:
            print(f"{name}: not installed")


def _beside_earlier(texts: list[str]) -> Callable[[str], object]:
    return lambda text: engine.screen(text, texts[:5])


def measure() -> None:
    """Print milliseconds of processor time a message on one core."""
    texts = _texts()
    began = time.perf_counter()
    warm_up()
    print(f"warm-up: {time.perf_counter() - began:.1f} s; {len(texts)} messages")
    _line("a few phrases", lambda text: any(phrase in text.lower() for phrase in PHRASES), texts)
    _line("rules and second opinion", engine.screen, texts)
    _line("rules alone", engine.by_rules, texts)
    _line("with five earlier messages", _beside_earlier(texts), texts)
    for name, read in _others():
        _line(name, read, texts)
    _line("2,000 characters", engine.screen, [(f"{text}. " * 60)[:2000] for text in texts[:200]])
