"""Erase what has been kept for long enough."""

from argparse import ArgumentParser, Namespace

from api.commands.command import Command


def describe(parser: ArgumentParser) -> None:
    """Take whether to do it, or only to say what would be done."""
    parser.add_argument("--carry-out", action="store_true", help="radera; utan detta visas bara vad som skulle raderas")


def run(arguments: Namespace) -> int:
    """Say what is due, and erase it when told to."""
    from api.access.gate import gate_of
    from api.database import ready_database
    from api.lists.drafts import KEPT_DAYS
    from api.retention import carry_out, due
    from api.settings import Settings

    settings = Settings()
    engine, gate = ready_database(settings.database_url), gate_of(settings)
    kept = carry_out(engine, gate, rewriting=True) if arguments.carry_out else due(engine, gate)
    print("Raderat:" if arguments.carry_out else "Skulle raderas (kör med --carry-out för att göra det):")
    print(f"  {kept.reads} rader om vem som läst vad, äldre än {settings.keep_access_log_days} dagar")
    print(f"  {kept.sessions} inloggningar som har upphört")
    print(f"  {kept.links} länkar som inte fungerar längre, sedan {settings.keep_dead_links_days} dagar")
    print(f"  {kept.answers} anmälningar och utskick som är avgjorda eller avslutade sedan lika länge")
    months = settings.keep_ended_contacts_months
    print(f"  kontaktuppgifter till {kept.contacts} aktörer som upphört för {months} månader sedan")
    print(f"  {kept.drafts} utkast till listor som ingen har rört på {KEPT_DAYS} dagar")
    return 0


COMMAND = Command("retention", "Gallra: radera det som har sparats tillräckligt länge.", describe, run)
