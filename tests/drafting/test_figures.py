"""In sentences of the news, what is a time is no quantity, and both are read as a reader would."""

from datetime import date

import pytest

from claimpack.drafting.english.figures.quantities import find_quantities
from claimpack.drafting.english.times.dates import find_dates
from tests.drafting.test_quantities import shown

# A Thursday.
PUBLISHED = date(2025, 2, 20)

# A sentence, its quantities and its times, written as in the tests of each.
SENTENCES: list[tuple[str, list[str], list[str]]] = [
    (
        (
            "The central bank raised its key rate by 0.25 percentage points to 4.75% on "
            "Thursday, its 11th increase in 14 months, citing core inflation that has stayed "
            "above 5% since last June."
        ),
        [
            "0.25 percentage points = 0.25 %",
            "4.75% = 4.75 %",
            "14 months = 14 mo",
            "above 5% = 5.. %",
        ],
        ["Thursday = 2025-02-20", "since last June = 2024-06/.."],
    ),
    (
        (
            "Governor Anna Weiss, 58, told reporters that two of the nine members voted "
            "against the move; she expects inflation to fall to around 3% by year-end and to "
            "the 2% target in 2026."
        ),
        [
            "58 = 58 a",
            "two = 2 1 (members)",
            "nine = 9 1 (members)",
            "around 3% = 3 % ~",
            "2% = 2 %",
        ],
        ["by year-end = ../2025-12-31", "2026 = 2026"],
    ),
    (
        (
            "Shares in the lender fell as much as 6.3% in early trading before recovering to "
            "close 1.8% lower at 412.5 pence, while the FTSE 250 slipped 0.4%."
        ),
        ["as much as 6.3% = ..6.3 %", "1.8% = 1.8 %", "412.5 pence = 4.125 GBP", "0.4% = 0.4 %"],
        [],
    ),
    (
        (
            "At least 43 people were killed and more than 200 injured when a 7.1-magnitude "
            "earthquake struck 30 km west of the port city at 3:12 a.m. local time on "
            "Tuesday."
        ),
        [
            "At least 43 = 43.. 1 (people)",
            "more than 200 = 200.. 1",
            "7.1 = 7.1 1",
            "30 km = 30 km",
        ],
        ["Tuesday = 2025-02-18"],
    ),
    (
        (
            "Rescue teams from five countries have pulled 17 survivors from the rubble, "
            "including a six-year-old girl; 1,100 families spent the night in tents."
        ),
        [
            "five = 5 1 (countries)",
            "17 = 17 1 (survivors)",
            "six-year-old = 6 a",
            "1,100 = 1100 1 (families)",
        ],
        [],
    ),
    (
        (
            "The quake, which hit at a depth of 10 kilometers (6.2 miles), was the strongest "
            "in the region since 1999, when 17,000 died."
        ),
        ["10 kilometers = 10 km", "6.2 miles = 6.2 [mi_i]", "17,000 = 17000 1"],
        ["since 1999 = 1999/.."],
    ),
    (
        (
            "In the Premier League, the Reds beat City 3-1 at Anfield on Sunday with two "
            "goals in three minutes; they are six points clear with 12 games left."
        ),
        ["two = 2 1 (goals)", "three minutes = 3 min", "six = 6 1 (points)", "12 = 12 1 (games)"],
        ["Sunday = 2025-02-16"],
    ),
    (
        (
            "The 24-year-old striker, signed for £64m in 2023, has scored 21 goals in 30 "
            "appearances this season, twice his tally of last year."
        ),
        [
            "24-year-old = 24 a",
            "£64m = 64000000 GBP",
            "21 = 21 1 (goals)",
            "30 = 30 1 (appearances)",
            "twice = 2 1",
        ],
        ["2023 = 2023", "last year = 2024"],
    ),
    (
        (
            "World No. 4 Elena Petrova won 6-4, 4-6, 7-6 (7-5) in two hours 51 minutes to "
            "reach the third round at Roland Garros."
        ),
        ["two hours 51 minutes = 171 min"],
        [],
    ),
    (
        (
            "A phase 3 trial of 1,863 patients found that the drug, given once every two "
            "weeks, slowed decline by 27% over 18 months; about one in eight had brain "
            "swelling."
        ),
        [
            "1,863 = 1863 1 (patients)",
            "two weeks = 2 wk",
            "27% = 27 %",
            "18 months = 18 mo",
            "about one in eight = 12.5 % ~",
        ],
        [],
    ),
    (
        (
            "Cases of measles rose to 1,226 in the first four months of 2025, compared with "
            "285 in all of 2024, according to the CDC; three people have died, two of them "
            "children."
        ),
        ["1,226 = 1226 1", "285 = 285 1", "three = 3 1 (people)", "two = 2 1 (children)"],
        ["first four months of 2025 = 2025-01/2025-04", "2024 = 2024"],
    ),
    (
        (
            "Researchers sequenced DNA from 45,000-year-old bones found in a cave 8 metres "
            "deep, in the journal Nature in 2024."
        ),
        ["45,000-year-old = 45000 a", "8 metres = 8 m"],
        ["2024 = 2024"],
    ),
    (
        (
            "The wind farm, 15 miles off the coast, will have 62 turbines with a total "
            "capacity of 806MW, enough to power more than 700,000 homes, and is due to open "
            "in March."
        ),
        [
            "15 miles = 15 [mi_i]",
            "62 = 62 1 (turbines)",
            "806MW = 806 MW",
            "more than 700,000 = 700000.. 1 (homes)",
        ],
        ["March = 2025-03"],
    ),
    (
        (
            "The glacier lost nearly 2.5 metres of ice between 2015 and 2020, about four "
            "times the rate of the 1990s."
        ),
        ["nearly 2.5 metres = ..2.5 m ~", "about four = 4 1 ~ (times)"],
        ["between 2015 and 2020 = 2015/2020", "the 1990s = 199X"],
    ),
    (
        (
            "The Senate voted 51-49 on Wednesday to confirm him; four Democrats and one "
            "independent crossed the aisle. Under Article 25 of the treaty, members must pay "
            "2% of GDP."
        ),
        ["four = 4 1 (democrats)", "2% = 2 %"],
        ["Wednesday = 2025-02-19"],
    ),
    (
        (
            "Turnout was put at 46.6 percent, and with 98 per cent of ballots counted, the "
            "ruling party had 121 of 240 seats, a majority of one."
        ),
        [
            "46.6 percent = 46.6 %",
            "98 per cent = 98 %",
            "121 = 121 1 (seats)",
            "240 = 240 1 (seats)",
        ],
        [],
    ),
    (
        (
            "The two sides will meet again in Doha next week for a second round of talks "
            "after the first ended without agreement last month."
        ),
        [],
        ["next week = 2025-02-24/2025-03-02", "last month = 2025-01"],
    ),
    (
        (
            "The 1,200-kilometre canal carries about 1.2 million tonnes of freight per day, "
            "or two-thirds of the country's exports, worth an estimated $30bn a year."
        ),
        [
            "1,200-kilometre = 1200 km",
            "about 1.2 million tonnes of freight per day = 1200000 t/d ~",
            "two-thirds = 66.67 %",
            "an estimated $30bn a year = 30000000000 USD ~",
        ],
        [],
    ),
    (
        (
            "Hotel prices have gone up by a third since 2022 to an average of €142 a night, "
            "while the number of visitors has fallen from 9.2 million to 7.8 million."
        ),
        [
            "a third = 33.33 %",
            "€142 = 142 EUR",
            "9.2 million = 9200000 1",
            "7.8 million = 7800000 1",
        ],
        ["since 2022 = 2022/.."],
    ),
    (
        (
            "The fire, which began at about 6 p.m. on Friday, has burned 3,500 hectares; some "
            "600 firefighters backed by 12 aircraft are battling it as temperatures near 40 "
            "degrees."
        ),
        [
            "3,500 hectares = 3500 har",
            "some 600 = 600 1 ~ (firefighters)",
            "12 = 12 1 (aircraft)",
            "near 40 = 40 1 ~ (degrees)",
        ],
        ["Friday = 2025-02-14"],
    ),
    (
        (
            "The defendant, a 41-year-old father of three from Leeds, was jailed for eight "
            "years and ordered to pay £12,000 in costs; his accomplice got four and a half "
            "years."
        ),
        [
            "41-year-old = 41 a",
            "three = 3 1",
            "eight years = 8 a",
            "£12,000 = 12000 GBP",
            "four and a half years = 4.5 a",
        ],
        [],
    ),
    (
        (
            "The company will cut up to 10,000 jobs, roughly 7% of its 140,000-strong "
            "workforce, over the next 18 months to save $1-1.5bn."
        ),
        [
            "up to 10,000 = ..10000 1 (jobs)",
            "roughly 7% = 7 % ~",
            "140,000 = 140000 1",
            "18 months = 18 mo",
            "$1-1.5bn = 1000000000..1500000000 USD",
        ],
        [],
    ),
    (
        (
            "He has been in office for less than 100 days; the last three presidents took "
            "between 6 and 9 months to pass a budget."
        ),
        [
            "less than 100 days = ..100 d",
            "three = 3 1 (presidents)",
            "between 6 and 9 months = 6..9 mo",
        ],
        [],
    ),
    (
        (
            "Ticket prices start at $25 for adults and $12.50 for children under 12; the "
            "museum is open from 10am to 5pm, Tuesday to Sunday."
        ),
        ["$25 = 25 USD", "$12.50 = 12.5 USD"],
        [],
    ),
    (
        (
            "The exhibition of some 150 works runs until 3 August; the last drew 1.2m "
            "visitors in its 100 days."
        ),
        ["some 150 = 150 1 ~ (works)", "1.2m = 1200000 1 (visitors)", "100 days = 100 d"],
        ["until 3 August = ../2025-08-03"],
    ),
    (
        (
            "The rover Perseverance has driven 32 km and collected 27 rock cores since it "
            "landed on Mars on Feb. 18, 2021."
        ),
        ["32 km = 32 km", "27 = 27 1 (cores)"],
        ["Feb. 18, 2021 = 2021-02-18"],
    ),
    (
        (
            "The asteroid, between 40 and 90 metres across, has a 1 in 32 chance of hitting "
            "Earth on 22 December 2032."
        ),
        ["between 40 and 90 metres = 40..90 m", "1 in 32 = 3.13 %"],
        ["22 December 2032 = 2032-12-22"],
    ),
    (
        (
            "More than two million people, about half of the population, face acute hunger; a "
            "50kg sack of flour costs 10 times what it did a year ago."
        ),
        [
            "More than two million = 2000000.. 1 (people)",
            "about half = 50 % ~",
            "50kg = 50 kg",
            "10 = 10 1 (times)",
        ],
        ["a year ago = 2024~"],
    ),
    (
        (
            "Since Oct. 7, 2023, over 48,000 have been killed, according to the ministry; the "
            "truce, in its fifth week, ends on March 1."
        ),
        ["over 48,000 = 48000.. 1"],
        ["Since Oct. 7, 2023 = 2023-10-07/..", "March 1 = 2025-03-01"],
    ),
    (
        (
            "The five-nation tour comes three weeks after the 28-member bloc agreed a €500m "
            "package; a further €1.2bn is planned."
        ),
        [
            "five = 5 1 (nation)",
            "three weeks = 3 wk",
            "28 = 28 1 (member)",
            "€500m = 500000000 EUR",
            "€1.2bn = 1200000000 EUR",
        ],
        [],
    ),
    (
        "Manchester United lost 2-0 to the bottom club, their 12th defeat in 25 league games.",
        ["25 = 25 1 (games)"],
        [],
    ),
    (
        (
            "Oil rose 65 cents, or 0.9%, to $76.48 a barrel by 1340 GMT; gold was at "
            "$2,942.70 an ounce."
        ),
        [
            "65 cents = 0.65 USD",
            "0.9% = 0.9 %",
            "$76.48 a barrel = 76.48 USD",
            "$2,942.70 an ounce = 2942.7 USD",
        ],
        [],
    ),
    (
        (
            "The airline carried 1.6 million passengers in December, 12% more than in the "
            "same month of 2023, but lost $4 on every ticket."
        ),
        ["1.6 million = 1600000 1 (passengers)", "12% = 12 %", "$4 = 4 USD"],
        ["December = 2024-12", "2023 = 2023"],
    ),
    (
        (
            "Farmers in the valley say rainfall was 40% below average last year, and that "
            "wells 100 feet deep have run dry."
        ),
        ["40% = 40 %", "100 feet = 100 [ft_i]"],
        ["last year = 2024"],
    ),
    (
        (
            "A court fined the firm $1.3 billion in 2022; on Monday, judges cut the fine to "
            "about $900 million."
        ),
        ["$1.3 billion = 1300000000 USD", "about $900 million = 900000000 USD ~"],
        ["2022 = 2022", "Monday = 2025-02-17"],
    ),
    (
        (
            "The novel, first published in 1951, has sold 65 million copies and is read in "
            "more than 30 languages."
        ),
        ["65 million = 65000000 1 (copies)", "more than 30 = 30.. 1 (languages)"],
        ["1951 = 1951"],
    ),
    (
        ("Scientists counted 1,864 pandas in the wild, up almost 17% from 1,596 a decade earlier."),
        ["1,864 = 1864 1 (pandas)", "almost 17% = ..17 % ~", "1,596 = 1596 1"],
        ["a decade earlier = 2015~"],
    ),
    (
        (
            "The city of 8 million people recycles just 17 percent of its waste, well below "
            "the 50 percent goal set for 2030."
        ),
        [
            "8 million = 8000000 1 (people)",
            "17 percent = 17 %",
            "well below the 50 percent = ..50 %",
        ],
        ["2030 = 2030"],
    ),
    (
        (
            "The mayor, who took office in January 2022, says crime has fallen 15 percent in "
            "two years."
        ),
        ["15 percent = 15 %", "two years = 2 a"],
        ["January 2022 = 2022-01"],
    ),
    (
        "From next Monday, drivers will pay £15 a day to enter zone 1; buses remain at £1.75.",
        ["£15 a day = 15 GBP", "£1.75 = 1.75 GBP"],
        ["next Monday = 2025-02-24"],
    ),
    (
        (
            "Police said 23 people, aged between 19 and 62, were arrested on suspicion of "
            "fraud after raids at 14 addresses on Wednesday morning."
        ),
        ["23 = 23 1 (people)", "between 19 and 62 = 19..62 a", "14 = 14 1 (addresses)"],
        ["Wednesday = 2025-02-19"],
    ),
    (
        (
            "The storm dumped 18 inches of snow, cut power to 250,000 customers, and forced "
            "airlines to cancel 2,300 flights over the weekend."
        ),
        ["18 inches = 18 [in_i]", "250,000 = 250000 1 (customers)", "2,300 = 2300 1 (flights)"],
        ["over the weekend = 2025-02-15/2025-02-16"],
    ),
    (
        (
            "The Nobel Prize, worth 11 million Swedish kronor, will be awarded in Stockholm "
            "on 10 December."
        ),
        ["11 million Swedish kronor = 11000000 SEK"],
        ["10 December = 2025-12-10"],
    ),
    (
        ("The ferry, which can carry 1,000 passengers and 200 cars, was running three hours late."),
        ["1,000 = 1000 1 (passengers)", "200 = 200 1 (cars)", "three hours = 3 h"],
        [],
    ),
    (
        (
            "The spacecraft will travel 2.9 billion km and reach Jupiter in April 2030, five "
            "and a half years after launch."
        ),
        ["2.9 billion km = 2900000000 km", "five and a half years = 5.5 a"],
        ["April 2030 = 2030-04"],
    ),
    (
        ("The population of wolves has doubled to some 20,300 since 2012, a 58% rise in a decade."),
        ["doubled = 2 1", "some 20,300 = 20300 1 ~", "58% = 58 %"],
        ["since 2012 = 2012/.."],
    ),
    (
        (
            "Hospital waiting lists stood at 7.46 million at the end of December, down from a "
            "peak of 7.77 million in September 2023."
        ),
        ["7.46 million = 7460000 1", "7.77 million = 7770000 1"],
        ["the end of December = 2024-12", "September 2023 = 2023-09"],
    ),
    (
        (
            "The bank made a pre-tax profit of €5.3bn in the three months to December, "
            "beating analysts' forecasts of €4.8bn."
        ),
        ["€5.3bn = 5300000000 EUR", "three months = 3 mo", "€4.8bn = 4800000000 EUR"],
        ["December = 2024-12"],
    ),
    (
        (
            "In the 100 metres final, the Jamaican clocked 9.79 seconds, five thousandths of "
            "a second ahead of the American."
        ),
        ["100 metres = 100 m", "9.79 seconds = 9.79 s"],
        [],
    ),
    (
        "Ministers agreed to cut emissions by at least 55% from 1990 levels by 2030.",
        ["at least 55% = 55.. %"],
        ["by 2030 = ../2030"],
    ),
    (
        "The 6-foot-4 forward averaged 27.1 points and 8.3 rebounds in 71 games.",
        [
            "6-foot-4 = 76 [in_i]",
            "27.1 = 27.1 1 (points)",
            "8.3 = 8.3 1 (rebounds)",
            "71 = 71 1 (games)",
        ],
        [],
    ),
    (
        (
            "They plan to plant 3bn trees, spend 0.7% of national income on aid, and raise "
            "the age limit from 60 to 62."
        ),
        ["3bn = 3000000000 1 (trees)", "0.7% = 0.7 %", "60 = 60 1", "62 = 62 1"],
        [],
    ),
    (
        ("Two-year bond yields rose 5 basis points to 4.35%, while the dollar bought 149.8 yen."),
        ["Two-year = 2 a", "5 basis points = 0.05 %", "4.35% = 4.35 %", "149.8 yen = 149.8 JPY"],
        [],
    ),
    (
        (
            "The bridge was 220m long and 33m high; repairs would take 12-18 months and cost "
            "between £20m and £25m, he said."
        ),
        [
            "220m = 220 m",
            "33m = 33 m",
            "12-18 months = 12..18 mo",
            "between £20m and £25m = 20000000..25000000 GBP",
        ],
        [],
    ),
    (
        "A teaspoon of sugar is 4 grams, or 16 calories; a can of cola holds 330 ml.",
        ["4 grams = 4 g", "16 calories = 16 cal", "330 ml = 330 mL"],
        [],
    ),
    (
        "The group has 12.5m members in 160 countries, up 300,000 since January.",
        ["12.5m = 12500000 1 (members)", "160 = 160 1 (countries)", "300,000 = 300000 1"],
        ["since January = 2025-01/.."],
    ),
    (
        (
            "The 200-year-old oak, 25 metres tall, fell in winds of 70 to 80 mph on the night "
            "of 3-4 January."
        ),
        ["200-year-old = 200 a", "25 metres = 25 m", "70 to 80 mph = 70..80 [mi_i]/h"],
        ["3-4 January = 2025-01-03/2025-01-04"],
    ),
    (
        "Three quarters of the 1,000 adults polled in the second week of February said no.",
        ["Three quarters = 75 %", "1,000 = 1000 1 (adults)"],
        ["February = 2025-02"],
    ),
    (
        "The Dow lost 748.63 points, or 1.69%, to 43,428.02.",
        ["748.63 = 748.63 1 (points)", "1.69% = 1.69 %", "43,428.02 = 43428.02 1"],
        [],
    ),
    (
        "The 7-day average of new cases fell below 1,000 for the first time in six weeks.",
        ["7-day = 7 d", "below 1,000 = ..1000 1", "six weeks = 6 wk"],
        [],
    ),
    (
        "He faces 10 to 20 years in prison, up to three decades in total.",
        ["10 to 20 years = 10..20 a", "up to three decades = ..30 a"],
        [],
    ),
    (
        "The queue stretched for nearly a mile; some had waited more than a day.",
        ["nearly a mile = ..1 [mi_i] ~", "more than a day = 1.. d"],
        [],
    ),
]


@pytest.mark.parametrize(("text", "quantities", "times"), SENTENCES)
def test_figures_of_the_news(text: str, quantities: list[str], times: list[str]) -> None:
    dates = find_dates(text, PUBLISHED)
    assert [f"{text[one.start : one.end]} = {one.edtf}" for one in dates] == times
    found = find_quantities(text, [(one.start, one.end) for one in dates])
    assert [shown(text, one) for one in found] == quantities
