// Copies letters, and keeps the rate of an open survey round up to date. Everything works without it.

const EVERY_MS = 10_000;

for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) break;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).value);
    button.firstChild.textContent = button.dataset.copied;
  });
}

const live = document.querySelector("[data-live]");
if (live) setInterval(() => document.hidden || refresh(), EVERY_MS);

async function refresh() {
  // A server that does not answer now may do so next time; the figures shown stay until then.
  const answer = await fetch(live.dataset.live).catch(() => null);
  if (!answer?.ok) return;
  const { answered, asked } = await answer.json();
  const bar = live.querySelector("[data-rate=bar]");
  if (bar.value === answered && bar.max === Math.max(asked, 1)) return;
  bar.max = Math.max(asked, 1);
  bar.value = answered;
  live.querySelector("[data-rate=words]").textContent = live.dataset.words
    .replace("{answered}", answered)
    .replace("{asked}", asked);
}
