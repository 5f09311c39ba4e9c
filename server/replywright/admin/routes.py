"""The console's pages."""

from collections.abc import Awaitable, Callable
from functools import cache
from pathlib import Path
from typing import Any, cast, get_args

from fastapi import APIRouter, FastAPI, Request
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import FileResponse, HTMLResponse, RedirectResponse, Response

from replywright.admin.console import Console
from replywright.admin.entry import ADMIN, COOKIE, KEY_NAME, PURPOSE, SESSION_S, Session, SessionSigner
from replywright.admin.forms import form
from replywright.admin.grid import grid
from replywright.admin.words import best_tag, words
from replywright.domain import Role
from replywright.errors import InvalidInput, NotFound, ReplywrightError

HERE = Path(__file__).parent
STYLE = HERE / "static" / "console.css"
LONGEST_NAME = 120

console_router = APIRouter(prefix="/admin", include_in_schema=False)

Page = Callable[[Request, Console, SessionSigner, Session], Awaitable[Response]]


def attach_console(app: FastAPI, console: Console) -> None:
    """Give the pages what they work with; called by the lifespan."""
    app.state.console = console


@cache
def _templates() -> Environment:
    return Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
    )


def _render(request: Request, template: str, *, status: int = 200, **values: Any) -> Response:
    say = words(best_tag(request.headers.get("accept-language")))
    console: Console = request.app.state.console
    html = _templates().get_template(template).render(say=say, version=console.version, **values)
    return HTMLResponse(html, status, {"Vary": "Accept-Language"})


async def _signer(request: Request) -> SessionSigner:
    console: Console = request.app.state.console
    return SessionSigner(await console.repository.service_key(KEY_NAME))


async def _inside(request: Request, page: Page) -> Response:
    """Show a page to who is signed in; a form only with its token. Faults become a page, never a trace."""
    try:
        signer = await _signer(request)
        session = signer.read(request.cookies.get(COOKIE))
        if session is None:
            return _render(request, "outside.html", status=401, heading="outside.title", text="outside.text")
        return await page(request, request.app.state.console, signer, session)
    except ReplywrightError as error:
        return _render(request, "fault.html", status=error.status, title=error.title, detail=error.detail)


async def _guarded(request: Request, signer: SessionSigner, session: Session) -> dict[str, str]:
    fields = await form(request)
    if not signer.is_form_token(session, fields.get("form_token", "")):
        raise InvalidInput("This form is too old, or came from elsewhere; load the page again.")
    return fields


@console_router.get("/enter")
async def enter(request: Request, code: str = "") -> Response:
    """Take the one-time code and hand out the cookie."""
    console: Console = request.app.state.console
    try:
        signer = await _signer(request)
        good = await console.repository.redeem_link_code(code, PURPOSE, actor=ADMIN)
    except ReplywrightError as error:
        return _render(request, "fault.html", status=error.status, title=error.title, detail=error.detail)
    if not good:
        return _render(request, "outside.html", status=403, heading="outside.used", text="outside.text")
    # A page that leads on, not a redirect: after a click from another site, browsers would hold a strict
    # cookie back on the redirect, and the console would look shut.
    answer = _render(request, "entered.html")
    answer.set_cookie(
        COOKIE,
        signer.issue()[1],
        max_age=SESSION_S,
        path="/admin",
        secure=request.url.scheme == "https",
        httponly=True,
        samesite="strict",
    )
    return answer


@console_router.get("")
async def overview(request: Request) -> Response:
    async def page(request: Request, console: Console, signer: SessionSigner, session: Session) -> Response:
        book = console.rulebook
        return _render(
            request,
            "overview.html",
            states=await console.states(),
            revision=book.revision,
            counts={
                "rules": len(book.rules),
                "categories": len(book.categories),
                "guidelines": len(book.guidelines),
                "languages": len(book.languages),
                "platforms": len(book.platforms),
                "labels": len(book.labels),
            },
            grid=grid(book),
            audit=await console.repository.audit(10),
            form_token=signer.form_token(session),
        )

    return await _inside(request, page)


@console_router.get("/tokens")
async def tokens(request: Request) -> Response:
    async def page(request: Request, console: Console, signer: SessionSigner, session: Session) -> Response:
        return await _token_page(request, console, signer, session)

    return await _inside(request, page)


@console_router.post("/tokens")
async def create_token(request: Request) -> Response:
    async def page(request: Request, console: Console, signer: SessionSigner, session: Session) -> Response:
        fields = await _guarded(request, signer, session)
        name, label = fields.get("name", "").strip(), fields.get("label", "").strip()
        role = fields.get("role", "")
        if not name or max(len(name), len(label)) > LONGEST_NAME or role not in get_args(Role):
            raise InvalidInput("A token needs a name of at most 120 letters, and one of the roles.")
        secret = await console.repository.create_token(name, cast(Role, role), label=label, actor=ADMIN)
        console.forget_tokens()
        return await _token_page(request, console, signer, session, secret=secret)

    return await _inside(request, page)


@console_router.post("/tokens/{token_id}/revoke")
async def revoke_token(request: Request, token_id: int) -> Response:
    async def page(request: Request, console: Console, signer: SessionSigner, session: Session) -> Response:
        await _guarded(request, signer, session)
        await console.repository.revoke_token(token_id, actor=ADMIN)
        console.forget_tokens()
        return RedirectResponse("/admin/tokens", 303)

    return await _inside(request, page)


async def _token_page(
    request: Request, console: Console, signer: SessionSigner, session: Session, secret: str | None = None
) -> Response:
    return _render(
        request,
        "tokens.html",
        tokens=await console.repository.tokens(),
        roles=get_args(Role),
        secret=secret,
        form_token=signer.form_token(session),
    )


@console_router.get("/businesses")
async def businesses(request: Request) -> Response:
    async def page(request: Request, console: Console, signer: SessionSigner, session: Session) -> Response:
        profiles = await console.repository.profiles()
        return _render(request, "businesses.html", profiles=profiles, form_token=signer.form_token(session))

    return await _inside(request, page)


@console_router.get("/businesses/{slug}")
async def business(request: Request, slug: str) -> Response:
    async def page(request: Request, console: Console, signer: SessionSigner, session: Session) -> Response:
        for profile in await console.repository.profiles():
            if profile.slug == slug:
                return _render(
                    request, "business.html", profile=profile, form_token=signer.form_token(session)
                )
        raise NotFound("No business has this slug.")

    return await _inside(request, page)


@console_router.post("/leave")
async def leave(request: Request) -> Response:
    async def page(request: Request, console: Console, signer: SessionSigner, session: Session) -> Response:
        await _guarded(request, signer, session)
        answer = RedirectResponse("/admin", 303)
        answer.delete_cookie(COOKIE, path="/admin")
        return answer

    return await _inside(request, page)


@console_router.get("/console.css")
async def style() -> Response:
    return FileResponse(STYLE, headers={"Cache-Control": "max-age=300"})
