from tests.ingest.conftest import read

__all__ = ["read"]
