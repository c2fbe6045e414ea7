"""Which purposes each of our deeds needs (SPECS §2.3; the numbers are the TCF's).

The banner asks for all of ``ASKED`` at once, for one named use: the pool.
"""

STORE_ON_DEVICE = 1
USE_LIMITED_DATA = 2
CREATE_AD_PROFILES = 3
USE_AD_PROFILES = 4
MEASURE_AD_PERFORMANCE = 7

ASKED = (
    STORE_ON_DEVICE,
    CREATE_AD_PROFILES,
    USE_AD_PROFILES,
    MEASURE_AD_PERFORMANCE,
)
