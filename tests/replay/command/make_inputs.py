"""Writes inputs/: small traces in every format, the same ones each time."""

from __future__ import annotations

import random
from datetime import datetime, timedelta, timezone
from pathlib import Path

INPUTS = Path(__file__).parent / "inputs"


class Chance:
    """random() is the one method that is the same in every version of Python."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def below(self, limit: int) -> int:
        return int(self._random.random() * limit)

    def skewed(self, limit: int) -> int:
        """Small numbers come more often."""
        return int(limit * self._random.random() ** 3)


def arc(chance: Chance) -> list[str]:
    return [
        f"{chance.skewed(900)} {1 + chance.below(4)} 0 {number}" for number in range(500)
    ]


def web_log(chance: Chance) -> list[str]:
    """Six hours, so that sessions of half an hour come and go."""
    moment = datetime(2024, 2, 28, 20, 0, 0, tzinfo=timezone(timedelta(hours=1)))
    lines = []
    for _ in range(220):
        moment += timedelta(seconds=chance.skewed(400))
        client = f"192.0.2.{chance.skewed(60)}"
        time = moment.strftime("%d/%b/%Y:%H:%M:%S %z")
        page, size = chance.below(9), chance.below(999)
        lines.append(f'{client} - - [{time}] "GET /{page} HTTP/1.1" 200 {size}')
    return lines


def monitor(chance: Chance) -> list[str]:
    lines = ["OK"]
    seconds = 1700000000.0
    for number in range(180):
        seconds += chance.skewed(3000) / 1000
        key = f'"user:{chance.skewed(50)}"'
        command = [
            f'"GET" {key}',
            f'"GET" {key}',
            f'"SET" {key} "name {number}" "EX" "60"',
            f'"SETNX" {key} "\\xe2\\x82\\xac"',
            f'"MGET" {key} "user:7" "user:8"',
            f'"DEL" {key}',
            '"PING"',
        ][chance.below(7)]
        lines.append(f"{seconds:.6f} [{chance.below(2)} 127.0.0.1:50000] {command}")
    return lines


def twitter(chance: Chance) -> list[str]:
    lines = []
    for number in range(220):
        key = f"n{chance.below(2)}:{chance.skewed(60):04}"
        operation, ttl = [("get", 0), ("get", 0), ("set", 90), ("add", 600), ("delete", 0)][
            chance.below(5)
        ]
        value = 0 if operation in ("get", "delete") else 20 + chance.below(300)
        lines.append(f"{number * 3},{key},{len(key)},{value},{chance.below(9)},{operation},{ttl}")
    return lines


def csv(chance: Chance) -> list[str]:
    lines = ["time,op,key,ttl"]
    for number in range(300):
        operation = ["get", "get", "put", "insert", "remove"][chance.below(5)]
        ttl = ["", "45.5"][chance.below(2)] if operation in ("put", "insert") else ""
        key = ['"quoted, {}"', "plain {}"][chance.below(2)].format(chance.skewed(40))
        lines.append(f"{number * 2}.25,{operation},{key},{ttl}")
    return lines


if __name__ == "__main__":
    INPUTS.mkdir(exist_ok=True)
    for seed, (name, make) in enumerate(
        [
            ("pages.lis", arc),
            ("access.log", web_log),
            ("monitor.txt", monitor),
            ("cluster.csv", twitter),
            ("columns.csv", csv),
        ]
    ):
        (INPUTS / name).write_text("\n".join(make(Chance(seed))) + "\n")
