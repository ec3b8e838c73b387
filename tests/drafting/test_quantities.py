"""Every quantity of a text is found, as an interval with a unit, and nothing else is."""

import subprocess
import sys
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimpack.drafting.draft import FoundQuantity
from claimpack.drafting.english.figures.lexicon import lexicon
from claimpack.drafting.english.figures.quantities import find_quantities
from claimpack.units import dimension_and_factor

# A sentence and its quantities: the words, the interval, the unit, "~" where it is approximate,
# and what is counted.
SENTENCES: dict[str, list[str]] = {
    "The lake lies 2,840 m above the sea and is 30 m deep.": [
        "2,840 m = 2840 m",
        "30 m = 30 m",
    ],
    "It will be between minus 12 and minus 8 degrees Celsius at night.": [
        "between minus 12 and minus 8 degrees Celsius = -12..-8 Cel",
    ],
    "Sales could be down by a quarter to a third after five straight weeks of rain.": [
        "a quarter to a third = 25..33.33 %",
        "five straight weeks = 5 wk",
    ],
    "She lives within half a mile of the sea, where quakes above magnitude 6 are rare.": [
        "within half a mile = ..0.5 [mi_i]",
        "above magnitude 6 = 6.. 1",
    ],
    "He takes 2 mg/kg twice a day and slept three-quarters of an hour.": [
        "2 mg/kg = 2 mg/kg",
        "twice = 2 /d",
        "three-quarters of an hour = 0.75 h",
    ],
    "The 6-foot-4 forward ran nearly a mile in less than an hour.": [
        "6-foot-4 = 76 [in_i]",
        "nearly a mile = ..1 [mi_i] ~",
        "less than an hour = ..1 h",
    ],
    "Wells pump 1.2 million barrels a day.": [
        "1.2 million barrels a day = 1200000 [bbl_us]/d",
    ],
    "He sold 1.8m in March 2020, and nearly one or more.": [
        "1.8m = 1800000 1",
        "nearly one or more = ..1 1 ~",
    ],
    "The concert drew 80,000 fans, up to 5,000 of them from abroad.": [
        "80,000 = 80000 1 (fans)",
        "up to 5,000 = ..5000 1",
    ],
    "The telescope found a galaxy 13.4 billion light-years away.": [
        "13.4 billion light-years = 13400000000 [ly]",
    ],
    "A 500ml bottle of water and 2 litres of milk cost €3.20.": [
        "500ml = 500 mL",
        "2 litres = 2 L",
        "€3.20 = 3.2 EUR",
    ],
    "Cholera killed at least 120 people in 3 weeks.": [
        "at least 120 = 120.. 1 (people)",
        "3 weeks = 3 wk",
    ],
    "The marathon, 42.195 km long, was won in 2:04:11.": [
        "42.195 km = 42.195 km",
    ],
    "Schools need 30,000 more teachers by 2027.": [
        "30,000 = 30000 1 (teachers)",
    ],
    "The library lent some 2.1 million books, 8% fewer than in 2023.": [
        "some 2.1 million = 2100000 1 ~ (books)",
        "8% = 8 %",
    ],
    "The budget deficit widened to 6.1% of GDP, or £120bn.": [
        "6.1% = 6.1 %",
        "£120bn = 120000000000 GBP",
    ],
    "Bitcoin slid below $60,000, its lowest in eight months.": [
        "below $60,000 = ..60000 USD",
        "eight months = 8 mo",
    ],
    "The new line will carry 600 passengers an hour at 250 km/h.": [
        "600 = 600 /h (passengers)",
        "250 km/h = 250 km/h",
    ],
    "Her album sold 1.2m copies; her tour grossed over $300 million.": [
        "1.2m = 1200000 1 (copies)",
        "over $300 million = 300000000.. USD",
    ],
    "Researchers followed 2,400 children aged between 6 and 11 for ten years.": [
        "2,400 = 2400 1 (children)",
        "between 6 and 11 = 6..11 a",
        "ten years = 10 a",
    ],
    "The reservoir is 40 per cent full, with 3.2 cubic kilometres of water.": [
        "40 per cent = 40 %",
        "3.2 cubic kilometres = 3.2 km3",
    ],
    "The museum bought the painting for just under 2 million Swiss francs.": [
        "just under 2 million Swiss francs = ..2000000 CHF ~",
    ],
    "Fuel prices rose by 12 cents a litre, to $1.85.": [
        "12 cents a litre = 0.12 USD",
        "$1.85 = 1.85 USD",
    ],
    "The volcano sent ash 12 kilometres into the sky, about 40,000 feet.": [
        "12 kilometres = 12 km",
        "about 40,000 feet = 40000 [ft_i] ~",
    ],
    "Turnout was 61.4 percent, 4.2 points higher than four years ago.": [
        "61.4 percent = 61.4 %",
        "4.2 = 4.2 1 (points)",
        "four years = 4 a",
    ],
    "The army lost 3 of its 12 helicopters.": [
        "3 = 3 1 (helicopters)",
        "12 = 12 1 (helicopters)",
    ],
    "Chess: she drew 18 of 24 games and won four.": [
        "18 = 18 1 (games)",
        "24 = 24 1 (games)",
        "four = 4 1",
    ],
    "Cut 200g of butter and bake at 180C for 45 minutes.": [
        "200g = 200 g",
        "180C = 180 Cel",
        "45 minutes = 45 min",
    ],
    "The reactor produces 1,650 megawatts, enough for 2.5 million homes.": [
        "1,650 megawatts = 1650 MW",
        "2.5 million = 2500000 1 (homes)",
    ],
    "The iceberg is 1,000 sq km, twice the size of the city.": [
        "1,000 sq km = 1000 km2",
        "twice = 2 1",
    ],
    "Farmers expect yields of 3.5 to 4 tonnes per hectare.": [
        "3.5 to 4 tonnes per hectare = 3.5..4 t/har",
    ],
    "The virus infects one in ten patients and doubles the risk of stroke.": [
        "one in ten = 10 %",
        "doubles = 2 1",
    ],
    "He jumped 8.41m, nearly half a metre short of the record.": [
        "8.41m = 8.41 m",
        "nearly half a metre = ..0.5 m ~",
    ],
    "The trust runs 14 hospitals with about 6,500 beds.": [
        "14 = 14 1 (hospitals)",
        "about 6,500 = 6500 1 ~ (beds)",
    ],
    "More than a third of voters, 35%, were undecided.": [
        "More than a third = 33.33.. %",
        "35% = 35 %",
    ],
    "Their flat of 54 square metres costs 900 euros a month.": [
        "54 square metres = 54 m2",
        "900 euros a month = 900 EUR",
    ],
    "The fund returned 7.5% a year over the decade.": [
        "7.5% a year = 7.5 %",
    ],
    "The festival lasts from three to five days.": [
        "from three to five days = 3..5 d",
    ],
    "The ministry hired tens of thousands of nurses and several hundred doctors.": [
        "tens of thousands = 20000.. 1 ~ (nurses)",
        "several hundred = 200.. 1 ~ (doctors)",
    ],
    "The bank cut the rate by 50 basis points to 3.5 percent.": [
        "50 basis points = 0.5 %",
        "3.5 percent = 3.5 %",
    ],
    "Rescuers reached the village after almost 20 hours.": [
        "almost 20 hours = ..20 h ~",
    ],
    "Up to 70% of coral died when the sea warmed by 2 degrees.": [
        "Up to 70% = ..70 %",
        "2 = 2 1 (degrees)",
    ],
    "The judge jailed him for 18 months; his brother, 27, got three years.": [
        "18 months = 18 mo",
        "27 = 27 a",
        "three years = 3 a",
    ],
    "The lake rose 15 centimetres, or six inches, in a week.": [
        "15 centimetres = 15 cm",
        "six inches = 6 [in_i]",
    ],
    "The drug cut deaths threefold and costs as little as 3 dollars a dose.": [
        "threefold = 3 1",
        "as little as 3 dollars = 3.. USD",
    ],
    "He bought 3 dozen eggs and 6 pints of beer.": [
        "3 dozen = 36 1 (eggs)",
        "6 pints = 6 [pt_us]",
    ],
    "The train was two hours and 40 minutes late.": [
        "two hours and 40 minutes = 160 min",
    ],
    "The crew of seven spent six months in orbit.": [
        "seven = 7 1",
        "six months = 6 mo",
    ],
    "Police found 12.7 kg (28 pounds) of heroin weighing more than expected.": [
        "12.7 kg = 12.7 kg",
        "28 pounds = 28 [lb_av]",
    ],
    "The company, founded in 1998, employs fewer than 50.": [
        "fewer than 50 = ..50 1",
    ],
    "A two-thirds majority is needed; 66 of 100 senators agreed.": [
        "two-thirds = 66.67 %",
        "66 = 66 1 (senators)",
        "100 = 100 1 (senators)",
    ],
    "Nearly 1,500 homes lost power as winds topped 130 mph.": [
        "Nearly 1,500 = ..1500 1 ~ (homes)",
        "topped 130 mph = 130.. [mi_i]/h",
    ],
    "The 2,300-tonne ship sank within 20 minutes.": [
        "2,300-tonne = 2300 t",
        "within 20 minutes = ..20 min",
    ],
    "The team scored three goals in the last ten minutes.": [
        "three = 3 1 (goals)",
        "ten minutes = 10 min",
    ],
    "Norway paid 5 billion kroner; Japan paid ¥30bn; India paid ₹1,500 crore.": [
        "5 billion = 5000000000 1 (kroner)",
        "¥30bn = 30000000000 JPY",
        "₹1,500 crore = 15000000000 INR",
    ],
    "Chapter 7, page 112 of Apollo 13, and Psalm 23 on Channel 5.": [],
    "Windows 11, iPhone 15, Formula 1, the F-35 and a Boeing 777.": [],
    "The No. 1 seed beat the No. 12 seed 6-2 6-1 at 3 p.m.": [],
    "[12] See note 3. (4) 1. First point": [],
    "Call 020 7946 0018 or +1 202 555 0143.": [],
    "The match ended 2-2; the Lakers won 112-104.": [],
    "One of them, the one with two dogs, said no one came.": [
        "two = 2 1 (dogs)",
    ],
    "Twenty-first century; the second, third and 45th presidents.": [],
    "Rents fell by half; a quarter of a million homes stand empty.": [
        "half = 50 %",
        "a quarter of a million = 250000 1 (homes)",
    ],
    "It was minus 12C in Oslo, 40.3C (104.5F) in Seville.": [
        "minus 12C = -12 Cel",
        "40.3C = 40.3 Cel",
        "104.5F = 104.5 [degF]",
    ],
    "The wall is 5ft 11in high and the tunnel 6 feet 2 inches wide.": [
        "5ft 11in = 71 [in_i]",
        "6 feet 2 inches = 74 [in_i]",
    ],
    "The death rate is 30 per 100,000 people.": [
        "30 per 100,000 = 30 10*-5",
    ],
    "Some 12 500 tonnes of rice and 100 000 euros were lost.": [
        "Some 12 500 tonnes = 12500 t ~",
        "100 000 euros = 100000 EUR",
    ],
    "He was fined 200 pounds. She weighs 200 pounds.": [
        "200 pounds = 200 GBP",
        "200 pounds = 200 [lb_av]",
    ],
    "Waves of 10m hit the coast; 10.0m passengers stayed at home.": [
        "10m = 10 m",
        "10.0m = 10000000 1 (passengers)",
    ],
    "Between 3 and 5 million people; between $800 million and $1.2 billion.": [
        "Between 3 and 5 million = 3000000..5000000 1 (people)",
        "between $800 million and $1.2 billion = 800000000..1200000000 USD",
    ],
    "It rose from 10 to 12; it ranges from 10 to 12.": [
        "10 = 10 1",
        "12 = 12 1",
        "from 10 to 12 = 10..12 1",
    ],
    "At least about 20 men, 80 percent or more, 80-plus guests, 30-odd cows, 50ish.": [
        "At least about 20 = 20.. 1 ~ (men)",
        "80 percent or more = 80.. %",
        "80-plus = 80.. 1 (guests)",
        "30-odd = 30 1 ~ (cows)",
        "50ish = 50 1 ~",
    ],
    "Shares rose 2% to 8%; expect 2% to 8%.": [
        "2% = 2 %",
        "8% = 8 %",
        "2% to 8% = 2..8 %",
    ],
    "Over two weeks it rained; for over two weeks it rained.": [
        "two weeks = 2 wk",
        "over two weeks = 2.. wk",
    ],
    "The strike began a day before the vote, one week after a week-long march.": [
        "a day = 1 d",
        "one week = 1 wk",
        "week-long = 1 wk",
    ],
    "Half an hour, half a million, half a percentage point, a quarter of a percentage point.": [
        "Half an hour = 0.5 h",
        "half a million = 500000 1",
        "half a percentage point = 0.5 %",
        "a quarter of a percentage point = 0.25 %",
    ],
    "Several weeks, many years, many people, a few people, a couple of days, dozens of ships.": [
        "Several weeks = 2.. wk ~",
        "many years = 2.. a ~",
        "a few = 2.. 1 ~ (people)",
        "a couple of days = 2 d ~",
        "dozens = 24.. 1 ~ (ships)",
    ],
    "Doubled, tripled, halved, twice, a tenfold rise.": [
        "Doubled = 2 1",
        "tripled = 3 1",
        "halved = 0.5 1",
        "twice = 2 1",
        "tenfold = 10 1",
    ],
    "The over-65s, people aged 65 and over, Ann Lee, 34, a 34-year-old, an 18-month-old.": [
        "over-65s = 65.. a",
        "65 and over = 65.. a",
        "34 = 34 a",
        "34-year-old = 34 a",
        "18-month-old = 18 mo",
    ],
    "A five-year plan, a two-week strike, an 18-month sentence, a three-to-five-year term.": [
        "five-year = 5 a",
        "two-week = 2 wk",
        "18-month = 18 mo",
        "three-to-five-year = 3..5 a",
    ],
    "A magnitude 7.1 quake and a 6.4-magnitude aftershock.": [
        "7.1 = 7.1 1",
        "6.4 = 6.4 1",
    ],
    "The price is $80 a barrel, 80 cents or 25 pence.": [
        "$80 a barrel = 80 USD",
        "80 cents = 0.8 USD",
        "25 pence = 0.25 GBP",
    ],
    "About 30-40%, up to 30-40 percent, 2-3 weeks, two or three days.": [
        "About 30-40% = 30..40 % ~",
        "up to 30-40 percent = 30..40 %",
        "2-3 weeks = 2..3 wk",
        "two or three days = 2..3 d",
    ],
    "Three-and-a-half years, 3½ hours, two and a half million.": [
        "Three-and-a-half years = 3.5 a",
        "3½ hours = 3.5 h",
        "two and a half million = 2500000 1",
    ],
    "US$2 billion, A$5m, C$3, HK$10, KZT 5 billion, 5 million Canadian dollars, 3 trillion yen.": [
        "US$2 billion = 2000000000 USD",
        "A$5m = 5000000 AUD",
        "C$3 = 3 CAD",
        "HK$10 = 10 HKD",
        "KZT 5 billion = 5000000000 KZT",
        "5 million Canadian dollars = 5000000 CAD",
        "3 trillion yen = 3000000000000 JPY",
    ],
    "On Monday 12 people in 2019 saw 2000 birds and 2,000 bees.": [
        "12 = 12 1 (people)",
        "2000 = 2000 1 (birds)",
        "2,000 = 2000 1 (bees)",
    ],
}


