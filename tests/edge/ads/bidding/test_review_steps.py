"""Review: budgets, caps, holdouts, several impressions: together as one by one."""

import random
from typing import Any

import msgspec
from edge_market import asking, banner, consenting
from test_steps import camille, counted, said, together

from toile.wire.exchanges import Deal
from toile.wire.ids import Ulid
from toile.wire.money import Money
from toile.wire.targeting import Cap, Targeting


def lines(market: Any, chance: random.Random) -> list[Any]:
    found = []
    for at in range(chance.randint(1, 6)):
        name = str(at + 1)
        bid = Money(chance.choice([4, 5, 6]) * 1_000_000 + at * 10_000)
        changed: dict[str, Any] = {"bid": bid, "price": Money(4_000_000)}
        if chance.random() < 0.7:
            changed["budget"] = Money(4_000 * chance.randint(1, 6))
        if chance.random() < 0.3:
            changed["campaign"] = Ulid("01M85275QPHZD88PEEFXQK0001")
        if chance.random() < 0.5:
            made = market.pooled(name, **(changed | {"cap": chance.choice([None, Cap(1), Cap(2)])}))
            if chance.random() < 0.3:
                made = msgspec.structs.replace(made, holdout=50)
            found.append(made)
        else:
            found.append(market.line(name, **changed))
    return found


def requests(market: Any, chance: random.Random) -> list[Any]:
    found = []
    for _ in range(chance.randint(2, 14)):
        imps = [
            banner(
                id=str(at),
                bidfloor=chance.choice([0, 0, 4.5, 5.5, 50]),
                bidfloorcur="EUR",
                **({"rwdd": 1} if chance.random() < 0.1 else {}),
            )
            for at in range(chance.randint(1, 4))
        ]
        person = chance.choice([{}, camille(market), camille(market), consenting("garbage")])
        test = {"test": 1} if chance.random() < 0.1 else {}
        first = {"at": chance.choice([1, 2])}
        found.append(asking(*imps, **person, **test, **first))
    return found


def test_budgets_caps_and_holdouts(market: Any) -> None:
    market.fill_pool()
    shapes: dict[str, int] = {}
    for seed in range(900):
        chance = random.Random(seed)
        exchange = msgspec.structs.replace(market.exchange, explains=seed % 2 == 0)
        market.publish(*lines(market, chance), exchanges=(exchange,))
        asked = requests(market, chance)
        with market.house.open() as edge:
            edge.hold_still()
            alone = [said(a) for one in asked for a in together(edge, one)]
            why = counted(edge)
        with market.house.open() as edge:
            edge.hold_still()
            both = [said(one) for one in together(edge, *asked)]
            why_both = counted(edge)
        for name, n in why.items():
            shapes[name] = shapes.get(name, 0) + n
        # Lines that bid the same take turns by their pace, which moves with the clock.
        if alone != both or why != why_both:
            print("DIFF", seed, why, why_both)
            for a, b in zip(alone, both, strict=True):
                print("   ", a == b, a, b)
    print(shapes)
    raise SystemError("look")
