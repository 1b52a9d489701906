//! What numbers count, in the languages that occur: people and devices, licences, and what is no count at all.
//!
//! Words are compared folded: lower case, without accents.

use super::Kind;
use crate::text::lexicon::{Lexicon, lexicon};
use std::sync::LazyLock;

/// Things whose number tells how far work reached (POE-R3-01, POE-R3-05).
static REACHED: Lexicon = LazyLock::new(|| {
    lexicon(
        "\
    user users people person persons employees staff colleagues workers participants attendees \
    administrators admins devices device mailboxes mailbox endpoints endpoint workstations laptops \
    notebooks pcs computers clients servers machines sensors sites rooms policies rules labels \
    connectors playbooks apps applications groups locations accounts identities controllers tablets \
    telephones phones smartphones mobiles handhelds scanners terminals kiosks documents files items \
    pages libraries queues agents articles cases tickets incidents alerts services branches stores \
    plants factories warehouses schools students pupils teachers customers contacts records stations \
    desktops offices departments teams channels communities members roles profiles domains firewalls \
    workflows flows forms reports dashboards dealers drivers nurses opportunities invoices orders \
    vehicles subscriptions workspaces detections vms benutzer benutzerinnen anwender anwenderinnen \
    nutzer nutzerinnen mitarbeiter mitarbeitende mitarbeitenden mitarbeiterinnen personen gerate geraten \
    endgerate postfacher postfachern arbeitsplatze arbeitsplatzen rechner server standorte standorten \
    filialen raume richtlinien regeln konten gruppen dokumente anwendungen telefone nebenstellen \
    sensoren etiketten bezeichnungen vorfalle warnungen tische werke werken utilisateurs utilisatrices \
    postes appareils terminaux personnes salaries collaborateurs employes boites serveurs ordinateurs \
    portables salles regles strategies etiquettes comptes groupes fichiers magasins agences capteurs \
    alertes usuarios usuarias personas empleados empleadas trabajadores equipos dispositivos portatiles \
    ordenadores computadoras computadores servidores buzones cuentas salas directivas politicas reglas \
    etiquetas grupos documentos archivos sedes tiendas sucursales sensores aplicaciones incidentes \
    alertas telefonos maquinas utilizadores colaboradores funcionarios pessoas estacoes caixas contas \
    regras rotulos diretivas lojas filiais aplicacoes ficheiros arquivos telemoveis celulares utenti \
    persone dipendenti collaboratori dispositivi postazioni caselle computer sale criteri regole \
    etichette gruppi documenti sedi negozi filiali sensori applicazioni incidenti avvisi telefoni \
    macchine gebruikers medewerkers apparaten toestellen werkplekken werkstations postbussen mailboxen \
    ruimtes ruimten regels beleidsregels groepen documenten vestigingen locaties winkels toepassingen \
    telefoons pc's anvandare medarbetare personer enheter datorer postlador brevlador servrar rum regler \
    policyer konton grupper dokument butiker skolor elever brukere ansatte maskiner postbokser \
    postkasser servere rom kontoer dokumenter butikker brugere medarbejdere enheder computere pcer \
    lokaler konti kayttajaa kayttajan laitetta laitteen tyoasemaa palvelinta postilaatikkoa henkiloa \
    tyontekijaa",
    )
});

/// Ends of compounds in the languages that write words together.
const COMPOUNDS: &str = "\
    benutzer nutzer anwender gerate geraten postfacher rechner konten richtlinien arbeitsplatze telefone \
    gebruikers apparaten werkplekken medewerkers anvandare enheter datorer brukere maskiner brugere \
    enheder mitarbeiter server kayttajaa laitetta";

/// Beginnings of units in Finnish, whose ends change with the case.
const STEMS: &str = "tyoasem kayttaj laitte laitet palvelim postilaatik henkilo tyontekij toimipis";

/// What is bought, which tells nothing about work (TRAP-09).
static BOUGHT: Lexicon = LazyLock::new(|| {
    lexicon(
        "\
    licenses licences license licence seats seat lizenzen licencias licencas licenze licenties lisenser \
    licenser lisenssia pcs. pieces units stk uds einheiten",
    )
});

/// Time, size, money and grammar: a number before them counts nothing that was worked on.
static NO_THINGS: Lexicon = LazyLock::new(|| {
    lexicon(
        "\
    minutes minute mins hours hour days day weeks week months month years year quarters seconds calendar \
    business working times percent percentage points mbit euro euros eur usd gbp chf dollars pounds and \
    the per until from with for was were are has had have will must may not but all each this that which \
    before after into onto than when where there their our your minuten stunden tage tagen wochen monate \
    monaten jahre jahren uhr und bis von der die das heures jours jour semaines mois ans annees les des \
    aux pour horas dias semanas meses anos los las del para ore giorni settimane mesi anni uur dagen \
    weken maanden jaar het een van timer dager uker maneder timmar dagar veckor manader och dage uger \
    paivaa viikkoa kuukautta vuotta january february march april june july august september october \
    november december januar februar marz juni juli oktober dezember janvier fevrier mars avril juin \
    juillet aout septembre octobre novembre decembre enero febrero marzo abril mayo junio julio agosto \
    septiembre octubre noviembre diciembre janeiro fevereiro marco maio junho julho setembro outubro \
    novembro dezembro gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre januari \
    februari maart mei augustus desember maj augusti",
    )
});

/// What a folded word says about the number before it.
pub(super) fn kind_of(word: &str) -> Option<Kind> {
    match () {
        () if REACHED.contains(word) => Some(Kind::Reached),
        () if BOUGHT.contains(word) => Some(Kind::Bought),
        () => (COMPOUNDS.split_ascii_whitespace().any(|end| word.ends_with(end))
            || STEMS.split_ascii_whitespace().any(|stem| word.starts_with(stem)))
        .then_some(Kind::Reached),
    }
}

/// Whether a folded word after a number can be the thing it counts.
pub(super) fn is_thing(word: &str) -> bool {
    word.chars().count() >= 3 && word.starts_with(char::is_alphabetic) && !NO_THINGS.contains(word)
}
