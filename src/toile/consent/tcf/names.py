"""What the purposes are called in French, for whoever is shown a choice."""

from collections.abc import Mapping

import msgspec

FRENCH_NAMES: Mapping[int, str] = {
    1: "Stocker et/ou accéder à des informations sur un appareil",
    2: "Utiliser des données limitées pour sélectionner la publicité",
    3: "Créer des profils pour la publicité personnalisée",
    4: "Utiliser des profils pour sélectionner des publicités personnalisées",
    5: "Créer des profils de contenus personnalisés",
    6: "Utiliser des profils pour sélectionner des contenus personnalisés",
    7: "Mesurer la performance des publicités",
    8: "Mesurer la performance des contenus",
    9: "Comprendre les publics par le biais de statistiques ou de combinaisons de "
    "données provenant de différentes sources",
    10: "Développer et améliorer les services",
    11: "Utiliser des données limitées pour sélectionner le contenu",
}
"""IAB Europe's own translation, of policy versions 4 and 5: until a list is fetched."""


class _Purpose(msgspec.Struct):
    id: int
    name: str


class _Translation(msgspec.Struct):
    purposes: dict[int, _Purpose]


_decoder = msgspec.json.Decoder(_Translation)


def french_names(raw: bytes, last_good: Mapping[int, str]) -> Mapping[int, str]:
    """Read the names of a fetched purposes-fr.json, or keep the last good ones.

    A translation that lacks a purpose, or a name, is none. Raises nothing.
    """
    try:
        fetched = _decoder.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return last_good
    names = {number: each.name.strip() for number, each in fetched.purposes.items()}
    complete = all(names.get(number) for number in last_good)
    return names if complete and all(names.values()) else last_good
