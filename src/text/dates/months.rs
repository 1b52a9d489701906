//! Names of the months in the languages proofs are written in.

use crate::text::names;
use std::collections::HashMap;
use std::sync::LazyLock;

/// For each month its names and short forms without accents: English, German, French, Spanish, Portuguese,
/// Italian, Dutch, Nordic languages, Finnish, Estonian, Polish, Czech, Hungarian, Turkish, Romanian, Malay.
const NAMES: [&str; 12] = [
    "january jan januar janner janvier janv enero ene janeiro gennaio gen januari tammikuu tammikuuta jaanuar \
     stycznia styczen ledna leden januar ocak ianuarie",
    "february feb februar feber fevrier fevr febrero fevereiro fev febbraio februari helmikuu helmikuuta veebruar \
     lutego luty unora unor subat februarie",
    "march mar marz maerz mars marzo marco maart mrt maaliskuu maaliskuuta marts marec marts marca marzec brezna \
     brezen marcius mart martie mac",
    "april apr avril avr abril abr aprile huhtikuu huhtikuuta aprill kwietnia kwiecien dubna duben aprilis nisan \
     aprilie",
    "may mai maj mayo maio mag maggio mei toukokuu toukokuuta maja kvetna kveten majus mayis",
    "june jun juni juin junio junho giugno giu kesakuu kesakuuta juuni czerwca czerwiec cervna cerven junius haziran \
     iunie",
    "july jul juli juillet juil julio julho luglio lug heinakuu heinakuuta juuli lipca lipiec cervence cervenec \
     julius temmuz iulie julai",
    "august aug aout agosto ago augustus augusti elokuu elokuuta august sierpnia sierpien srpna srpen augusztus \
     agustos ogos",
    "september sep sept septembre septiembre setiembre setembro set settembre syyskuu syyskuuta september wrzesnia \
     wrzesien zari szeptember eylul septembrie",
    "october oct oktober okt octobre octubre outubro out ottobre ott lokakuu lokakuuta oktoober pazdziernika \
     pazdziernik rijna rijen ekim octombrie",
    "november nov novembre noviembre novembro marraskuu marraskuuta listopada listopad kasim noiembrie november",
    "december dec dezember dez decembre diciembre dic dezembro dicembre joulukuu joulukuuta detsember grudnia \
     grudzien prosince prosinec desember des aralik decembrie disember",
];

static MONTHS: LazyLock<HashMap<&'static str, u32>> = LazyLock::new(|| {
    (1..).zip(NAMES).flat_map(|(number, names)| names.split(' ').map(move |name| (name, number))).collect()
});

/// 1 to 12 for the name of a month in any case, with or without accents.
pub(super) fn month_of(name: &str) -> Option<u32> {
    names::words(name).first().and_then(|word| MONTHS.get(word.as_str())).copied()
}
