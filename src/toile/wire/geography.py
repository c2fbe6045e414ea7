"""The départements and regions of France: INSEE codes, names, and who lies where.

Source: Code officiel géographique 2026 (INSEE, Licence Ouverte). The portal shows the
names, the edge turns a postal code into a place.
"""

from typing import NamedTuple


class Departement(NamedTuple):
    """A département: its name and the INSEE code of its region."""

    name: str
    region: str


def departement_of(postal_code: str) -> str | None:
    """Tell the département of a French postal code; ``None`` if it is none.

    Overseas codes have three digits; Corsica's 200, 201 lie in 2A, its 202 to 206
    in 2B.
    """
    if len(postal_code) != 5 or not postal_code.isdigit():
        return None
    if postal_code.startswith("20"):
        return "2A" if postal_code[:3] in ("200", "201") else "2B"
    code = postal_code[:3] if postal_code.startswith("97") else postal_code[:2]
    return code if code in DEPARTEMENTS else None


REGIONS: dict[str, str] = {
    "01": "Guadeloupe",
    "02": "Martinique",
    "03": "Guyane",
    "04": "La Réunion",
    "06": "Mayotte",
    "11": "Île-de-France",
    "24": "Centre-Val de Loire",
    "27": "Bourgogne-Franche-Comté",
    "28": "Normandie",
    "32": "Hauts-de-France",
    "44": "Grand Est",
    "52": "Pays de la Loire",
    "53": "Bretagne",
    "75": "Nouvelle-Aquitaine",
    "76": "Occitanie",
    "84": "Auvergne-Rhône-Alpes",
    "93": "Provence-Alpes-Côte d'Azur",
    "94": "Corse",
}

DEPARTEMENTS: dict[str, Departement] = {
    "01": Departement("Ain", "84"),
    "02": Departement("Aisne", "32"),
    "03": Departement("Allier", "84"),
    "04": Departement("Alpes-de-Haute-Provence", "93"),
    "05": Departement("Hautes-Alpes", "93"),
    "06": Departement("Alpes-Maritimes", "93"),
    "07": Departement("Ardèche", "84"),
    "08": Departement("Ardennes", "44"),
    "09": Departement("Ariège", "76"),
    "10": Departement("Aube", "44"),
    "11": Departement("Aude", "76"),
    "12": Departement("Aveyron", "76"),
    "13": Departement("Bouches-du-Rhône", "93"),
    "14": Departement("Calvados", "28"),
    "15": Departement("Cantal", "84"),
    "16": Departement("Charente", "75"),
    "17": Departement("Charente-Maritime", "75"),
    "18": Departement("Cher", "24"),
    "19": Departement("Corrèze", "75"),
    "21": Departement("Côte-d'Or", "27"),
    "22": Departement("Côtes-d'Armor", "53"),
    "23": Departement("Creuse", "75"),
    "24": Departement("Dordogne", "75"),
    "25": Departement("Doubs", "27"),
    "26": Departement("Drôme", "84"),
    "27": Departement("Eure", "28"),
    "28": Departement("Eure-et-Loir", "24"),
    "29": Departement("Finistère", "53"),
    "2A": Departement("Corse-du-Sud", "94"),
    "2B": Departement("Haute-Corse", "94"),
    "30": Departement("Gard", "76"),
    "31": Departement("Haute-Garonne", "76"),
    "32": Departement("Gers", "76"),
    "33": Departement("Gironde", "75"),
    "34": Departement("Hérault", "76"),
    "35": Departement("Ille-et-Vilaine", "53"),
    "36": Departement("Indre", "24"),
    "37": Departement("Indre-et-Loire", "24"),
    "38": Departement("Isère", "84"),
    "39": Departement("Jura", "27"),
    "40": Departement("Landes", "75"),
    "41": Departement("Loir-et-Cher", "24"),
    "42": Departement("Loire", "84"),
    "43": Departement("Haute-Loire", "84"),
    "44": Departement("Loire-Atlantique", "52"),
    "45": Departement("Loiret", "24"),
    "46": Departement("Lot", "76"),
    "47": Departement("Lot-et-Garonne", "75"),
    "48": Departement("Lozère", "76"),
    "49": Departement("Maine-et-Loire", "52"),
    "50": Departement("Manche", "28"),
    "51": Departement("Marne", "44"),
    "52": Departement("Haute-Marne", "44"),
    "53": Departement("Mayenne", "52"),
    "54": Departement("Meurthe-et-Moselle", "44"),
    "55": Departement("Meuse", "44"),
    "56": Departement("Morbihan", "53"),
    "57": Departement("Moselle", "44"),
    "58": Departement("Nièvre", "27"),
    "59": Departement("Nord", "32"),
    "60": Departement("Oise", "32"),
    "61": Departement("Orne", "28"),
    "62": Departement("Pas-de-Calais", "32"),
    "63": Departement("Puy-de-Dôme", "84"),
    "64": Departement("Pyrénées-Atlantiques", "75"),
    "65": Departement("Hautes-Pyrénées", "76"),
    "66": Departement("Pyrénées-Orientales", "76"),
    "67": Departement("Bas-Rhin", "44"),
    "68": Departement("Haut-Rhin", "44"),
    "69": Departement("Rhône", "84"),
    "70": Departement("Haute-Saône", "27"),
    "71": Departement("Saône-et-Loire", "27"),
    "72": Departement("Sarthe", "52"),
    "73": Departement("Savoie", "84"),
    "74": Departement("Haute-Savoie", "84"),
    "75": Departement("Paris", "11"),
    "76": Departement("Seine-Maritime", "28"),
    "77": Departement("Seine-et-Marne", "11"),
    "78": Departement("Yvelines", "11"),
    "79": Departement("Deux-Sèvres", "75"),
    "80": Departement("Somme", "32"),
    "81": Departement("Tarn", "76"),
    "82": Departement("Tarn-et-Garonne", "76"),
    "83": Departement("Var", "93"),
    "84": Departement("Vaucluse", "93"),
    "85": Departement("Vendée", "52"),
    "86": Departement("Vienne", "75"),
    "87": Departement("Haute-Vienne", "75"),
    "88": Departement("Vosges", "44"),
    "89": Departement("Yonne", "27"),
    "90": Departement("Territoire de Belfort", "27"),
    "91": Departement("Essonne", "11"),
    "92": Departement("Hauts-de-Seine", "11"),
    "93": Departement("Seine-Saint-Denis", "11"),
    "94": Departement("Val-de-Marne", "11"),
    "95": Departement("Val-d'Oise", "11"),
    "971": Departement("Guadeloupe", "01"),
    "972": Departement("Martinique", "02"),
    "973": Departement("Guyane", "03"),
    "974": Departement("La Réunion", "04"),
    "976": Departement("Mayotte", "06"),
}