def shown(text: str, found: FoundQuantity) -> str:
    low, high = (None if end is None else f"{end:f}" for end in (found.lower, found.upper))
    interval = low if low == high else f"{low or ''}..{high or ''}"
    soft = " ~" if found.is_approximate else ""
    counted = f" ({found.counted})" if found.counted else ""
    return f"{text[found.start : found.end]} = {interval} {found.unit}{soft}{counted}"


@pytest.mark.parametrize(("text", "expected"), SENTENCES.items())
def test_quantities_of_a_sentence(text: str, expected: list[str]) -> None:
    assert [shown(text, found) for found in find_quantities(text)] == expected


@pytest.mark.parametrize(
    ("text", "interpretation"),
    [
        ("The talks took five hours.", "one figure as stated"),
        ("It is 30-40% full.", "both ends as stated"),
        ("It is about 30-40% full.", 'both ends as stated, softened by "about"'),
        ("It is about 30% full.", '"about" softens one figure'),
        ("It took over 30 men.", '"over" gives the lower end; no upper end is stated'),
        ("It took up to 30 men.", '"up to" gives the upper end; no lower end is stated'),
        ("It took several days.", '"several" is read as two or more; no upper end is stated'),
        ("It rose 2 percentage points.", "one figure as stated; in percentage points"),
        ("It costs $80 a barrel.", "one figure as stated; stated for each barrel"),
        ("Some of it, a third of the cake, fell.", '"a third" is read as a percentage'),
        ("Sales doubled.", '"doubled" is read as a factor'),
        (
            "It warmed by 2 degrees.",
            "one figure as stated; in degrees of a scale that is not stated",
        ),
    ],
)
def test_how_the_words_became_the_interval(text: str, interpretation: str) -> None:
    assert [found.interpretation for found in find_quantities(text)] == [interpretation]


