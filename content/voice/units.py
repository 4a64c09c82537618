"""What stands beside a number: units, sums of money, magnitudes, months."""

from __future__ import annotations

from content.text.inflection import base

UNITS = {
    "%": "percent",
    "°C": "degrees Celsius",
    "°F": "degrees Fahrenheit",
    "°": "degrees",
    "ns": "nanoseconds",
    "µs": "microseconds",
    "μs": "microseconds",
    "us": "microseconds",
    "ms": "milliseconds",
    "s": "seconds",
    "sec": "seconds",
    "min": "minutes",
    "h": "hours",
    "hr": "hours",
    "hrs": "hours",
    "d": "days",
    "B": "bytes",
    "kB": "kilobytes",
    "KB": "kilobytes",
    "MB": "megabytes",
    "GB": "gigabytes",
    "TB": "terabytes",
    "PB": "petabytes",
    "KiB": "kibibytes",
    "MiB": "mebibytes",
    "GiB": "gibibytes",
    "TiB": "tebibytes",
    "kb": "kilobits",
    "Kb": "kilobits",
    "Mb": "megabits",
    "Gb": "gigabits",
    "kbps": "kilobits per second",
    "Mbps": "megabits per second",
    "Gbps": "gigabits per second",
    "kbit": "kilobits",
    "Mbit": "megabits",
    "Gbit": "gigabits",
    "Hz": "hertz",
    "kHz": "kilohertz",
    "MHz": "megahertz",
    "GHz": "gigahertz",
    "fps": "frames per second",
    "rps": "requests per second",
    "qps": "queries per second",
    "QPS": "queries per second",
    "RPS": "requests per second",
    "FLOPs": "flops",
    "FLOPS": "flops",
    "TFLOPS": "teraflops",
    "PFLOPS": "petaflops",
    "W": "watts",
    "kW": "kilowatts",
    "MW": "megawatts",
    "GW": "gigawatts",
    "kWh": "kilowatt hours",
    "MWh": "megawatt hours",
    "V": "volts",
    "nm": "nanometers",
    "µm": "micrometers",
    "mm": "millimeters",
    "cm": "centimeters",
    "m": "meters",
    "km": "kilometers",
    "ft": "feet",
    "mi": "miles",
    "mph": "miles per hour",
    "g": "grams",
    "mg": "milligrams",
    "kg": "kilograms",
    "lb": "pounds",
    "lbs": "pounds",
    "dB": "decibels",
    "px": "pixels",
    "pt": "points",
    "bps": "basis points",
}
"""By what follows a number; said in the plural, `singular` makes one of it."""

LARGE = {"B", "d", "g", "h", "m", "s", "us", "V", "W"}
"""Units that mean something else where they touch a number with nothing behind: 7B is a size, not seven bytes."""

MAGNITUDES = {
    "k": "thousand",
    "K": "thousand",
    "M": "million",
    "m": "million",
    "B": "billion",
    "b": "billion",
    "bn": "billion",
    "mn": "million",
    "T": "trillion",
    "tn": "trillion",
}

CURRENCIES = {
    "US$": ("dollar", "cent"),
    "HK$": ("Hong Kong dollar", "cent"),
    "$": ("dollar", "cent"),
    "£": ("pound", "penny"),
    "€": ("euro", "cent"),
    "¥": ("yuan", "fen"),
    "₹": ("rupee", "paisa"),
}

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def singular(unit: str) -> str:
    """One of a unit: kilobits per second → kilobit per second."""
    many, per, rest = unit.partition(" per ")
    first, space, noun = many.rpartition(" ")
    return f"{first}{space}{noun if noun.endswith('flops') else base(noun)}{per}{rest}"
