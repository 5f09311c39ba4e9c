"""llama.cpp's own server on a free loopback port. Prints its address, ends when its standard input closes.

Usage: serve_model.py FOLDER_WITH_THE_PACKAGES MODEL.gguf
"""

import sys


def main(packages: str, model: str) -> None:
    sys.path.insert(0, packages)
    import xllamacpp

    params = xllamacpp.CommonParams()
    params.model.path = model
    params.hostnames = ["127.0.0.1"]
    params.port = 0
    params.n_ctx = 4096
    params.n_parallel = 1
    # One thread: more of them wait for each other in a loop, which starves on a busy machine.
    params.cpuparams.n_threads = 1
    params.cpuparams_batch.n_threads = 1
    params.warmup = False
    params.endpoint_slots = True
    server = xllamacpp.Server(params)
    print(server.listening_address, flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    main(*sys.argv[1:])
