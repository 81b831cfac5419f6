"""Seals on PDF files (PAdES B-B, EN 319 142-1), with a key and a certificate of the hub's own.

ECDSA over P-256, which every common reader knows. The numbers that such a signature needs are
derived from key and document (RFC 6979), so the same file sealed at the same moment is the same
bytes. No moment of a time service is asked for: nothing leaves the hub.
"""

import datetime as dt
import hashlib
import io
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import NameOID
from pyhanko.keys import load_certs_from_pemder_data
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.extensions import DeveloperExtension
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign.fields import InvisSigSettings, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner
from pyhanko.sign.signers.pdf_cms import Signer
from pyhanko.sign.signers.pdf_signer import PdfSigningSession
from pyhanko_certvalidator.registry import SimpleCertificateStore

CURVE = ec.SECP256R1()
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551  # FIPS 186-4, D.1.2.3
LASTS = dt.timedelta(days=3653)  # longer than any key is in use
FIELD = "Seal"


def pair_of(seed: bytes | None, *, name: str, url: str, made_at: dt.datetime) -> tuple[bytes, str]:
    """The private half as PEM, and its certificate as PEM, signed by itself.

    Args:
        seed: 32 bytes that decide on the key; None for a new key that nobody knows.
        name: what a reader shows as the one who sealed.
        url: the hub's own address.
    """
    own = _derived(seed) if seed else ec.generate_private_key(CURVE)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    public = own.public_key()
    usage = dict.fromkeys(_USAGES, False) | {"digital_signature": True, "content_commitment": True}
    builder = (
        x509.CertificateBuilder(subject_name=subject, issuer_name=subject, public_key=public)
        .serial_number(int.from_bytes(hashlib.sha256(name.encode()).digest()[:16]) or 1)
        .not_valid_before(made_at)
        .not_valid_after(made_at + LASTS)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.KeyUsage(**usage), critical=True)
        .add_extension(
            x509.SubjectAlternativeName([x509.UniformResourceIdentifier(url)]), critical=False
        )
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
    )
    certificate = builder.sign(own, SHA256(), ecdsa_deterministic=True)
    private = own.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return private, certificate.public_bytes(Encoding.PEM).decode()


_USAGES = (
    *("digital_signature", "content_commitment", "key_encipherment", "data_encipherment"),
    *("key_agreement", "key_cert_sign", "crl_sign", "encipher_only", "decipher_only"),
)


def fingerprint_of(certificate: str) -> str:
    """SHA-256 of the certificate, as readers of PDF show it: 64 hexadecimal digits."""
    return x509.load_pem_x509_certificate(certificate.encode()).fingerprint(SHA256()).hex()


def sealed(pdf: bytes, *, private: bytes, certificate: str, at: dt.datetime) -> bytes:
    """The PDF with a seal behind it; what stood there before is unchanged, byte for byte.

    The seal shows nothing on the pages, so a tagged document (PDF/UA-1) stays one.

    Args:
        at: the moment that the seal tells, with its time zone.

    Raises:
        ValueError: this is no PDF, or it carries a seal already.
    """
    meta = PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        signer_key_usage={"non_repudiation"},
    )
    spec = SigFieldSpec(
        FIELD,
        readable_field_name=FIELD,
        invis_sig_settings=InvisSigSettings(set_print_flag=False, set_hidden_flag=True),
    )
    signer = _AtMoment(meta, signer=_Sealer(private, certificate), new_field_spec=spec, at=at)
    try:
        out = signer.sign_pdf(_Update(io.BytesIO(pdf)))
    except (PdfError, SigningError) as wrong:
        raise ValueError("this PDF cannot be sealed") from wrong
    return bytes(out.getvalue())


class _Update(IncrementalPdfFileWriter):
    """Adds what it is told to and nothing else: no clock is read, and no chance has a part.

    A tagged document is PDF 1.7 (PDF/UA-1), so it stays one, and names no extension of 2.0.
    """

    def ensure_output_version(self, version: tuple[int, int]) -> None:
        pass

    def _update_meta(self) -> None:
        pass

    def register_extension(self, ext: DeveloperExtension) -> None:
        if ext.base_version == "/1.7":
            super().register_extension(ext)

    @classmethod
    def _handle_id(cls, prev: Any) -> generic.ArrayObject:
        first, second = prev.document_id
        own = hashlib.sha256(first + second + FIELD.encode()).digest()[: len(second)]
        return generic.ArrayObject([generic.ByteStringObject(one) for one in (first, own)])


class _AtMoment(PdfSigner):
    """Tells the moment that it is given; the library's own would be the machine's."""

    def __init__(self, *args: Any, at: dt.datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.at = at

    def init_signing_session(self, *args: Any, **kwargs: Any) -> PdfSigningSession:
        session = super().init_signing_session(*args, **kwargs)
        session.system_time = self.at
        return session


class _Sealer(Signer):
    """Signs with the numbers of RFC 6979."""

    def __init__(self, private: bytes, certificate: str) -> None:
        key = load_pem_private_key(private, password=None)
        if not isinstance(key, ec.EllipticCurvePrivateKey):
            raise TypeError("this key seals no PDF")
        self.key = key
        (own,) = load_certs_from_pemder_data(certificate.encode())
        super().__init__(signing_cert=own, cert_registry=SimpleCertificateStore.from_certs([own]))

    async def async_sign_raw(
        self, data: bytes, digest_algorithm: str, dry_run: bool = False
    ) -> bytes:
        return self.key.sign(data, ec.ECDSA(SHA256(), deterministic_signing=True))


def _derived(seed: bytes) -> ec.EllipticCurvePrivateKey:
    """The key that belongs to a seed, always the same."""
    number = int.from_bytes(hashlib.sha512(seed).digest()) % (ORDER - 1) + 1
    return ec.derive_private_key(number, CURVE)
