"""What one client may ask of the data plane: sizes, counts and seconds."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of the HTTP server; each one answers its own status when passed."""

    target_bytes: int = 8_192  # 414
    header_bytes: int = 16_384  # 431
    header_count: int = 100  # 431
    body_bytes: int = 262_144  # 413, as received
    unzipped_bytes: int = 1_048_576  # 413, after gunzip
    header_seconds: float = 10.0  # 408, from the first byte to the empty line
    body_seconds: float = 20.0  # 408, from the empty line to the last byte
    idle_seconds: float = 75.0  # closed silently, between two requests
    write_seconds: float = 20.0  # cut off, an answer that is not read
    durable_seconds: float = 10.0  # an answer that waits for the disk gives up
    linger_seconds: float = 1.0  # a refused client may still read why
    pipelined: int = 32  # requests waiting on one connection before reading stops
    connections: int = 10_000  # 503, in one process
    write_buffer_bytes: int = 65_536  # unread answers before requests have to wait
