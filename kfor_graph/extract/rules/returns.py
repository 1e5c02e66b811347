"""People who returned, crossed, arrived, left or fled, in numbers, and armed men who gave themselves up."""

_MOVED = r"returned|crossed|fled|left|arrived|came\sback|went\sback|moved|resettled|repatriated|displaced|accommodated|sought\srefuge|took\srefuge|entered"
_GAVE_UP = r"handed\sthemselves\sin|gave\sthemselves\sup|surrendered|turned\sthemselves\sin"
