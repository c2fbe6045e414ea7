"""Where a bid request comes from, as codes that targeting knows.

OpenRTB writes countries in ISO 3166-1 alpha-3 (§3.2.19), targeting in alpha-2; a French
postal code tells the département, which tells the region.
"""

from toile.wire.geography import DEPARTEMENTS, departement_of
from toile.wire.openrtb import Geo
from toile.wire.targeting import Geography

UNKNOWN = Geography()

# ISO 3166-1, alpha-3 and alpha-2.
_TABLE = """
AFG AF ALA AX ALB AL DZA DZ ASM AS AND AD AGO AO AIA AI ATA AQ ATG AG ARG AR ARM AM
ABW AW AUS AU AUT AT AZE AZ BHS BS BHR BH BGD BD BRB BB BLR BY BEL BE BLZ BZ BEN BJ
BMU BM BTN BT BOL BO BES BQ BIH BA BWA BW BVT BV BRA BR IOT IO BRN BN BGR BG BFA BF
BDI BI CPV CV KHM KH CMR CM CAN CA CYM KY CAF CF TCD TD CHL CL CHN CN CXR CX CCK CC
COL CO COM KM COG CG COD CD COK CK CRI CR CIV CI HRV HR CUB CU CUW CW CYP CY CZE CZ
DNK DK DJI DJ DMA DM DOM DO ECU EC EGY EG SLV SV GNQ GQ ERI ER EST EE SWZ SZ ETH ET
FLK FK FRO FO FJI FJ FIN FI FRA FR GUF GF PYF PF ATF TF GAB GA GMB GM GEO GE DEU DE
GHA GH GIB GI GRC GR GRL GL GRD GD GLP GP GUM GU GTM GT GGY GG GIN GN GNB GW GUY GY
HTI HT HMD HM VAT VA HND HN HKG HK HUN HU ISL IS IND IN IDN ID IRN IR IRQ IQ IRL IE
IMN IM ISR IL ITA IT JAM JM JPN JP JEY JE JOR JO KAZ KZ KEN KE KIR KI PRK KP KOR KR
KWT KW KGZ KG LAO LA LVA LV LBN LB LSO LS LBR LR LBY LY LIE LI LTU LT LUX LU MAC MO
MDG MG MWI MW MYS MY MDV MV MLI ML MLT MT MHL MH MTQ MQ MRT MR MUS MU MYT YT MEX MX
FSM FM MDA MD MCO MC MNG MN MNE ME MSR MS MAR MA MOZ MZ MMR MM NAM NA NRU NR NPL NP
NLD NL NCL NC NZL NZ NIC NI NER NE NGA NG NIU NU NFK NF MKD MK MNP MP NOR NO OMN OM
PAK PK PLW PW PSE PS PAN PA PNG PG PRY PY PER PE PHL PH PCN PN POL PL PRT PT PRI PR
QAT QA REU RE ROU RO RUS RU RWA RW BLM BL SHN SH KNA KN LCA LC MAF MF SPM PM VCT VC
WSM WS SMR SM STP ST SAU SA SEN SN SRB RS SYC SC SLE SL SGP SG SXM SX SVK SK SVN SI
SLB SB SOM SO ZAF ZA SGS GS SSD SS ESP ES LKA LK SDN SD SUR SR SJM SJ SWE SE CHE CH
SYR SY TWN TW TJK TJ TZA TZ THA TH TLS TL TGO TG TKL TK TON TO TTO TT TUN TN TUR TR
TKM TM TCA TC TUV TV UGA UG UKR UA ARE AE GBR GB USA US UMI UM URY UY UZB UZ VUT VU
VEN VE VNM VN VGB VG VIR VI WLF WF ESH EH YEM YE ZMB ZM ZWE ZW
"""
_CODES = _TABLE.split()
ALPHA_2 = dict(zip(_CODES[::2], _CODES[1::2], strict=True))

# Overseas départements have country codes of their own, and are France to us.
_OVERSEAS = {"GLP": "971", "MTQ": "972", "GUF": "973", "REU": "974", "MYT": "976"}

_FRANCE = Geography(country="FR")
_BY_DEPARTEMENT = {
    code: Geography(country="FR", region=each.region, departement=code)
    for code, each in DEPARTEMENTS.items()
}
_BY_COUNTRY = {
    alpha_3: _BY_DEPARTEMENT[_OVERSEAS[alpha_3]]
    if alpha_3 in _OVERSEAS
    else Geography(country=alpha_2)
    for alpha_3, alpha_2 in ALPHA_2.items()
}


def place_of(geo: Geo | None) -> Geography:
    """Tell country, region and département; what is not said stays ``None``."""
    if geo is None or geo.country is None:
        return UNKNOWN
    if geo.country == "FRA":
        departement = None if geo.zip is None else departement_of(geo.zip)
        return _FRANCE if departement is None else _BY_DEPARTEMENT[departement]
    return _BY_COUNTRY.get(geo.country, UNKNOWN)
