"""An applicant at the public zone's pages: signs up, files, reads, answers; nothing but HTTP."""

import re
from dataclasses import dataclass
from typing import Any

import httpx

from tests.proof.counties import PASSWORD
from tests.support.machines import Machine
from tests.support.public_zone import CITIZEN, pdf

MATERIALS = ("application", "plan")


@dataclass
class Applicant:
    """王芳 in a browser of her own."""

    machine: Machine

    def __post_init__(self) -> None:
        self.browser = httpx.Client(
            base_url=self.machine.url, trust_env=False, timeout=60, follow_redirects=True
        )

    def sign_up(self, username: str) -> None:
        """Open an account."""
        about = {"kind": "person", "identifier": CITIZEN, "name": "王芳", "phone": "13812345678"}
        twice = {"password1": PASSWORD, "password2": PASSWORD}
        self.read("/accounts/signup/")
        assert self._post("/accounts/signup/", {**about, **twice, "username": username}).url.path == "/my/"

    def apply(self, code: str, project: str) -> str:
        """File an application with its materials; returns the path of its case."""
        draft = self._post(f"/items/{code}/apply/").url.path
        self._post(f"{draft}sections/1/", {"project": project})
        for pages, material in enumerate(MATERIALS, 1):
            self.attach(draft, material, pages)
        sent = self._post(f"{draft}check/", {"declared": "1"}).url.path
        assert sent.startswith("/my/"), sent
        return sent.removesuffix("submitted/")

    def correct(self, case: str, material: str) -> None:
        """Answer the correction notice with another file for the material."""
        draft = self._post(f"{case}correction/").url.path
        self.attach(draft, material, 5)
        assert self._post(f"{draft}check/", {"declared": "1"}).url.path == case

    def attach(self, draft: str, material: str, pages: int) -> None:
        """Upload a file; `draft` is any page below the draft's address."""
        top = re.match(r"/drafts/[0-9a-f-]+/", draft)
        assert top, draft
        file = pdf(f"{material}.pdf", pages=pages)
        self._post(
            f"{top[0]}materials/{material}/", files={"file": (file.name, file.read(), "application/pdf")}
        )

    def read(self, path: str) -> str:
        """Return a page's text; fails unless it is there."""
        answer = self.browser.get(path)
        assert answer.status_code == 200, (path, answer.status_code)
        return answer.text

    def sees(self, path: str, *words: str) -> bool:
        """Tell whether the page is there and has all the words."""
        answer = self.browser.get(path)
        return answer.status_code == 200 and all(word in answer.text for word in words)

    def documents(self, case: str) -> dict[str, bytes]:
        """Download every document that the case's page offers, by title of the link's file."""
        links = re.findall(r'href="(/documents/[0-9a-f-]+/)"', self.read(case))
        return {link: self.browser.get(link).content for link in dict.fromkeys(links)}

    def _post(self, path: str, data: dict[str, Any] | None = None, **more: Any) -> httpx.Response:
        headers = {"X-CSRFToken": self.browser.cookies["csrftoken"]}
        answer = self.browser.post(path, data=data, headers=headers, **more)
        assert answer.status_code == 200, (path, answer.status_code, answer.text[:2000])
        return answer
