"""Write both lock files anew from pyproject.toml: all packages with hashes, no index address."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OPTIONS = {"production": [], "development": ["--group", "dev"]}

for name, options in OPTIONS.items():
    lock = ROOT / "requirements" / f"{name}.txt"
    command = [sys.executable, "-m", "uv", "pip", "compile", "pyproject.toml", *options]
    command += ["--universal", "--python-version", "3.11", "--generate-hashes", "--quiet"]
    command += ["--no-header", "--no-annotate", "--no-emit-index-url", "--no-emit-find-links"]
    subprocess.run([*command, "--upgrade", "--output-file", str(lock)], cwd=ROOT, check=True)
    sys.stdout.write(f"Wrote {lock.relative_to(ROOT)}\n")
