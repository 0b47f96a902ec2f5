"""Bring the fonts of the printed documents into build/fonts; part of `make setup`, safe to run again.

First choice are Debian's packages, fetched and unpacked without root and without installing anything: a Song
type with bold, two collections of rare characters, and one of symbols. Where apt is missing, the Song type
comes from npm; rare characters are then limited to what it holds, and a document that needs more says so.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

FONTS = Path(__file__).resolve().parent.parent / "build" / "fonts"

DEBIAN = {
    "fonts-noto-cjk": ("NotoSerifCJK-Regular.ttc", "NotoSerifCJK-Bold.ttc"),
    "fonts-hanazono": ("HanaMinA.ttf", "HanaMinB.ttf"),
    "fonts-babelstone-han": ("BabelStoneHan.ttf",),
    "fonts-symbola": ("Symbola_hint.ttf",),
}
NPM = "@expo-google-fonts/noto-serif-sc@0.4.3"
NPM_FONTS = ("NotoSerifSC_400Regular.ttf", "NotoSerifSC_700Bold.ttf")


def main() -> int:
    FONTS.mkdir(parents=True, exist_ok=True)
    missing = [package for package, files in DEBIAN.items() if not _present(files)]
    if not missing:
        print(f"fonts: complete in {FONTS}")
        return 0
    if shutil.which("apt-get") and shutil.which("dpkg-deb"):
        missing = _from_debian(missing)
    if "fonts-noto-cjk" in missing and not _present(NPM_FONTS):
        _from_npm()
    if "fonts-noto-cjk" in missing and not _present(NPM_FONTS):
        print("fonts: no Song type could be fetched, neither by apt-get nor by npm; documents cannot be made")
        return 1
    print(f"fonts: in {FONTS}" + (f"; without {', '.join(missing)} (rare characters)" if missing else ""))
    return 0


def _present(names: tuple[str, ...]) -> bool:
    return all((FONTS / name).is_file() for name in names)


def _from_debian(packages: list[str]) -> list[str]:
    """Fetch the packages one by one and keep their fonts; return the packages that could not be had."""
    with tempfile.TemporaryDirectory(prefix="shenpi-fonts-") as folder:
        place = Path(folder)
        options = ["-o", "APT::Sandbox::User="]
        left = [package for package in packages if not _download(package, place, options)]
        if left:  # no package lists on this machine yet: read them into a folder of our own
            for name in ("lists/partial", "cache/archives/partial"):
                (place / name).mkdir(parents=True)
            options += ["-o", f"Dir::State::Lists={place / 'lists'}", "-o", f"Dir::Cache={place / 'cache'}"]
            _run(["apt-get", *options, "update"], place)
            left = [package for package in left if not _download(package, place, options)]
    return left


def _download(package: str, place: Path, options: list[str]) -> bool:
    if not _run(["apt-get", *options, "download", package], place):
        return False
    (archive,) = place.glob(f"{package}_*.deb")
    unpacked = place / package
    if not _run(["dpkg-deb", "--extract", str(archive), str(unpacked)], place):
        return False
    for name in DEBIAN[package]:
        _keep(next(unpacked.rglob(name)))
    return True


def _from_npm() -> None:
    npm = shutil.which("npm")
    if not npm:
        return
    with tempfile.TemporaryDirectory(prefix="shenpi-fonts-") as folder:
        place = Path(folder)
        if _run([npm, "pack", "--ignore-scripts", "--silent", NPM], place):
            shutil.unpack_archive(next(place.glob("*.tgz")), place, filter="data")
            for name in NPM_FONTS:
                _keep(next(place.rglob(name)))


def _keep(font: Path) -> None:
    """Put a font in place in one step, so that an interrupted run leaves no half of one."""
    partial = FONTS / f".{font.name}"
    shutil.copyfile(font, partial)
    partial.replace(FONTS / font.name)


def _run(command: list[str], place: Path) -> bool:
    """Run a command in `place`; say what went wrong instead of raising."""
    done = subprocess.run(command, cwd=place, capture_output=True, text=True, check=False)
    if done.returncode:
        print(f"fonts: {' '.join(command[:1])} failed: {done.stderr.strip()[-300:]}")
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
