"""Starts one of the servers that others wrote: serve.py NAME OPTIONS, the options as JSON.

Each runs its own code on 127.0.0.1; what is set here is what their command lines cannot say.
"""

import json
import os
import signal
import sys


def llama(port, model, name, api_key, threads):
    import xllamacpp

    params = xllamacpp.CommonParams()
    params.model.path = model
    params.model_alias = {name}
    params.hostnames = ["127.0.0.1"]
    params.port = port
    params.api_keys = [api_key] if api_key else []
    params.n_ctx = 4096
    params.n_parallel = 1
    # Its threads wait for each other by spinning: beside other work one is faster than two (a first
    # token after 0.2 s against 3 s, on two cores with a load of 14).
    params.cpuparams.n_threads = threads
    params.cpuparams_batch.n_threads = threads
    server = xllamacpp.Server(params)
    print(server.listening_address, flush=True)
    signal.pause()


def moonshine(port, architecture, models):
    # Its library takes models from a folder of its own and fetches what is not there. What it needs is
    # here already: most of it among the app's models, the rest in the package.
    folder = os.path.join(sys.prefix, "models")
    os.environ["MOONSHINE_VOICE_CACHE"] = folder
    # Nobody listens there: it also looks for a model that it can do without.
    os.environ["HTTPS_PROXY"] = "http://127.0.0.1:9"
    import moonshine_voice
    from moonshine_voice import download

    package = os.path.join(os.path.dirname(moonshine_voice.__file__), "assets", "tiny-en")
    manifest = download._stt_dependency_manifest("en", moonshine_voice.ModelArch(architecture))
    for group in manifest["groups"]:
        target = os.path.join(folder, group["base_url"].removeprefix("https://"))
        os.makedirs(target, exist_ok=True)
        for file in group["files"]:
            there = [os.path.join(place, file["name"]) for place in (models, package)]
            source = next(path for path in there if os.path.exists(path))
            link = os.path.join(target, file["name"])
            if not os.path.exists(link):
                if os.path.islink(link):
                    os.unlink(link)
                os.symlink(source, link)
    sys.argv = ["bootlegger", "--host", "127.0.0.1", "--port", str(port)]
    sys.argv += ["--model-arch", str(architecture)]
    from bootlegger.main import cli

    cli()


def piper(port, voice, name, api_key, threads):
    from loudness_tts import catalog, server
    from loudness_tts.engine import TTS

    # Its catalogue takes the voice in, so that requests find it by name; nothing is downloaded.
    data = catalog._data()
    data["models"][voice] = {
        "locale": "en-US",
        "quality": "medium",
        "licence": "CC0",
        "use": "none",
        "dataset": "",
        "source": "local",
        "sampleRate": 22050,
    }
    row = {"id": name, "model": voice, "name": name, "language": "English (United States)"}
    scores = {"overall": 100.0, "natural": 100.0, "clear": 100.0, "rank": 1, "of": 1}
    data["voices"].append([{**row, **scores}.get(field) for field in data["fields"]])
    engine = TTS(name, offline=True, threads=threads, timings=False)
    server.serve("127.0.0.1", port, tts=engine, api_key=api_key or "")


if __name__ == "__main__":
    {"llama": llama, "moonshine": moonshine, "piper": piper}[sys.argv[1]](**json.loads(sys.argv[2]))
