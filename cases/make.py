"""Makes the practice files of this folder: `python cases/make.py`. All people in them are invented."""

import csv
import datetime
import random
from pathlib import Path

HERE = Path(__file__).parent
FIELDS = ("metallurgy", "machinery", "power", "chemistry", "mining", "instruments")
COLUMNS = ("case", "field", "arrived", "contract", "presence", "necessity", "character", "withdrawal", "teaching")
COUNT = 1390
FIRST = datetime.date(1960, 7, 11)


def specialists() -> list[dict[str, str]]:
    """The specialists as they stand on the first day; what nobody noted of one is empty."""
    drawn = random.Random(1960)
    rows = []
    for number in range(1, COUNT + 1):
        field = drawn.choices(FIELDS, weights=(5, 6, 4, 3, 2, 2))[0]
        necessity = "absolute" if drawn.random() < (0.25 if field in ("power", "instruments") else 0.1) else "ordinary"
        values = {
            "arrived": str(drawn.choices((1957, 1958, 1959), weights=(3, 4, 3))[0]),
            "contract": "expired" if drawn.random() < 0.2 else "running",
            "presence": "present",
            "necessity": necessity if drawn.random() < 0.92 else "",
            "character": ("good" if drawn.random() < 0.85 else "doubtful") if drawn.random() < 0.95 else "",
            "withdrawal": "none",
            "teaching": "refused" if drawn.random() < 0.07 else "offered",
        }
        if values["contract"] == "running" and drawn.random() < 0.06:
            values["withdrawal"] = "requested"
        rows.append({"case": f"s{number:04}", "field": field, **values})
    return rows


def log(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """What happens to them until the end of September, day by day; some conduct is careless."""
    drawn = random.Random(716)
    found: list[tuple[datetime.date, str, str, str]] = []
    for row in rows:
        day = FIRST + datetime.timedelta(days=drawn.randint(0, 20))
        if row["contract"] == "expired" and drawn.random() < 0.3:
            found.append((day, row["case"], "", "propose_extension"))
            day += datetime.timedelta(days=drawn.randint(3, 15))
            answer = "extension_accepted" if drawn.random() < 0.3 else "extension_declined"
            found.append((day, row["case"], answer, ""))
        elif row["contract"] == "expired":
            found.append((day, row["case"], "", "send_off_warmly"))
        elif row["withdrawal"] == "requested":
            for _ in range(drawn.choice((0, 1, 1, 2))):
                found.append((day, row["case"], "", "urge_to_stay"))
                day += datetime.timedelta(days=drawn.randint(0, 5))
            found.append((day, row["case"], "", "agree_to_withdrawal"))
        else:
            day = datetime.date(1960, 7, 28) + datetime.timedelta(days=drawn.randint(0, 35))
            found.append((day, row["case"], "withdrawn_unilaterally", ""))
            if drawn.random() < 0.8:
                found.append((day + datetime.timedelta(days=drawn.randint(0, 9)), row["case"], "", "express_regret"))
    found.sort(key=lambda row: row[0])
    return [{"at": str(day), "case": case, "event": event, "action": action} for day, case, event, action in found]


def main() -> None:
    """Write both files."""
    rows = specialists()
    for name, some in (("specialists.csv", rows), ("specialists-log.csv", log(rows))):
        with (HERE / name).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(some[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(some)


if __name__ == "__main__":
    main()
