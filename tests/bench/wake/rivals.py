"""Other wake word detectors, over pipes: a line of JSON and its samples in, a line of JSON out.

In:  {"samples": <count>} and a newline, then so many 16-bit samples, 16 kHz.
Out: {"<detector>:<phrase>": [<highest probability of each second>]}, and the processor seconds of each.
"""

import json
import math
import sys
import time

from pymicro_wakeword import MicroWakeWord, MicroWakeWordFeatures
from pymicro_wakeword import Model as MicroModel
from pyopen_wakeword import Model as OpenModel
from pyopen_wakeword import OpenWakeWord, OpenWakeWordFeatures

RATE = 16000
MICRO_STEP = 160
OPEN_STEP = 1280
# Nothing of one sound is left in their windows when the next begins.
BETWEEN = bytes(2 * 3 * RATE)

PHRASES = ("HEY_JARVIS", "OKAY_NABU")
MICRO = {name: MicroWakeWord.from_builtin(getattr(MicroModel, name)) for name in PHRASES}
OPEN = {name: OpenWakeWord.from_builtin(getattr(OpenModel, name)) for name in PHRASES}
MICRO_FEATURES = MicroWakeWordFeatures()
OPEN_FEATURES = OpenWakeWordFeatures.from_builtin()


def micro(sound: bytes, seconds: int):
    best = {name: [0.0] * seconds for name in PHRASES}
    for at in range(0, len(sound) - 2 * MICRO_STEP + 1, 2 * MICRO_STEP):
        second = at // (2 * RATE)
        for features in MICRO_FEATURES.process_streaming(sound[at : at + 2 * MICRO_STEP]):
            for name, model in MICRO.items():
                probability = model.process_streaming_prob(features) or 0.0
                best[name][second] = max(best[name][second], probability)
    return best


def open_wake_word(sound: bytes, seconds: int):
    best = {name: [0.0] * seconds for name in PHRASES}
    for at in range(0, len(sound) - 2 * OPEN_STEP + 1, 2 * OPEN_STEP):
        second = at // (2 * RATE)
        for features in OPEN_FEATURES.process_streaming(sound[at : at + 2 * OPEN_STEP]):
            for name, model in OPEN.items():
                for probability in model.process_streaming(features):
                    best[name][second] = max(best[name][second], probability)
    return best


def main():
    for line in sys.stdin.buffer:
        count = json.loads(line)["samples"]
        sound = sys.stdin.buffer.read(2 * count)
        seconds = math.ceil(count / RATE)
        answer = {"cpuS": {}}
        for kind, detect in (("micro", micro), ("open", open_wake_word)):
            detect(BETWEEN, 3)
            started = time.process_time()
            for name, best in detect(sound, seconds).items():
                answer[f"{kind}:{name}"] = [round(float(value), 4) for value in best]
            answer["cpuS"][kind] = time.process_time() - started
        print(json.dumps(answer), flush=True)


main()