def test_dates_are_no_quantities() -> None:
    text = "The 12 days of May 2019 cost $3m."
    at = text.index("12 days of May 2019")
    spans = [(at, at + len("12 days of May 2019"))]
    assert [shown(text, found) for found in find_quantities(text, spans)] == ["$3m = 3000000 USD"]


def test_spaces_and_hyphens_of_typesetters() -> None:
    text = (
        "It weighs 12\u00a0500\u00a0kg, 30\u201340\u202f%, or 5\u2011year\u2011old \u22125\u00b0C."
    )
    assert [shown(text, found) for found in find_quantities(text)] == [
        "12\u00a0500\u00a0kg = 12500 kg",
        "30\u201340\u202f% = 30..40 %",
        "5\u2011year\u2011old = 5 a",
        "\u22125\u00b0C = -5 Cel",
    ]


def test_every_unit_is_ucum() -> None:
    known = lexicon()
    units = {*known.words.values(), *known.symbols.values()}
    for code in {unit.code for unit in units if not unit.is_money} | {"t/har", "/d", "10*-5"}:
        dimension_and_factor(code)


def test_every_currency_is_iso_4217() -> None:
    import pycountry

    known = lexicon()
    codes = {unit.code for unit in known.symbols.values() if unit.is_money}
    codes |= {code for found in known.hundredths.values() for code in found}
    assert [code for code in codes if pycountry.currencies.get(alpha_3=code) is None] == []


