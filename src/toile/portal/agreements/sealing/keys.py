"""The key and the certificate of the seal: a PKCS #12 file, encrypted.

``make_seal`` makes a self-signed one, for a demonstration or a start; a certificate
from a trust service provider (eIDAS article 38) takes its place as a file of the same
form. The passphrase is a setting of its own, or is derived from the secret key.
"""

import datetime
import hashlib
import hmac
import os
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    pkcs12,
)
from cryptography.x509.oid import NameOID
from pyhanko.sign.signers import SimpleSigner

_YEARS = datetime.timedelta(days=3 * 365)
_BITS = 3072


class NoSealError(Exception):
    """The seal is missing, or its passphrase does not open it."""


def seal_passphrase(given: str, secret_key: str) -> bytes:
    """The passphrase of the file: the one that was given, or the secret key's own."""
    if given:
        return given.encode()
    tag = hmac.new(secret_key.encode(), b"toile seal", hashlib.sha256)
    return tag.hexdigest().encode()


def make_seal(path: Path, passphrase: bytes, name: str, at: datetime.datetime) -> bytes:
    """Make a self-signed seal for three years; gives its certificate (DER).

    Raises ``FileExistsError``: a seal is never replaced by accident.
    """
    key = rsa.generate_private_key(public_exponent=65537, key_size=_BITS)
    subject = x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, name),
            x509.NameAttribute(NameOID.COMMON_NAME, f"Cachet {name}"),
        ]
    )
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(at)
        .not_valid_after(at + _YEARS)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_for_signatures(), critical=True)
        .sign(key, hashes.SHA256())
    )
    content = pkcs12.serialize_key_and_certificates(
        b"seal", key, certificate, None, BestAvailableEncryption(passphrase)
    )
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    return certificate.public_bytes(Encoding.DER)


def open_seal(path: Path, passphrase: bytes) -> SimpleSigner:
    """Open the seal; raises ``NoSealError``."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise NoSealError(f"{path}: {error.strerror}") from error
    try:
        signer: SimpleSigner = SimpleSigner.load_pkcs12_data(
            content, other_certs=[], passphrase=passphrase
        )
    except ValueError as error:
        raise NoSealError(f"{path}: the passphrase does not open it") from error
    certificate = signer.signing_cert
    if certificate is None:
        raise NoSealError(f"{path}: it holds no certificate")
    if certificate.not_valid_after < datetime.datetime.now(datetime.UTC):
        # What it sealed from now on would be judged as no good.
        raise NoSealError(f"{path}: its certificate has run out")
    return signer


def _for_signatures() -> x509.KeyUsage:
    rest = dict.fromkeys(
        (
            "key_encipherment",
            "data_encipherment",
            "key_agreement",
            "key_cert_sign",
            "crl_sign",
            "encipher_only",
            "decipher_only",
        ),
        False,
    )
    return x509.KeyUsage(digital_signature=True, content_commitment=True, **rest)
