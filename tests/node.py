"""The Node.js that Playwright brings: Debian 12's (18) cannot inflate a raw stream, which every browser of ours can."""

from pathlib import Path

import playwright

NODE = str(Path(playwright.__file__).parent / "driver" / "node")