def test_importing_the_module_does_not_import_quantulum3() -> None:
    module = "claimpack.drafting.english.figures.quantities"
    code = f"import sys, {module}; print('quantulum3' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


def test_finding_says_nothing() -> None:
    module = "claimpack.drafting.english.figures.quantities"
    code = f"from {module} import find_quantities; find_quantities('5 kg')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("", "")


HOSTILE = [
    "10^400 or 1e999 or NaN or inf percent",
    "9" * 5000 + " kg",
    "\u0663\u0664 kg and \uff11\uff12 km and \u00b2 and \u2167",
    "5\u00adkg 5\u200bkg\x00 5\x0b kg \ud83d 5\ufeff%",
    "five\u0301 kg \u043a\u0433 5 \u043a\u0433",
    "-" * 1000 + "5%",
    "$" * 1000 + "5",
    "between and between 3 and and 5 to to 6",
    "1/2/3/4/5/6/7/8/9",
    "\u0130\u0131 5 K\u212a",
    "0 in 0, 1 in 0, 0%",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_does_not_raise(text: str) -> None:
    in_order(text, find_quantities(text))


def in_order(text: str, found: list[FoundQuantity]) -> None:
    at = 0
    for one in found:
        assert at <= one.start < one.end <= len(text)
        at = one.end
        if one.lower is not None and one.upper is not None:
            assert one.lower <= one.upper
        assert one.lower is not None or one.upper is not None


# fmt: off
PIECES = st.sampled_from([
    "about", "nearly", "more than", "between", "from", "to", "and", "or", "-", "3", "12,500",
    "$", "€", "m", "bn", "million", "%", "per cent", "a", "day", "of", "half", "third",
    "twice", "several", "a few", "dozens of", "kg", "km/h", "°C", "people", "one", "two",
    "twenty", "hundred", "1e9", ".", ",", "old", "-year-old", "or more", "-plus", "minus",
    "(", ")", "\n", "aged", "No.", "Route", "pounds", "cents", "each", "\u00a0", "\u2013"
])
# fmt: on


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(
        st.text(max_size=60),
        st.lists(PIECES, max_size=20).map(" ".join),
        st.lists(PIECES, max_size=20).map("".join),
    )
)
def test_any_text_gives_spans_in_order(text: str) -> None:
    in_order(text, find_quantities(text))


@pytest.mark.parametrize(
    "paragraph",
    [
        "About 12,500 dock workers earn $3.5bn a year, between 3 and 5 million. ",
        "1 ",
        "1,",
        "1-",
        "a ",
        "one hundred and ",
        "half a ",
        "between ",
        "1 000",
        "-",
        "about ",
    ],
)
def test_time_grows_with_the_text_and_no_faster(paragraph: str) -> None:
    def seconds(size: int) -> float:
        text = paragraph * (size // len(paragraph))
        before = time.process_time()
        find_quantities(text)
        return time.process_time() - before

    find_quantities("5 kg")
    # A quadratic one would take 64 times as long for eight times the text.
    assert seconds(160_000) < 24 * max(seconds(20_000), 0.02)
