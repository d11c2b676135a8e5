"""A capture card at its highest rate: answers commands as a DCA1000 does, then sends one packet after the other.

Beside Node, whose every send costs more than the receiver's taking it. Wants Python with NumPy.

  card.py OPTIONS SCENE

OPTIONS is JSON: dataPort, packetRate (a second), packets, frameBytes, chirpBytes. SCENE is a file with one chirp for
each frame of a scene that repeats itself; a frame repeats its chirp. Prints {"configPort"} when it listens and
{"packets", "seconds"} when all is sent.
"""

import json
import socket
import struct
import sys
import time

import numpy as np

LOOPBACK = "127.0.0.1"
PAYLOAD = 1456
HEAD, FOOT = 0xA55A, 0xEEAA
RECORD_START, READ_VERSION = 0x05, 0x0E
VERSION = 0x0402
# Behind by more than this it goes on from where it is: no cable carries more than its rate, s.
MOST_LAG = 0.01
# Handed to the system at once, which sends them one by one (Linux, udp(7)): as many as it takes.
BURST = 44
UDP_SEGMENT = 103


def answer_until_start(card):
    """Every request with "done", until recording is asked for."""
    while True:
        request, sender = card.recvfrom(2048)
        head, code = struct.unpack_from("<HH", request)
        if head != HEAD:
            continue
        status = VERSION if code == READ_VERSION else 0
        card.sendto(struct.pack("<HHHH", HEAD, code, status, FOOT), sender)
        if code == RECORD_START:
            return


def payloads(scene, frame_bytes, chirp_bytes):
    """Gives f(first byte, bytes) of the stream of frames, each its chirp over and over."""
    chirps = np.fromfile(scene, np.uint8).reshape(-1, chirp_bytes)

    def stream(position, size):
        pieces = []
        while size > 0:
            frame, offset = divmod(position, frame_bytes)
            count = min(size, frame_bytes - offset)
            start = offset % chirp_bytes
            chirp = chirps[frame % len(chirps)]
            pieces.append(np.tile(chirp, -(-(start + count) // chirp_bytes))[start : start + count])
            position += count
            size -= count
        return np.concatenate(pieces)

    return stream


def send_all(card, options, scene):
    rate, total = options["packetRate"], options["packets"]
    stream = payloads(scene, options["frameBytes"], options["chirpBytes"])
    packets = np.zeros(BURST, [("sequence", "<u4"), ("bytes", "<u4"), ("high", "<u2"), ("payload", "u1", PAYLOAD)])
    size = packets.itemsize
    to = (LOOPBACK, options["dataPort"])
    segments = [(socket.IPPROTO_UDP, UDP_SEGMENT, struct.pack("=H", size))]
    sent = 0
    begun = origin = time.monotonic()
    while sent < total:
        count = min(BURST, total - sent)
        numbers = sent + np.arange(count)
        packets["sequence"][:count] = numbers + 1
        packets["bytes"][:count] = numbers * PAYLOAD & 0xFFFFFFFF
        packets["high"][:count] = numbers * PAYLOAD >> 32
        packets["payload"][:count] = stream(sent * PAYLOAD, count * PAYLOAD).reshape(count, PAYLOAD)
        due = origin + (sent + count) / rate
        now = time.monotonic()
        if now < due:
            time.sleep(due - now)
        origin = max(origin, now - MOST_LAG - (sent + count) / rate)
        card.sendmsg([packets[:count]], segments, 0, to)
        sent += count
    return sent, time.monotonic() - begun


def main():
    options, scene = json.loads(sys.argv[1]), sys.argv[2]
    card = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    card.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4 << 20)
    card.bind((LOOPBACK, 0))
    print(json.dumps({"configPort": card.getsockname()[1]}), flush=True)
    answer_until_start(card)
    sent, seconds = send_all(card, options, scene)
    print(json.dumps({"packets": sent, "seconds": seconds}), flush=True)


main()
