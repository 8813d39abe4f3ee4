"""Make stix-two-math.woff2 from STIXTwoMath-Regular.ttf (needs fonttools and brotli).

usage: python subset_math.py STIXTwoMath-Regular.ttf stix-two-math.woff2
"""

import sys

from fontTools import subset
from fontTools.ttLib import TTFont

CHARACTERS = """
0020-007E 00A0 00AC 00AF 00B1 00B4 00B7 00D7 00F7 02C6 02C7 02D9 02DC 0300-0304 0307 0308 030C 0332 0338
0391-03A9 03B1-03C9 03D1 03D5 03F5 2013 2014 2016 2026 2032-2034 203E 2061-2064 20D7 210B 210E 2110 2112
2113 2115 211A 211B 211D 2124 212C 2130 2131 2133 2190-2195 21A6 21D0-21D4 2200 2202 2203 2205
2207-2209 220B 220F
2211-2213 2216-2218 221A 221D 221E 2223 2225 2227-222B 2234 223C 2243 2245 2248 2254 2260 2261 2264 2265 226A
226B 227A-227F 2282-2287 2295 2297 22A4 22A5 22C0-22C3 22C5 22EE-22F1 2308-230B 23DC-23DF 27E8 27E9 27F5-27FA
2A7D 2A7E 2AAF 2AB0 1D400-1D433 1D434-1D467 1D49C-1D4B5 1D538-1D550 1D6E2-1D71B 1D7D8 1D7D9
"""


def code_points(ranges):
    for item in ranges.split():
        first, _, last = item.partition("-")
        yield from range(int(first, 16), int(last or first, 16) + 1)


def main(source, target):
    font = TTFont(source)
    options = subset.Options(
        flavor="woff2", hinting=False, layout_features=[], name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14]
    )
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=list(code_points(CHARACTERS)))
    subsetter.subset(font)
    subset.save_font(font, target, options)


main(*sys.argv[1:])
