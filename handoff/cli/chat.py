"""`bokji chat`: a conversation with the bot in the terminal."""

from __future__ import annotations

from rich.console import Console

from handoff.cli.batch import Talk, own_bot


async def chat(channel: str) -> None:
    """Reads lines from standard input until an empty one; shows each reply and the decision behind it."""
    screen = Console(highlight=False)
    screen.print("[dim]starting the bot …[/dim]")
    async with own_bot() as bot:
        talk = Talk(bot, {"channel": channel})
        screen.print("[dim]an empty line ends the conversation[/dim]")
        while text := screen.input("[bold]나> [/bold]").strip():
            turn = await talk.say(text)
            screen.print(turn["reply"] or "[dim](no reply)[/dim]")
            screen.print(
                f"[dim]{turn['decision']} · {turn['aspect'] or '-'} · {turn['confidence']:.2f} · {talk.owner}[/dim]"
            )
