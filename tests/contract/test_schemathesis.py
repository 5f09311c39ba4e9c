"""Requests made up from the OpenAPI document, right and wrong ones, against the service in this process."""

import asyncio
import json
import socket
import threading

import pytest
import schemathesis
import uvicorn
from hypothesis import HealthCheck, Phase, settings

from replywright.api.openapi_export import document
from replywright.app import create_app
from replywright.settings import Settings
from tests.api.conftest import service_parts

EXAMPLES = 40
# A schema cannot say that a rating lies on its scale, or that a review needs a text or a rating.
UNTOLD = [schemathesis.checks.positive_data_acceptance]

schema = schemathesis.openapi.from_dict(json.loads(document()))


class Served:
    """The service on a free loopback port, in a thread with its own event loop."""

    def __init__(self, folder):
        self._folder = folder
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.base_url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()))
        self._started = threading.Event()

    def __enter__(self):
        self._thread.start()
        assert self._started.wait(30)
        return self

    def __exit__(self, *_):
        self._server.should_exit = True
        self._thread.join(30)
        self._listener.close()

    async def _serve(self):
        async with service_parts(self._folder) as parts:
            app = create_app(Settings(_env_file=None, open=True, log_level="ERROR"), parts=parts)
            self._server = uvicorn.Server(uvicorn.Config(app, log_config=None, access_log=False))
            serving = asyncio.create_task(self._server.serve(sockets=[self._listener]))
            while not self._server.started:  # noqa: ASYNC110 - uvicorn has no event to wait for
                await asyncio.sleep(0.01)
            self._started.set()
            await serving


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    with Served(tmp_path_factory.mktemp("served")) as served:
        yield served


@schema.parametrize()
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_every_answer_is_one_that_the_document_promises(case, served):
    case.call_and_validate(base_url=served.base_url, excluded_checks=UNTOLD)
